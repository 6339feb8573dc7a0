"""What may be printed without telling what one person answered.

Two rules. A figure of fewer than k pairs is held back. And what would give it away is held back with it: cells of a
table are bound by sums (a chapter is its experiments, before is both plus before only), so a hidden cell is safe only
when the sums leave it undetermined. Chapters under the threshold are left out of every total, so no total can be
taken apart. Reference: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4.
"""

import dataclasses
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import stdev

import numpy as np

from analysis.disclosure.who_came import SIDES, TELLS_OF_FEW, came_tells, of_every_chapter
from analysis.estimate.estimate import LATER, Suppressed

Cell = tuple[str, str]
"""A chapter and one of its experiments."""

Identity = Mapping[str, int]
"""A sum that always holds: the counts named, each times its number, add up to zero."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Which cells may have figures, and which are held back, in the order given."""

    chapters: tuple[str, ...]
    hidden_chapters: tuple[str, ...]
    experiments: tuple[Cell, ...]
    hidden_experiments: tuple[Cell, ...]


def shown_cells(pairs: Mapping[Cell, int], *, below: int) -> Shown:
    """Which chapters and experiments may have figures, from the pairs of each experiment (`below` 0 shows all).

    Estimand: none. Formula: a chapter is shown with `below` pairs or more in all. Inside a shown chapter an
    experiment under `below` is hidden, and then the smallest of the others too, until two or more are hidden and they
    hold `below` pairs or more together: the chapter less its shown experiments is then never one evening, and never a
    few people. A shown chapter always can; an experiment without pairs has nothing to hide. Where no experiments are
    given, name each chapter's single experiment "". Assumption: totals are taken over shown chapters only. Reference:
    Hundepool et al. 2012, 4.
    """
    chapters = tuple(dict.fromkeys(chapter for chapter, _ in pairs))
    sizes = {chapter: _of_chapter(pairs, chapter) for chapter in chapters}
    shown = tuple(chapter for chapter in chapters if sum(sizes[chapter].values()) >= max(below, 1))
    hidden = {
        (chapter, experiment)
        for chapter in chapters
        for experiment in (_hidden(sizes[chapter], below=below) if chapter in shown else sizes[chapter])
    }
    return Shown(
        chapters=shown,
        hidden_chapters=tuple(chapter for chapter in chapters if chapter not in shown),
        experiments=tuple(cell for cell in pairs if cell not in hidden),
        hidden_experiments=tuple(cell for cell in pairs if cell in hidden),
    )


def _of_chapter(pairs: Mapping[Cell, int], chapter: str) -> dict[str, int]:
    return {experiment: n for (of, experiment), n in pairs.items() if of == chapter}


def _hidden(sizes: Mapping[str, int], *, below: int) -> set[str]:
    """The experiments of one shown chapter that are held back."""
    hidden = {experiment for experiment, n in sizes.items() if 0 < n < below}
    empty = {experiment for experiment, n in sizes.items() if n == 0 and below > 0}
    others = sorted(set(sizes) - hidden - empty, key=lambda experiment: (sizes[experiment], experiment))
    while hidden and others and (len(hidden) < 2 or sum(sizes[each] for each in hidden) < below):
        hidden.add(others.pop(0))
    return hidden | empty


def determined(hidden: Collection[str], identities: Sequence[Identity]) -> frozenset[str]:
    """The hidden counts that follow from the printed ones by adding and subtracting, however many sums it takes.

    Formula: with one column a hidden count and one row a sum, a count is determined when its unit vector lies in the
    row space. Reference: Hundepool et al. 2012, chapter 4.
    """
    columns = sorted(hidden)
    if not columns or not identities:
        return frozenset()
    table = np.array([[identity.get(cell, 0) for cell in columns] for identity in identities], dtype=float)
    _, sizes, rows = np.linalg.svd(table, full_matrices=False)
    space = rows[sizes > 1e-9]
    return frozenset(cell for position, cell in enumerate(columns) if np.sum(space[:, position] ** 2) > 1 - 1e-9)


def complementary(
    counts: Mapping[str, int],
    hidden: Collection[str],
    *,
    identities: Sequence[Identity],
    keep: Collection[str] = (),
) -> frozenset[str]:
    """The counts to hide so that none of `hidden` can be worked out: those, and as few small others as turn out
    needed.

    While a hidden count is determined by the sums, the smallest printed count that shares a sum with a hidden one is
    hidden too, zeros after others and those in `keep` last. Hidden counts that add up to as many as they are must all
    be ones, and are taken as determined. Assumption: a reader knows all sums and all printed counts. Reference:
    Hundepool et al. 2012, chapter 4 (secondary suppression).
    """
    masked = set(hidden)
    while exposed := determined(masked, identities) | _all_ones(counts, masked, identities):
        partners = _partners(counts, masked, exposed, identities)
        if not partners:
            raise ValueError(f"No other count can be hidden to protect {', '.join(sorted(exposed))}.")
        masked.add(min(partners, key=lambda cell: (cell in keep, counts[cell] == 0, counts[cell], cell)))
    return frozenset(masked)


def _all_ones(counts: Mapping[str, int], masked: Collection[str], identities: Sequence[Identity]) -> frozenset[str]:
    """Hidden counts of one sum, all on one side of it, whose total is no more than their number."""
    found: set[str] = set()
    for identity in identities:
        within = [cell for cell in identity if cell in masked]
        one_side = len({identity[cell] for cell in within}) == 1
        if one_side and 0 < sum(counts[cell] for cell in within) <= len(within):
            found.update(cell for cell in within if counts[cell])
    return frozenset(found)


def _partners(
    counts: Mapping[str, int], masked: Collection[str], exposed: Collection[str], identities: Sequence[Identity]
) -> set[str]:
    """Printed counts in a sum with an exposed count, or else in a sum with any hidden one."""
    for near in (exposed, masked):
        found = {cell for identity in identities if set(identity) & set(near) for cell in identity}
        if partners := (found & set(counts)) - set(masked):
            return partners
    return set()


Flow = Mapping[str, Mapping[str, int]]
"""Counts of people by chapter, then by field: came (where known), pre, post, pairs, pre_only, post_only."""


@dataclass(frozen=True, kw_only=True)
class MaskedFlow:
    """A flow table fit to print: `total` counts people of shown chapters, `left_out` names the chapters it misses.

    `every` counts people of all chapters, those that are left out among them; empty where that may not be told.
    """

    total: Mapping[str, int | Suppressed]
    chapters: Mapping[str, Mapping[str, int | Suppressed] | Suppressed]
    left_out: tuple[str, ...]
    every: Mapping[str, int] = dataclasses.field(default_factory=dict, metadata=LATER)


def masked_flow(flow: Flow, *, below: int, once: str | None = None) -> MaskedFlow:
    """Who took part, by chapter and in all, without chapters of under `below` pairs, or of people at `once`.

    A chapter under the threshold is held back whole and counts in no total, so the total less the others tells nothing.
    """
    shown = {chapter: dict(counts) for chapter, counts in flow.items() if counts[once or "pairs"] >= below}
    return MaskedFlow(
        total=_totals(shown, flow),
        chapters={chapter: shown.get(chapter, too_few(below, once=once is not None)) for chapter in flow},
        left_out=tuple(chapter for chapter in flow if chapter not in shown),
        every=of_every_chapter(shown, flow, below=below, small=SMALL),
    )


def too_few(below: int, *, it: bool = False, in_each: bool = False, once: bool = False) -> Suppressed:
    """The sentence in the place of a figure held back by the threshold.

    `it` where that is of one outcome or question, which not all who answered did; `in_each` where it is of every
    chapter by itself, however many they are together; `once` where one wave alone was asked.
    """
    who = "Nobody" if below <= 1 else f"Fewer than {below} people"
    where, what = " in any one chapter" if in_each else "", " it" if it else ""
    if once:
        return Suppressed(f"{who}{where} answered, so no figure is shown.")
    if not it and not in_each:
        return Suppressed(f"{who} answered both times, so no figure is shown.")
    return Suppressed(f"{who}{where} answered{what} both times, so no figure is shown.")


def _totals(shown: Flow, flow: Flow) -> dict[str, int]:
    fields = dict.fromkeys(field for counts in flow.values() for field in counts)
    known = [field for field in fields if all(field in counts for counts in shown.values())]
    return {field: sum(counts[field] for counts in shown.values()) for field in known}


SMALL = (1, 2)
"""Counts that a release never prints: one or two people know themselves in it."""


def released_counts(
    counts: Mapping[str, int], *, identities: Sequence[Identity] = (), keep: Collection[str] = ()
) -> dict[str, int | Suppressed]:
    """Counts fit for a release: none of 1 or 2, and nothing from which one could be worked out.

    `identities` are the sums that bind the counts; `keep` names those to hide last. Up, same and down of n pairs are
    bound by one sum: a share made of them, such as the probability of improvement, must go where two of them are
    hidden.
    """
    small = {cell for cell, count in counts.items() if count in SMALL}
    hidden = complementary(counts, small, identities=identities, keep=keep)
    return {cell: TELLS_OF_FEW if cell in hidden else count for cell, count in counts.items()}


def released_flow(flow: Flow, *, below: int) -> MaskedFlow:
    """A flow table fit for a release: `masked_flow`, then `without_small`."""
    return without_small(masked_flow(flow, below=below))


def without_small(masked: MaskedFlow) -> MaskedFlow:
    """A flow table without any count of 1 or 2, and without what would give one away.

    Estimand: none. Formula: where one or two of a chapter answered at one wave only, neither they nor all who answered
    at that wave are printed, since the two differ by the pairs. Nor are these printed of all chapters together where
    they are one or two there, where they are of one chapter only, or where as many as there are such chapters, or
    twice as many, must be one, or two, in each. Otherwise some of these chapters have one and some two, and nothing
    tells which. Assumption: a reader knows all sums, all printed counts, and that what is held back is one or two.
    Reference: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4.
    """
    shown = {name: counts for name, counts in masked.chapters.items() if not isinstance(counts, Suppressed)}
    hidden: set[Cell] = set()
    for field in ("came", "pairs", *SIDES.values()):
        small = {name: count for name, counts in shown.items() if (count := counts.get(field)) in SMALL}
        cells = _with(field)
        hidden |= {(name, cell) for name in small for cell in cells}
        if _discloses(small.values(), masked.total.get(field)):
            hidden |= {("", cell) for cell in cells}
    places = {**shown, "": masked.total}
    telling = {(name, "came") for name, counts in places.items() if came_tells(_without(counts, name, hidden))}
    hidden |= {*telling, ("", "came")} if telling else telling
    return MaskedFlow(
        total=_without(masked.total, "", hidden),
        chapters={
            name: counts if isinstance(counts, Suppressed) else _without(counts, name, hidden)
            for name, counts in masked.chapters.items()
        },
        left_out=masked.left_out,
        every=masked.every,
    )


def _with(field: str) -> tuple[str, ...]:
    """What goes with a count that is held back: whatever differs from it by what is printed."""
    if field == "pairs":
        return ("pairs", *SIDES, *SIDES.values())
    return (field, *(wave for wave, once in SIDES.items() if once == field))


def _discloses(small: Collection[int | Suppressed], total: int | Suppressed | None) -> bool:
    """Whether the sum of all chapters would tell a small count of one, or of all of them."""
    found = sum(count for count in small if isinstance(count, int))
    return total in SMALL or len(small) == 1 or (len(small) > 0 and found in (len(small), 2 * len(small)))


def _without(
    counts: Mapping[str, int | Suppressed], name: str, hidden: Collection[Cell]
) -> dict[str, int | Suppressed]:
    return {field: TELLS_OF_FEW if (name, field) in hidden else count for field, count in counts.items()}


FEWEST_WITH_A_DECIMAL = 20
HALF_A_POINT = 0.5


def released_decimals(pairs: int) -> int:
    """Decimals of a released mean: one from 20 pairs on, none below, so that one more answer cannot be read off it."""
    return 1 if pairs >= FEWEST_WITH_A_DECIMAL else 0


def too_similar(answers: Sequence[float]) -> bool:
    """Whether whole answers with one decimal tell too much: all but one or two people, or nearly all, said the same.

    Then the average tells how many did not. Of two answers, as yes and no, the fewer must be three people or more; of
    more, answers must spread by half a point. Fewer people's averages have no decimal, which leaves enough open.
    """
    if released_decimals(len(answers)) == 0:
        return False
    different = Counter(round(answer, 10) for answer in answers)
    return min(different.values()) in SMALL if len(different) == 2 else stdev(answers) < HALF_A_POINT


def all_same(changes: Sequence[float]) -> bool:
    """Whether everybody in a cell gave the same, which would tell everybody's answer: such a cell is not released."""
    return len({round(change, 10) for change in changes}) <= 1
