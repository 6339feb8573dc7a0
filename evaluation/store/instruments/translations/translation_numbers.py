"""The numbers of a version's translations, and what answers keep of them.

The words that were published with a version are number 1 of a language; each signed correction is the next one. An
answer keeps the numbers after the first, of its version and of each module, such as "common-ground/2:2 about-you/1:3".
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.store.instruments.modules import modules_of
from evaluation.store.instruments.published_versions import corrections_of
from instruments import Version

FIRST = 1
"""The number of the words that were published with a version."""


def number_in_use(db: Session, version: Version, *, language: str, at: datetime | None = None) -> int:
    """The number that people are asked in, or were at a moment."""
    signed = (
        one.number
        for one in corrections_of(db, version)
        if one.language == language and (at is None or one.signed_at <= at)
    )
    return max(signed, default=FIRST)


def corrected_in_use(
    db: Session, version: Version, modules: Iterable[str], *, language: str, at: datetime | None = None
) -> str:
    """What an answer keeps that is given in the words in use; empty where none were corrected."""
    asked = () if language == version.language else (version, *modules_of(db, modules))
    numbers = {f"{one.id}/{one.number}": number_in_use(db, one, language=language, at=at) for one in asked}
    return _written(numbers)


def kept_of(sent: str, in_use: str) -> str:
    """What is kept of what a form says it was drawn in: numbers up to one after those that this process knows of."""
    known, said = _read(in_use), _read(sent)
    return _written({name: number for name, number in said.items() if name in known and number <= known[name] + 1})


def number_of(kept: str, version: str) -> int:
    """The number of a version's translation, such as common-ground/2, that an answer keeps."""
    return _read(kept).get(version, FIRST)


def _written(numbers: dict[str, int]) -> str:
    return " ".join(f"{name}:{number}" for name, number in numbers.items() if number > FIRST)


def _read(kept: str) -> dict[str, int]:
    tokens = (token.rpartition(":") for token in kept.split())
    return {name: int(number[:9]) for name, _sep, number in tokens if number.isascii() and number.isdigit()}
