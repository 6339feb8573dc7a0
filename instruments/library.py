"""The instruments published with the software: files that are added to and never edited."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from instruments.declaration import Declaration, canonical_declaration, declaration_faults, parse_declaration
from instruments.documents import canonical_toml, parse
from instruments.messages import PlainMessage
from instruments.model import Version
from instruments.problem import Altered, InvalidInstrument, Problem
from instruments.translation import Translation, canonical_translation, parse_translation

PUBLISHED = files("instruments") / "published"
"""The folder of published files: `<id>/<number>.toml`, `<id>/<number>.<language>.toml`, `<id>/<number>.changes.toml`
where a version says why it differs from the one before it, and SHA256SUMS."""

CHANGES = "changes"
"""What stands for the language in the name of a file that says why a version differs from the one before it."""

NOT_CANONICAL = "{} is not in canonical form."
EDITED = PlainMessage("differs from its sum in SHA256SUMS; a published file is never edited.")


class NoSuchVersion(LookupError):  # noqa: N818 - the field's word
    """No instrument of that id and number is published here."""


@dataclass(frozen=True, order=True)
class Published:
    """One published version: the instrument's id, the version's number and the SHA-256 of its canonical text."""

    id: str
    number: int
    digest: str


@cache
def published() -> tuple[Published, ...]:
    """Every version published with the software, by id and number."""
    names = [name for name in _listed() if name.count(".") == 1]
    return tuple(sorted(_published(name) for name in names))


def _published(name: str) -> Published:
    folder, file = name.split("/")
    return Published(id=folder, number=int(file.removesuffix(".toml")), digest=_listed()[name])


@cache
def load(id: str, number: int) -> Version:  # noqa: A002 - the field's word
    """The published version; raises NoSuchVersion with a sentence that says which there are, Altered where its file
    is no longer what was published.
    """
    if not any((one.id, one.number) == (id, number) for one in published()):
        there = ", ".join(f"{one.id}/{one.number}" for one in published())
        raise NoSuchVersion(f"There is no published instrument {id}/{number}; there are {there}.")
    name = f"{id}/{number}.toml"
    return parse(_published_text(name), name=name)


@cache
def translation(id: str, number: int, language: str) -> Translation | None:  # noqa: A002 - the field's word
    """The words of a published version in another language, always a draft; None where there are none."""
    name = f"{id}/{number}.{language}.toml"
    return parse_translation(_published_text(name), load(id, number), name=name) if name in _listed() else None


@cache
def translations(id: str, number: int) -> tuple[Translation, ...]:  # noqa: A002 - the field's word
    """Every translation that stands beside a published version, by language."""
    start = f"{id}/{number}."
    named = sorted(name[len(start) : -5] for name in _listed() if name.startswith(start) and name.count(".") > 1)
    languages = [language for language in named if language != CHANGES]
    return tuple(found for language in languages if (found := translation(id, number, language)) is not None)


@cache
def declaration(id: str, number: int) -> Declaration | None:  # noqa: A002 - the field's word
    """Why a published version differs from the one before it, and which classes were declared; None where unsaid."""
    name = f"{id}/{number}.{CHANGES}.toml"
    return parse_declaration(_published_text(name), name=name) if name in _listed() else None


def verify(folder: Traversable = PUBLISHED) -> list[str]:
    """What is wrong with the published files, a sentence each: changed, absent, unlisted, invalid, not canonical."""
    there, listed = _there(folder), _sums(folder)
    faults = [f"{name} is listed in SHA256SUMS but absent." for name in sorted(listed.keys() - there)]
    faults += [f"{name} is not listed in SHA256SUMS." for name in sorted(there - listed.keys())]
    for name in sorted(there & listed.keys()):
        if sha256(_bytes(name, folder)).hexdigest() == listed[name]:
            faults += _unsound(name, folder)
        else:
            faults.append(f"{name} {EDITED}")
    said = sorted(name for name in there & listed.keys() if name.endswith(f".{CHANGES}.toml"))
    return faults or [fault for name in said for fault in _undeclared(name, folder)]


def _unsound(name: str, folder: Traversable) -> list[str]:
    id, file = name.split("/")  # noqa: A001 - the field's word
    number, *language, _ = file.split(".")
    source = f"{id}/{number}.toml"
    try:
        version = parse(_text(source, folder), name=source)
        text = _text(name, folder)
        if language == [CHANGES]:
            return (
                []
                if canonical_declaration(parse_declaration(text, name=name)) == text
                else [NOT_CANONICAL.format(name)]
            )
        again = (
            canonical_translation(parse_translation(text, version, name=name)) if language else canonical_toml(version)
        )
    except InvalidInstrument as error:
        return list(error.sentences)
    faults = [] if again == text else [NOT_CANONICAL.format(name)]
    if (version.id, str(version.number)) != (id, number):
        faults.append(f"{name} holds {version.id}/{version.number}.")
    return faults


def _undeclared(name: str, folder: Traversable) -> list[str]:
    """What is wrong with what is said of a version's changes, where every file is what was published."""
    id, number = name.removesuffix(f".{CHANGES}.toml").split("/")  # noqa: A001 - the field's word
    said = parse_declaration(_text(name, folder), name=name)
    before, version = (parse(_text(f"{id}/{one}.toml", folder)) for one in (int(number) - 1, number))
    was, now = _translations_in(before, folder), _translations_in(version, folder)
    pairs = [(was[language], now[language]) for language in now if language in was]
    return [f"{name}: {fault}" for fault in declaration_faults(said, before, version, translations=pairs)]


def _translations_in(version: Version, folder: Traversable) -> dict[str, Translation]:
    names = {language: f"{version.id}/{version.number}.{language}.toml" for language in version.languages[1:]}
    there = {language: name for language, name in names.items() if name in _there(folder)}
    return {language: parse_translation(_text(name, folder), version, name=name) for language, name in there.items()}


def _bytes(name: str, folder: Traversable) -> bytes:
    id, file = name.split("/")  # noqa: A001 - the field's word
    return (folder / id / file).read_bytes()


def _published_text(name: str) -> str:
    """The text of a file that has its sum in SHA256SUMS; raises Altered where it does not."""
    if sha256(_bytes(name, PUBLISHED)).hexdigest() != _listed()[name]:
        raise Altered([Problem("", EDITED)], name=name)
    return _text(name)


def _text(name: str, folder: Traversable = PUBLISHED) -> str:
    return _bytes(name, folder).decode()


def _there(folder: Traversable) -> set[str]:
    subfolders = [subfolder for subfolder in folder.iterdir() if subfolder.is_dir()]
    return {f"{subfolder.name}/{file.name}" for subfolder in subfolders for file in subfolder.iterdir()}


def _sums(folder: Traversable) -> dict[str, str]:
    """The listed file names with their sums, as `sha256sum` writes them."""
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: total for total, name in (line.split("  ", 1) for line in lines if line)}


@cache
def _listed() -> dict[str, str]:
    return _sums(PUBLISHED)
