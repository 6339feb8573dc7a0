"""Translations as PO files, the form translators and their tools know."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from instruments.blanks import blank_fault
from instruments.interchange.imported import NotCarried, refusal
from instruments.interchange.plain import plain
from instruments.model import Version
from instruments.terms import Language
from instruments.translation import Translation, strings_of

LARGEST = 2_000_000
"""Characters a PO file may have."""


def to_po(version: Version, language: str, *, translation: Translation | None = None) -> str:
    """The text of a PO file: every word of a version under its key, with the translation's words where it has any."""
    polib = _polib(version.id)
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": f"{version.id} {version.number}",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    said = translation.strings if translation else {}
    for key, words in strings_of(version).items():
        catalogue.append(polib.POEntry(msgctxt=key, msgid=words, msgstr=said.get(key, "")))
    return str(catalogue) + "\n"


def from_po(
    text: str, version: Version, language: str, *, name: str = ""
) -> tuple[Translation, tuple[NotCarried, ...]]:
    """The draft translation in a PO file, and the entries that could not be used.

    Left out are entries for no place in this version, entries whose source has other words by now, and those their
    translator marked as uncertain, and those that lost a blank. Raises InvalidInstrument where the file cannot be read.
    """
    if len(text) > LARGEST:
        raise refusal(name, f"the file has more than {LARGEST:,} characters.")
    try:
        catalogue = _polib(name).pofile(
            "#\n" + text, encoding="utf-8"
        )  # begins with a comment: never the name of a file
    except Exception:  # noqa: BLE001 - damaged files make the library raise nearly anything
        raise refusal(name, "it cannot be read as a PO file.") from None
    strings, left = dict[str, str](), list[NotCarried]()
    known = strings_of(version)
    for entry in catalogue:
        why = _unusable(entry, known, language)
        if why:
            left.append(NotCarried(str(entry.msgctxt or entry.msgid)[:200], plain(entry.msgstr[:2000])[:200], why))
        elif entry.msgstr and not entry.obsolete:
            strings[entry.msgctxt] = plain(entry.msgstr)
    return _translation(version, language, strings, name), tuple(left)


def _unusable(entry: Any, known: dict[str, str], language: str) -> str:  # noqa: ANN401 - polib's own entry
    if entry.msgctxt not in known:
        return "This version has no words there."
    if entry.msgid != known[entry.msgctxt]:
        return "The words to translate have changed since; translate them anew."
    if entry.fuzzy:
        return "It is marked as uncertain."
    fault = blank_fault(entry.msgid, entry.msgstr) if entry.msgstr else ""
    return f"{language}: {fault}" if fault else ""


def _translation(version: Version, language: str, strings: dict[str, str], name: str) -> Translation:
    try:
        TypeAdapter(Language).validate_python(language)
        note = f"From {name}; not yet checked." if name else ""
        return Translation(instrument=version.id, number=version.number, language=language, note=note, strings=strings)
    except ValidationError:
        raise refusal(name, f"'{language}' is no language tag, or a translation holds what cannot be shown.") from None


def _polib(name: str) -> Any:  # noqa: ANN401 - a module
    try:
        import polib  # noqa: PLC0415 - an extra
    except ImportError:
        raise refusal(name, "reading and writing PO files needs 'polib': install the 'files' extra.") from None
    return polib
