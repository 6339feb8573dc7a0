"""What stands in the cells of one question: numbers, labelled numbers, words of a known family, or something else."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation.importing.values.answer_levels import ONE_SIDED, Level, levels_of
from evaluation.importing.values.cell_values import (
    UNSURE,
    is_not_answered,
    labelled_number,
    number_in,
    number_of_so_many,
    plain,
)

TRIALS = frozenset({"test", "testing", "trial", "test test", "prawf", "tester", "this is a test"})
MOST_DISTINCT = 101
SEVERAL = re.compile(r"\d+(, ?\d+){2,}")
"""Several answers chosen together, by their numbers: in such a column 1,3 is no number with a decimal."""
READABLE = 0.6
WELSH_YES = frozenset({"ie", "oes", "ydw", "ydy", "do"})
MOST_UNKNOWN = 4


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The distinct cells of a question at each wave, in plain words, and what each of them can be read as."""

    item: str
    column: str
    counts: Mapping[str, Counter[str]]
    numbers: Mapping[str, float] = field(default_factory=dict)
    of_so_many: float = 0.0
    labels: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    family: str = ""
    levels: Mapping[str, Level] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    coded: bool = False
    """Whether its numbers are those of codes of answers, such as A1 to A5."""
    heading_ends: tuple[float, float] | None = None
    """The ends of its answers, where its heading tells them."""

    @property
    def all(self) -> Counter[str]:
        """The cells of both waves."""
        return sum(self.counts.values(), Counter())

    @property
    def kind(self) -> str:
        """numbers, labels or words; both where numbers and words stand together; "" where it is none."""
        said = self.all
        sizes = {
            "numbers": sum(said[word] for word in self.numbers),
            "labels": sum(said[word] for word in self.labels),
            "words": sum(said[word] for word in self.levels),
        }
        unsure = sum(said[word] for word in self.unsure)
        sizes["words"] += unsure if self.levels else 0
        answered = sum(sizes.values()) + sum(said[word] for word in self.unknown) + (0 if self.levels else unsure)
        if not answered or sum(sizes.values()) < READABLE * answered or len(self.unknown) > MOST_UNKNOWN:
            return ""
        if sizes["labels"]:
            return "labels"
        if sizes["numbers"] and sizes["words"]:
            return "both"
        return "numbers" if sizes["numbers"] else "words"


def profile_of(item: str, column: str, cells: Mapping[str, Counter[str]]) -> Profile:
    """The profile of a question from its cells at each wave, as they stand in the files."""
    counts: dict[str, Counter[str]] = {}
    for wave, found in cells.items():
        folded: Counter[str] = Counter()
        for cell, times in found.items():
            folded[plain(cell)] += times
        folded.pop("", None)
        counts[wave] = folded
    distinct = set().union(*counts.values()) - TRIALS if counts else set()
    if len(distinct) > MOST_DISTINCT + 20:
        return Profile(item=item, column=column, counts=counts, unknown=tuple(sorted(distinct)))
    codes = _codes(distinct)
    if codes:
        others = tuple(sorted(distinct - set(codes)))
        return Profile(item=item, column=column, counts=counts, numbers=codes, nothing=others, coded=True)
    commas = not any(SEVERAL.fullmatch(word) for word in distinct)
    numbers = {word: value for word in distinct if (value := number_in(word, decimal_comma=commas)) is not None}
    of_many, so_many = _of_so_many(distinct - set(numbers))
    rest = distinct - set(numbers) - set(of_many)
    labels = {word: label for word in rest if (label := labelled_number(word)) is not None}
    rest -= set(labels)
    family, levels = _levels_among(rest, {label for _, label in labels.values()})
    unsure = {word for word in rest - set(levels) if word in UNSURE}
    nothing = {word for word in rest - set(levels) - unsure if is_not_answered(word)}
    return Profile(
        item=item,
        column=column,
        counts=counts,
        numbers={**numbers, **of_many},
        of_so_many=so_many,
        labels=labels,
        family=family,
        levels=levels,
        nothing=tuple(sorted(nothing)),
        unsure=tuple(sorted(unsure)),
        unknown=tuple(sorted(rest - set(levels) - unsure - nothing)),
    )


def _levels_among(words: set[str], labels: set[str]) -> tuple[str, dict[str, Level]]:
    """The family of some words and labels, and the level of each of the words that is an answer of it."""
    said = words | labels
    blank = {word for word in said if is_not_answered(word) and not _is_welsh_no(word, said)}
    family = _family(said - blank)
    return family, {word: level for word in words - blank if (level := _level(word, family)) is not None}


def _is_welsh_no(word: str, said: set[str]) -> bool:
    """Whether "na" is an answer: where a Welsh yes stands among the answers, and no other no."""
    return word == "na" and bool(said & WELSH_YES) and not said & {"no", "n", "yes"}


def _codes(words: set[str]) -> dict[str, float]:
    """The numbers of codes such as A1 or AO03, where all that was answered is such a code."""
    found = {word: float(match[1]) for word in words if (match := re.fullmatch(r"ao?0*(\d{1,2})", word))}
    rest = {word for word in words - set(found) if not is_not_answered(word)}
    return found if len(found) > 1 and not rest and max(found.values()) <= 11 else {}


def _of_so_many(words: set[str]) -> tuple[dict[str, float], float]:
    """Cells such as 4/5, where all such cells are of the same number."""
    found = {word: read for word in words if (read := number_of_so_many(word)) is not None}
    if len({most for _, most in found.values()}) != 1 or len(found) < 2:
        return {}, 0.0
    return {word: value for word, (value, _) in found.items()}, next(iter(found.values()))[1]


def _family(words: set[str]) -> str:
    """The family to which most of the words belong; of equals one with two sides, if both of its sides are seen."""
    held: dict[str, list[Level]] = {}
    for word in words:
        for level in levels_of(word):
            held.setdefault(level.family, []).append(level)
    middles = len(held.pop("", []))

    def worth(family: str) -> tuple[int, bool, int]:
        levels = held[family]
        two_sided = family not in ONE_SIDED
        seen = {level.step > 0 for level in levels if level.step} == {True, False}
        return len(levels) + (middles if two_sided else 0), seen if two_sided else True, _preferred(family)

    return max(sorted(held), key=worth, default="")


def _preferred(family: str) -> int:
    return {"yes or no": 3, "extent": 2, "frequency": 2}.get(family, 1)


def _level(word: str, family: str) -> Level | None:
    """The level of a word in a family, a middle among them where the family has two sides."""
    found = {level.family: level for level in levels_of(word)}
    middle = found.get("") if family and family not in ONE_SIDED else None
    return found.get(family) or middle
