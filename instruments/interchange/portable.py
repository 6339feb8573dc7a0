"""Translations as PO files, the form translators and their tools know."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from instruments.blanks import blank_fault
from instruments.interchange.imported import NotCarried, refusal
from instruments.interchange.plain import plain
from instruments.messages import PlainMessage
from instruments.model import Version
from instruments.problem import InvalidInstrument, Problem
from instruments.terms import Language
from instruments.translation import Translation, names_shown, own_labels, strings_of, words_of

LARGEST = 2_000_000
"""Characters a PO file may have."""
PROJECT = re.compile(r"([a-z0-9-]+) [0-9]+")
"""How a PO file of ours names its instrument and version."""
FEW = 0.5
"""The share of a file's texts up to which too few are of a version for the file to be its translation."""
MAY_BE_EMPTY = "Only where the language needs other words for this question than for others with the same answers."
"""What a translator is told of a text that may stay empty."""
A_NAME = "A name, which stands as it is in every language; it may stay empty."
NOT_ITS_TEXTS = PlainMessage(
    "of the %(of)s texts in the file, %(shared)s are texts of %(version)s. Nothing was taken in: "
    "download the PO file of this version anew and translate that."
)


def to_po(
    version: Version,
    language: str,
    *,
    translation: Translation | None = None,
    notes: Mapping[str, str] | None = None,
) -> str:
    """The text of a PO file: every word of a version under its key, with the translation's words where it has any.

    `notes` for translators stand with their text, as comments that their tools show.
    """
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
    comments = dict.fromkeys(own_labels(version), MAY_BE_EMPTY) | dict.fromkeys(names_shown(version), A_NAME)
    for key, words in words_of(version).items():
        about = [comments.get(key, ""), (notes or {}).get(key, "")]
        comment = "\n".join(filter(None, about))
        catalogue.append(polib.POEntry(msgctxt=key, msgid=words, msgstr=said.get(key, ""), comment=comment))
    return str(catalogue) + "\n"


def from_po(
    text: str, version: Version, language: str, *, name: str = ""
) -> tuple[Translation, tuple[NotCarried, ...]]:
    """The draft translation in a PO file, and the entries that could not be used.

    Left out are entries for no place in this version, entries whose source has other words by now, and those their
    translator marked as uncertain, and those that lost a blank. Raises InvalidInstrument where the file cannot be read,
    or is of another language or instrument.
    """
    if len(text) > LARGEST:
        raise refusal(name, PlainMessage("the file has more than %(most)s characters.", most=f"{LARGEST:,}"))
    try:
        catalogue = _polib(name).pofile(
            "#\n" + text, encoding="utf-8"
        )  # begins with a comment: never the name of a file
    except Exception:  # noqa: BLE001 - damaged files make the library raise nearly anything
        raise refusal(name, PlainMessage("it cannot be read as a PO file.")) from None
    strings, left = dict[str, str](), list[NotCarried]()
    known = words_of(version)
    _translation(version, language, {}, name)
    if faults := list(_of_another(catalogue, version, language)):
        raise InvalidInstrument(faults, name=name)
    for entry in catalogue:
        why = _unusable(entry, known, language)
        if why:
            left.append(NotCarried(str(entry.msgctxt or entry.msgid)[:200], plain(entry.msgstr[:2000])[:200], why))
        elif entry.msgstr and not entry.obsolete:
            strings[entry.msgctxt] = plain(entry.msgstr)
    return _translation(version, language, strings, name), tuple(left)


def _of_another(catalogue: Any, version: Version, language: str) -> Iterator[Problem]:  # noqa: ANN401 - polib's own
    """What says that a file is no translation of this version into this language."""
    found = catalogue.metadata.get("Language", "").strip()
    if found and not _same_language(found, language):
        yield Problem(
            "",
            PlainMessage(
                "the file is in the language '%(found)s', and '%(language)s' is wanted. Nothing was taken in.",
                found=found,
                language=language,
            ),
        )
    named = PROJECT.fullmatch(catalogue.metadata.get("Project-Id-Version", "").strip())
    if named and named[1] != version.id:
        yield Problem(
            "",
            PlainMessage(
                "the file holds the words of %(found)s, not of %(wanted)s. Nothing was taken in.",
                found=named[1],
                wanted=version.id,
            ),
        )
    texts = [entry.msgid for entry in catalogue if not entry.obsolete]
    shared = len([text for text in texts if text in set(strings_of(version).values())])
    if shared <= len(texts) * FEW:
        yield Problem(
            "", PlainMessage(NOT_ITS_TEXTS, shared=shared, of=len(texts), version=f"{version.id} {version.number}")
        )


def _same_language(found: str, wanted: str) -> bool:
    """Whether a file's language is the one wanted, if more or less exactly: cy_GB is cy."""
    one, other = (tag.partition("@")[0].replace("_", "-").casefold() + "-" for tag in (found, wanted))
    return one.startswith(other) or other.startswith(one)


def _unusable(entry: Any, known: dict[str, str], language: str) -> str:  # noqa: ANN401 - polib's own entry
    if entry.msgctxt not in known:
        return PlainMessage("This version has no words there.")
    if entry.msgid != known[entry.msgctxt]:
        return PlainMessage("The words to translate have changed since; translate them anew.")
    if entry.fuzzy:
        return PlainMessage("It is marked as uncertain.")
    fault = blank_fault(entry.msgid, entry.msgstr) if entry.msgstr else ""
    return PlainMessage("%(language)s: %(fault)s", language=language, fault=fault) if fault else ""


def _translation(version: Version, language: str, strings: dict[str, str], name: str) -> Translation:
    try:
        TypeAdapter(Language).validate_python(language)
        note = f"From {name}; not yet checked." if name else ""
        return Translation(instrument=version.id, number=version.number, language=language, note=note, strings=strings)
    except ValidationError:
        raise refusal(
            name,
            PlainMessage(
                "'%(language)s' is no language tag, or a translation holds what cannot be shown.", language=language
            ),
        ) from None


def _polib(name: str) -> Any:  # noqa: ANN401 - a module
    try:
        import polib  # noqa: PLC0415 - an extra
    except ImportError:
        raise refusal(
            name, PlainMessage("reading and writing PO files needs 'polib': install the 'files' extra.")
        ) from None
    return polib
