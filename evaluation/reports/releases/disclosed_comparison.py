"""What a release tells of a comparison group: averages and differences, as fine as the people of both sides allow."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.disclosure.disclosure import released_decimals
from analysis.disclosure.released import band, no_finer, rounded, without_counts
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.pooling.differences import Contrasted, Differences
from analysis.pooling.pooling import PooledEstimate
from analysis.wording.wording import Measured


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
        pooled=_pooled(found.pooled, pairs=pairs, people=people),
        chapters={name: rounded(each, pairs=people[name]) for name, each in found.chapters.items()},
        groups={name: rounded(each, pairs=each.people) for name, each in found.groups.items()},
        permutation_p=NotEstimable(band(p, decimals=released_decimals(pairs)).reason) if isinstance(p, float) else p,
    )


def _pooled(found: PooledEstimate | None, *, pairs: int, people: Mapping[str, int]) -> PooledEstimate | None:
    """The average over chapters, each chapter's difference in it as fine as its own people allow."""
    if found is None:
        return None
    chapters = {name: rounded(each, pairs=people[name]) for name, each in found.chapters.items()}
    return replace(rounded(found, pairs=pairs), chapters=chapters)


def without_ways(measured: Mapping[str, Measured]) -> dict[str, Measured]:
    """The outcomes without how many people moved which way, where that would be from the comparison group's average.

    Cut there, the counts would tell of few people beside those that are cut at no change.
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
