"""Answers to single questions as they may be told: about how many gave each, where enough people did.

They describe who answered; nothing of them is before and after, and nothing of them is an effect.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, floor

ROUNDED_TO = 5
"""Counts are told to the nearest five, so that two tellings that differ by one person look alike."""
FEWEST_POSSIBLE = 3
"""A count is told where it could have been one of at least so many, as one that stands by itself could."""


def rounded_count(count: int, *, fewest: int) -> int | None:
    """A count to the nearest five, and never to fewer than `fewest`; None where it is of too few people.

    With a threshold of seven, seven people would else be about five, which nothing but seven can be.
    """
    if count < fewest:
        return None
    return max(ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO), _lowest(fewest))


def _lowest(fewest: int) -> int:
    """The lowest that a count is ever rounded to."""
    return ROUNDED_TO * ceil(fewest / ROUNDED_TO)


def is_disclosable(answered: int, people: Sequence[int | None], *, fewest: int) -> bool:
    """Whether rounded counts of the answers to a question may stand beside that of all who answered.

    Half of these are told of, not all of them gave one answer, and each count could still be one of several. It goes
    by the rounded counts alone, so that what is left out, or is not, tells nothing more.
    """
    known = [each for each in people if each is not None]
    if not 2 * sum(known) >= answered > max(known, default=answered):
        return False
    return all(high - low + 1 >= FEWEST_POSSIBLE for low, high in _possible(answered, people, fewest=fewest))


def disclosable_each(answered: int, people: Sequence[int | None], *, fewest: int) -> list[int | None]:
    """Rounded counts of answers of which several can be chosen, without those that too few did not choose.

    Formula: the lowest that all who answered may have been, less the highest that the count may have been, is `fewest`
    or more. It goes by the rounded counts alone. Counts of such answers add up to nothing, so none follows from others.
    """
    lowest = _before_rounding(answered, fewest=fewest)[0]
    return [
        each if each is not None and lowest - _before_rounding(each, fewest=fewest)[1] >= fewest else None
        for each in people
    ]


def _possible(answered: int, people: Sequence[int | None], *, fewest: int) -> Iterator[tuple[int, int]]:
    """The lowest and the highest that each rounded count could have been, and the sum of those that too few gave.

    Formula: a count lies within half of what is rounded to, and all of them add to how many answered.
    """
    few = sum(each is None for each in people)
    ranges = [_before_rounding(each, fewest=fewest) for each in people if each is not None]
    ranges += [(0, few * (fewest - 1))] if few else []
    least, most = _before_rounding(answered, fewest=fewest)
    for low, high in ranges:
        others = [sum(each[end] for each in ranges) - (low, high)[end] for end in (0, 1)]
        yield max(low, least - others[1]), min(high, most - others[0])


def percents_between(people: int | None, answered: int, *, fewest: int) -> tuple[int, int] | None:
    """Between which whole percentages a share lies, from the counts that are told; None of an answer that few gave.

    Formula: the lowest count over the highest of all who answered, and the other way round, each as it may have been
    before rounding.
    """
    if people is None:
        return None
    least, most = _before_rounding(people, fewest=fewest)
    lowest, highest = _before_rounding(answered, fewest=fewest)
    return floor(100 * least / highest), min(ceil(100 * most / lowest), 100)


def _before_rounding(count: int, *, fewest: int) -> tuple[int, int]:
    low = fewest if count == _lowest(fewest) else count - ROUNDED_TO // 2
    return low, count + ROUNDED_TO // 2


@dataclass(frozen=True, kw_only=True)
class AnswerCount:
    """An answer: about how many gave it, None where too few did, and the percentage of the area who gave it."""

    value: int | str
    label: str
    people: int | None
    area: float | None = None


@dataclass(frozen=True, kw_only=True)
class CountedQuestion:
    """A question at one wave: about how many answered it, and how many gave each answer.

    Of fewer than `fewest` nothing is told.
    """

    module: str
    wave: str
    item: str
    label: str
    text: str
    answered: int
    fewest: int
    answers: tuple[AnswerCount, ...]
    several: bool = field(default=False, metadata={"later": True})
    """Whether people could choose several answers; then one is not told either where all but a few chose it."""

    @property
    def has_area(self) -> bool:
        """Whether the table of the area has it."""
        return any(each.area is not None for each in self.answers)

    def percents(self, answer: AnswerCount) -> tuple[int, int] | None:
        """Between which whole percentages the share of an answer lies (`percents_between`)."""
        return percents_between(answer.people, self.answered, fewest=self.fewest)


@dataclass(frozen=True, kw_only=True)
class AreaSource:
    """Where the table of the area is from, and which version of it this is."""

    source: str
    year: str
    licence: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ModuleAnswers:
    """The questions that are told of, the names of those left out, and the source of the area's figures."""

    questions: tuple[CountedQuestion, ...] = ()
    left_out: tuple[str, ...] = ()
    area: AreaSource | None = None
