"""A question about a set of answers while the set is being made: its edits are by word, and get the set's id later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "number", "not_answered", "unscored", "unscored_item", "reverse_set", "direction_low", "direction_high", "ends"
]


@dataclass(frozen=True, kw_only=True)
class SetEdit:
    """What a reading changes in a set: the number of a word, that a word is no answer, or what becomes of its items."""

    kind: Kind
    word: str = ""
    number: float = 0.0
    ends: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class SetQuestion:
    """A question about a set, with what each of its two readings changes."""

    kind: str
    values: Mapping[str, str]
    edits: tuple[tuple[SetEdit, ...], tuple[SetEdit, ...]]


@dataclass(frozen=True, kw_only=True)
class MadeSet:
    """A set of answers that was made from cells, and the questions that it leaves."""

    minimum: float
    maximum: float
    numbers: Mapping[str, float] = field(default_factory=dict)
    not_answered: tuple[str, ...] = ()
    questions: tuple[SetQuestion, ...] = ()
    name: str = "numbers"


def written(number: float) -> str:
    """A number without needless decimals."""
    return f"{number:g}"


def listed(words: list[str]) -> str:
    """Words in quotation marks with commas between."""
    return ", ".join(f"“{word}”" for word in words)
