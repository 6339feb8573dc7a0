"""What a release tells of a comparison group: averages and differences, as fine as the people of both sides allow."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from analysis.disclosure.disclosure import released_decimals
from analysis.disclosure.released import band, no_finer, rounded, without_counts
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.pooling.across import AcrossFigures
from analysis.pooling.differences import Contrasted, Differences
from analysis.pooling.pooling import PooledChapter, PooledEstimate
from analysis.wording.wording import Measured

NORMAL = 1.959963984540054
"""The normal quantile of a 95 % range."""
Unsure = TypeVar("Unsure", Contrasted, PooledChapter)


def disclosed_differences(found: Differences | None) -> Differences | None:
    """The difference from a comparison group; each chapter's and each group's as fine as its own people allow.

    A difference has two sides, and is told no finer than the smaller of them.
    """
    if found is None:
        return None
    pairs, p = min(found.came, found.beside), found.permutation_p
    people = {name: _fewer(each) for name, each in found.chapters.items()}
    return replace(
        rounded(found, pairs=pairs),
        pooled=_pooled(found.pooled, found.chapters, pairs=pairs, people=people),
        chapters={name: _contrasted(each, pairs=people[name]) for name, each in found.chapters.items()},
        groups={name: rounded(each, pairs=each.people) for name, each in found.groups.items()},
        permutation_p=NotEstimable(band(p, decimals=released_decimals(pairs)).reason) if isinstance(p, float) else p,
    )


def averages_as_printed(across: AcrossFigures, printed: Mapping[str, SampleFigures | Suppressed]) -> AcrossFigures:
    """The average over chapters, each chapter's in it as unsure as its `printed` range.

    Chapters that are left out of a comparison are averaged from these figures again.
    """
    ranges = {name: each.change for name, each in printed.items() if isinstance(each, SampleFigures)}
    chapters = {name: _as_printed(each, ranges.get(name)) for name, each in across.chapters.items()}
    return replace(across, chapters=chapters)


def _contrasted(found: Contrasted, *, pairs: int) -> Contrasted:
    disclosed = rounded(found, pairs=pairs)
    return _as_printed(disclosed, disclosed)


def _as_printed(found: Unsure, printed: object) -> Unsure:
    """Figures with the variance that their printed range has: rounded by itself it would be nil in a small chapter.

    The ends are rounded outwards, so that nothing is surer than it was.
    """
    low, high = getattr(printed, "low", None), getattr(printed, "high", None)
    if not isinstance(low, float) or not isinstance(high, float):
        return found
    return replace(found, variance=((high - low) / (2 * NORMAL)) ** 2)


def _pooled(
    found: PooledEstimate | None, alone: Mapping[str, Contrasted], *, pairs: int, people: Mapping[str, int]
) -> PooledEstimate | None:
    """The average over chapters, each chapter's difference in it as fine as its own people allow."""
    if found is None:
        return None
    chapters = {name: rounded(each, pairs=people[name]) for name, each in found.chapters.items()}
    ranges = {name: rounded(each, pairs=people[name]) for name, each in alone.items()}
    chapters = {name: _as_printed(each, ranges.get(name)) for name, each in chapters.items()}
    return replace(rounded(found, pairs=pairs), chapters=chapters)


def without_ways(measured: Mapping[str, Measured]) -> dict[str, Measured]:
    """The outcomes without how many people moved which way, where they are compared.

    Who is compared may be one or two people less than who came, and two counts would tell of these.
    """
    return {name: replace(each, up=None, down=None) if each.compared else each for name, each in measured.items()}


def alone_among_others(found: SampleFigures | Suppressed | None, *, step: float) -> SampleFigures | Suppressed | None:
    """The figures of the comparison group itself, without counts of who moved which way.

    `step` is the least by which the scores of two people can differ.
    """
    if not isinstance(found, SampleFigures):
        return found
    return rounded(no_finer(without_counts(found), step=step), pairs=found.n_pairs)


def _fewer(found: Contrasted) -> int:
    return min(found.came, found.beside)
