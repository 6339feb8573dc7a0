"""Whose counts may be told beside all that was told before: no difference of two reports counts one or two people.

An average is rounded, and leaves a few people room; a count is exact. A chapter's 21 up less an experiment's 10 up are
11 up among the others, and where only one of these went down, that one is known. So reports of a study are looked at
together. Whatever was told before of some of these people, and this report, part its people into cells: those whom the
same reports told of. Everything a reader can get by adding and subtracting is a sum over whole cells, so counts are
told where a report of each cell alone would tell them (none of one or two, and people who did not answer too much
alike), and otherwise not at all. An earlier report that also told of people who are not in this one cannot be looked at
with it: then counts are not told again. An earlier report whose own counts were not safe told none, and parts nobody.
But two in which one or two people were held back make four together, and are known to be two each: beside m such
reports each sum is nobody or more than 2 m people.

The same holds inside a report: of chapters beside all of them, and of workshops beside these. Everybody is drawn once:
columns of two drawings would count one person apart wherever few of the others moved so far. Reference: Hundepool et
al. 2012, Statistical Disclosure Control, chapter 4 (differencing).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import pandas as pd

from analysis.disclosure.answered_alike import are_alike, are_crowded
from analysis.disclosure.disclosure import SMALL, all_same
from analysis.disclosure.released import AGAIN
from analysis.disclosure.who_came import TELLS_OF_FEW
from analysis.estimate.estimate import Suppressed
from analysis.io.frames import AtWaves, at_waves, first_attendance
from analysis.scoring.scoring import Scale

T = TypeVar("T")

Place = tuple[str, str]
"""A chapter and one of its groups of experiments: people whom every figure holds together."""

Ways = Counter[tuple[int, int]]
"""How many people went each way: up, the same or down, and whether by the margin; or how they said yes and no."""

Pairs = Counter[tuple[float, float]]
"""How many people answered what before and after."""

Alike = Callable[[Pairs], bool]
"""Whether people answered so much alike that a report of them alone would not count them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressedCounts:
    """Places (a chapter, a chapter and a workshop, or all of them, empty) whose counts of an outcome are suppressed.

    Each has its reason. At those of `exact` none are told that are cut at no change; at `drawn`, where it is true,
    nobody is drawn.
    """

    counts: Mapping[str, Suppressed] = field(default_factory=dict)
    exact: Mapping[str, Suppressed] = field(default_factory=dict)
    drawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Which of a report's places were told of together in earlier reports; `beyond`: with others besides."""

    sets: tuple[frozenset[Place], ...] = ()
    beyond: bool = False

    @property
    def any(self) -> bool:
        """Whether some of these people were told of in an earlier report of other people."""
        return self.beyond or bool(self.sets)


def suppressed_counts(frame: pd.DataFrame, scales: Iterable[Scale], before: Before) -> Mapping[str, SuppressedCounts]:
    """What may not be told of counts, by scale and by question (as `items.` and its name)."""
    answers, found = at_waves(first_attendance(frame), {"pre": "pre", "post": "post"}), {}
    for scale in scales:
        scores = answers.scores(scale, answers.compared(scale))
        found[scale.id] = _of_one(_pairs(scores), scale, before, alike=_scores_alike(scale))
        for item, given in _by_item(answers, scale):
            found[f"items.{item}"] = _of_one(_pairs(given), scale, before, alike=_answers_alike(scale))
    return found


def _by_item(answers: AtWaves, scale: Scale) -> Iterator[tuple[str, pd.DataFrame]]:
    """What everybody answered to each item of a scale before and after: the scores of that item as a scale."""
    people = answers.people.reset_index()
    pre, post = (answers.items(scale, wave=wave, chapters=people["chapter"].unique()) for wave in ("pre", "post"))
    for item in scale.items:
        yield item, people.assign(pre=pre[item], post=post[item])


def _scores_alike(scale: Scale) -> Alike:
    return lambda pairs: are_alike([post - pre for pre, post in pairs.elements()], step=1 / len(scale.items))


def _answers_alike(scale: Scale) -> Alike:
    """As a release leaves a question out; one of yes or no is told where nobody is one of two in any way."""
    if _is_yes_or_no(scale):
        return lambda pairs: all_same([post - pre for pre, post in pairs.elements()])
    return lambda pairs: are_crowded([pre for pre, _ in pairs.elements()], [post for _, post in pairs.elements()])


def _of_one(pairs: Mapping[Place, Pairs], scale: Scale, before: Before, *, alike: Alike) -> SuppressedCounts:
    every = (*{chapter for chapter, _ in pairs}, *("/".join(place) for place in pairs), "")
    if before.beyond:
        again = dict.fromkeys(every, AGAIN)
        return SuppressedCounts(counts=again, exact=again, drawn=True)
    exact = _Counted(pairs, {place: _ways(found, scale) for place, found in pairs.items()}, alike)
    wide = replace(exact, ways={place: _by_the_margin(found) for place, found in exact.ways.items()})
    counted = [of for of in before.sets if wide.may_be_counted(of)]
    return SuppressedCounts(
        counts=dict(_unsafe(wide, before.sets)),
        exact=dict(_unsafe(exact, before.sets)),
        drawn=len(_cells(pairs, counted)) > 1,
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """The people of each place, by what they answered and by which way they went."""

    pairs: Mapping[Place, Pairs]
    ways: Mapping[Place, Ways]
    alike: Alike

    def is_counted(self, of: Collection[Place]) -> bool:
        """Whether a report of these people alone would count them."""
        return not self.counts_few(of) and not self.alike(_sum(self.pairs, of))

    def counts_few(self, of: Collection[Place]) -> bool:
        """Whether one or two people are among those who went one way."""
        return bool(set(_sum(self.ways, of).values()) & set(SMALL))

    def may_be_counted(self, of: frozenset[Place]) -> bool:
        """Whether a report of these places may have counted them, together or each by itself."""
        levels = ([of], _of_chapters(of), _cells(of, [frozenset([place]) for place in of]))
        return any(all(self.is_counted(each) for each in cells) for cells in levels)

    def are_safe(self, cells: Sequence[frozenset[Place]]) -> bool:
        """Whether the counts of all these cells together may be told beside those that are told of each.

        None is of one or two people, and those who are not counted because they answered alike are not known by
        taking the others away.
        """
        alike = [cell for cell in cells if not self.is_counted(cell)]
        return not any(self.counts_few(cell) for cell in cells) and (
            not alike or self.is_counted(frozenset[Place]().union(*alike))
        )

    def gives_away(self, of: Collection[Place], held: Sequence[frozenset[Place]]) -> bool:
        """Whether a sum could be that of one or two people in each of several of these sets that are among `of`."""
        hidden = [cell for cell in _cells(of, held) if any(cell <= each for each in held)]
        most = max(SMALL) * len(hidden)
        return len(hidden) > 1 and any(0 < count <= most for count in _sum(self.ways, of).values())


def _unsafe(counted: _Counted, disclosed: Sequence[frozenset[Place]]) -> Iterator[tuple[str, Suppressed]]:
    """All, each chapter, and each workshop, as far as their counts may not be told beside one another, and why."""
    sets = [of for of in disclosed if counted.may_be_counted(of)]
    held = [of for of in disclosed if counted.counts_few(of)]
    every = frozenset(counted.ways)
    names, alone = sorted({chapter for chapter, _ in every}), [frozenset([place]) for place in counted.ways]
    levels = (
        (sets, [""] if len(names) > 1 else ["", *names]),
        ([*sets, *_of_chapters(every)], names),
        (alone, ["/".join(place) for place in counted.ways]),
    )
    for parted, places in levels:
        cells = _cells(counted.ways, parted)
        if len(cells) > 1 and not counted.are_safe(cells):
            yield from ((place, AGAIN) for place in places)
        elif any(counted.gives_away(cell, held) for cell in cells):
            yield from ((place, TELLS_OF_FEW) for place in places)


def _of_chapters(places: Collection[Place]) -> list[frozenset[Place]]:
    names = sorted({chapter for chapter, _ in places})
    return [frozenset(place for place in places if place[0] == name) for name in names]


def _cells(places: Collection[Place], sets: Iterable[frozenset[Place]]) -> list[frozenset[Place]]:
    """The places parted by which of the sets they are in."""
    parted, found = tuple(sets), dict[tuple[bool, ...], set[Place]]()
    for place in places:
        found.setdefault(tuple(place in of for of in parted), set()).add(place)
    return [frozenset(cell) for cell in found.values()]


def _sum(counts: Mapping[Place, Counter[T]], of: Collection[Place]) -> Counter[T]:
    return sum((counts[place] for place in of if place in counts), Counter[T]())


def _pairs(scores: pd.DataFrame) -> dict[Place, Pairs]:
    """How many people of each place answered what before and after."""
    columns = ["chapter", "experiment", "pre", "post"]
    both = scores.dropna(subset=columns)
    found = dict[Place, Pairs]()
    for chapter, experiment, pre, post in zip(*(both[name].tolist() for name in columns), strict=True):
        found.setdefault((str(chapter), str(experiment)), Counter())[pre, post] += 1
    return found


def _ways(pairs: Pairs, scale: Scale) -> Ways:
    """How many people went each way, by their scores before and after."""
    found: Ways = Counter()
    for (pre, post), people in pairs.items():
        found[(int(pre), int(post)) if _is_yes_or_no(scale) else _way(post - pre, scale.margin)] += people
    return found


def _is_yes_or_no(scale: Scale) -> bool:
    return (scale.minimum, scale.maximum) == (0, 1)


def _way(change: float, margin: float | None) -> tuple[int, int]:
    moved = round(change, 10)
    return (moved > 0) - (moved < 0), int(moved != 0 and abs(moved) >= round(margin or 0, 10))


def _by_the_margin(ways: Ways) -> Ways:
    """Up and down by the margin, and all others; a question of yes or no is told whole or not at all."""
    if not all(way in ((1, 1), (1, 0), (0, 0), (-1, 0), (-1, 1)) for way in ways):
        return ways
    found: Ways = Counter()
    for (way, far), people in ways.items():
        found[way * far, far] += people
    return found
