"""The instruments published with the software: files that are added to and never edited."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from instruments.documents import canonical, digest, parse
from instruments.model import Version
from instruments.problem import InvalidInstrument
from instruments.translation import Translation, canonical_translation, parse_translation


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
    names = [name for name in _sums() if name.count(".") == 1]
    return tuple(sorted(_published(name) for name in names))


def _published(name: str) -> Published:
    folder, file = name.split("/")
    return Published(id=folder, number=int(file.removesuffix(".toml")), digest=_sums()[name])


@cache
def load(id: str, number: int) -> Version:  # noqa: A002 - the field's word
    """The published version; raises NoSuchVersion with a sentence that says which there are."""
    if not any((one.id, one.number) == (id, number) for one in published()):
        there = ", ".join(f"{one.id}/{one.number}" for one in published())
        raise NoSuchVersion(f"There is no published instrument {id}/{number}; there are {there}.")
    name = f"{id}/{number}.toml"
    return parse(_text(name), name=name)


@cache
def translation(id: str, number: int, language: str) -> Translation | None:  # noqa: A002 - the field's word
    """The words of a published version in another language, always a draft; None where there are none."""
    name = f"{id}/{number}.{language}.toml"
    return parse_translation(_text(name), load(id, number), name=name) if name in _sums() else None


@cache
def translations(id: str, number: int) -> tuple[Translation, ...]:  # noqa: A002 - the field's word
    """Every translation that stands beside a published version, by language."""
    start = f"{id}/{number}."
    languages = sorted(name[len(start) : -5] for name in _sums() if name.startswith(start) and name.count(".") > 1)
    return tuple(found for language in languages if (found := translation(id, number, language)) is not None)


def verify() -> list[str]:
    """What is wrong with the published files, a sentence each: changed, absent, unlisted, invalid, not canonical."""
    there, listed = _there(), _sums()
    faults = [f"{name} is listed in SHA256SUMS but absent." for name in sorted(listed.keys() - there)]
    faults += [f"{name} is not listed in SHA256SUMS." for name in sorted(there - listed.keys())]
    for name in sorted(there & listed.keys()):
        if sha256(_text(name).encode()).hexdigest() != listed[name]:
            faults.append(f"{name} differs from its sum in SHA256SUMS; a published file is never edited.")
        else:
            faults += _unsound(name)
    return faults


def _unsound(name: str) -> list[str]:
    folder, file = name.split("/")
    number, *language, _ = file.split(".")
    try:
        version = load(folder, int(number))
        words = translation(folder, int(number), language[0]) if language else None
    except (InvalidInstrument, NoSuchVersion, ValueError) as error:
        return [str(error)]
    faults = []
    if (canonical(version) if words is None else canonical_translation(words)) != _text(name):
        faults.append(f"{name} is not in canonical form.")
    if (version.id, version.number) != (folder, int(number)):
        faults.append(f"{name} holds {version.id}/{version.number}.")
    if words is None and digest(version) != _sums()[name]:
        faults.append(f"{name} has a digest other than its sum.")
    return faults


def _folder() -> Traversable:
    return files("instruments") / "published"


def _text(name: str) -> str:
    folder, file = name.split("/")
    return (_folder() / folder / file).read_bytes().decode()


def _there() -> set[str]:
    folders = [folder for folder in _folder().iterdir() if folder.is_dir()]
    return {f"{folder.name}/{file.name}" for folder in folders for file in folder.iterdir()}


@cache
def _sums() -> dict[str, str]:
    """The listed file names with their sums, as `sha256sum` writes them."""
    lines = (_folder() / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: total for total, name in (line.split("  ", 1) for line in lines if line)}
