"""Whose counts may be told beside all that was told before: no difference of two reports counts one or two people.

An average is rounded, and leaves a few people room; a count is exact. A chapter's 21 up less an experiment's 10 up are
11 up among the others, and where only one of these went down, that one is known. So reports of a study are looked at
together. Whatever was told before of some of these people, and this report, part its people into cells: those whom the
same reports told of. Everything a reader can get by adding and subtracting is a sum over whole cells, so counts are
told where they are safe in every cell (none of one or two), and otherwise not at all. An earlier report that also told
of people who are not in this one cannot be looked at with it: then counts are not told again. An earlier report whose
own counts were not safe told none, and parts nobody.

The same holds inside a report: of chapters beside all of them, and of workshops beside these. How many were told apart
by a drawing is told where each cell is of 20 people or more. Reference: Hundepool et al. 2012, Statistical Disclosure
Control, chapter 4 (differencing).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.disclosure.disclosure import SMALL
from analysis.io.frames import AtWaves, at_waves, first_attendance
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.histograms import FEWEST_IN_COLUMNS

Place = tuple[str, str]
"""A chapter and one of its groups of experiments: people whom every figure holds together."""

Ways = Counter[tuple[int, int]]
"""How many people went each way: up, the same or down, and whether by the margin; or how they said yes and no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuppressedCounts:
    """Places (a chapter, a chapter and a workshop, or all of them, empty) whose counts of an outcome are suppressed.

    At those of `exact` none are told that are cut at no change; at `drawn`, where it is true, nobody is drawn.
    """

    counts: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
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
        found[scale.id] = _of_one(_ways(answers.scores(scale, answers.compared(scale)), scale), before)
        for item, given in _by_item(answers, scale):
            found[f"items.{item}"] = _of_one(_ways(given, scale), before)
    return found


def _by_item(answers: AtWaves, scale: Scale) -> Iterator[tuple[str, pd.DataFrame]]:
    """What everybody answered to each item of a scale before and after: the scores of that item as a scale."""
    people = answers.people.reset_index()
    pre, post = (answers.items(scale, wave=wave, chapters=people["chapter"].unique()) for wave in ("pre", "post"))
    for item in scale.items:
        yield item, people.assign(pre=pre[item], post=post[item])


def _of_one(ways: Mapping[Place, Ways], before: Before) -> SuppressedCounts:
    every = (*{chapter for chapter, _ in ways}, *("/".join(place) for place in ways), "")
    if before.beyond:
        return SuppressedCounts(counts=frozenset(every), exact=frozenset(every), drawn=True)
    wide = {place: _by_the_margin(found) for place, found in ways.items()}
    cells = _cells(ways, [of for of in before.sets if _safe(_sum(wide, of))])
    few = any(sum(_sum(ways, cell).values()) < FEWEST_IN_COLUMNS for cell in cells)
    return SuppressedCounts(
        counts=frozenset(_unsafe(wide, before.sets)),
        exact=frozenset(_unsafe(ways, before.sets)),
        drawn=len(cells) > 1 and few,
    )


def _unsafe(ways: Mapping[Place, Ways], disclosed: Sequence[frozenset[Place]]) -> Iterator[str]:
    """All, each chapter, and each workshop, as far as their counts may not be told beside one another."""
    sets = [of for of in disclosed if _safe(_sum(ways, of))]
    names = sorted({chapter for chapter, _ in ways})
    chapters = [frozenset(place for place in ways if place[0] == name) for name in names]
    levels = (
        (sets, [""] if len(names) > 1 else ["", *names]),
        ([*sets, *chapters], names),
        ([frozenset([place]) for place in ways], ["/".join(place) for place in ways]),
    )
    for parted, places in levels:
        cells = _cells(ways, parted)
        if len(cells) > 1 and not all(_safe(_sum(ways, cell)) for cell in cells):
            yield from places


def _cells(places: Collection[Place], sets: Iterable[frozenset[Place]]) -> list[frozenset[Place]]:
    """The places parted by which of the sets they are in."""
    parted, found = tuple(sets), dict[tuple[bool, ...], set[Place]]()
    for place in places:
        found.setdefault(tuple(place in of for of in parted), set()).add(place)
    return [frozenset(cell) for cell in found.values()]


def _safe(ways: Ways) -> bool:
    return not set(ways.values()) & set(SMALL)


def _sum(ways: Mapping[Place, Ways], of: Collection[Place]) -> Ways:
    return sum((ways[place] for place in of if place in ways), Counter())


def _ways(scores: pd.DataFrame, scale: Scale) -> dict[Place, Ways]:
    """How many people of each place went each way, by their scores before and after."""
    columns = ["chapter", "experiment", "pre", "post"]
    both = scores.dropna(subset=columns)
    alike = Counter(zip(*(both[name].tolist() for name in columns), strict=True))
    yes_or_no, found = (scale.minimum, scale.maximum) == (0, 1), dict[Place, Ways]()
    for (chapter, experiment, pre, post), people in alike.items():
        way = (pre, post) if yes_or_no else _way(post - pre, scale.margin)
        found.setdefault((str(chapter), str(experiment)), Counter())[way] += people
    return found


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
