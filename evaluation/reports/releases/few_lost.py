"""What a release tells of those who answered at a further wave: never of one person to k - 1 fewer than another group.

Told of everybody and again of all but a few, the same change would tell what these few answered, and two counts beside
each other, who they may be. A form without a name would stand in its place where counts of a chapter differ by scale.

So it goes by every group of experiments of which some other report could tell alone (`groups_again`): of a study's
counts less those of its other reports, none is of a few.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, pairwise
from typing import TypeVar

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.pooling.contrasts import Contrast, Contrasts
from analysis.pooling.differences import Differences
from analysis.pooling.pooling import PooledEstimate
from analysis.wording.months_later import uncounted_key
from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.later.further_waves import ALONE, MONTHS_LATER
from evaluation.impact_report.build.later.what_is_left import lasting_of
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport
from evaluation.reports.releases.groups_again import CAME, COMPARISON, AgainByGroup, CountedAgain

Figures = TypeVar("Figures")

CountedByOutcome = Mapping[str, list[CountedAgain]]
"""The groups of each outcome."""
TOGETHER = 2
"""Chapters are told of so many at once or not at all, so that none is what is left of all."""


def without_few_lost(report: ImpactReport, *, below: int, again: AgainByGroup | None = None) -> ImpactReport:
    """The report without what would tell of fewer than `below` people who did not answer at a further wave.

    `again` counts them by group; without it chapters are taken for groups.
    """
    groups = {name: _groups(name, found, again) for name, found in report.outcomes.items()}
    held = _held(report, groups, below=below)
    later, exact = report.later, _is_exact(report, groups, below=below)
    uncounted = {} if exact else _uncounted(groups, below=below)
    unseen = uncounted.get(uncounted_key(MONTHS_LATER, report.first.scale.id), 0)
    return replace(
        report,
        outcomes={name: _outcome(found, held, groups[name], below=below) for name, found in report.outcomes.items()},
        measured={
            name: replace(found, harmed_chapters_later=_left(found.harmed_chapters_later, held))
            for name, found in report.measured.items()
        },
        later=replace(
            later,
            chapters=_left(later.chapters, held),
            nearly=0 < later.of - later.people < below or 0 < later.of - later.people == unseen,
            suppressed_below=0 if exact else below,
            uncounted=uncounted,
        ),
    )


def _groups(name: str, outcome: OutcomeFigures, again: AgainByGroup | None) -> list[CountedAgain]:
    """The groups of one outcome, at each further wave that it is told of."""
    counts = list(_of_chapters(outcome)) if again is None else again.get(name, ())
    return [each for each in counts if each.wave in outcome.waves]


def _uncounted(groups: CountedByOutcome, *, below: int) -> dict[str, int]:
    """How many did not answer of groups in which these are too few to be told of, by what a count of others is of."""
    found: dict[str, int] = {}
    for name, counts in groups.items():
        for each in counts:
            if each.lacks_few(below):
                key = uncounted_key(each.wave, name, others=each.side == COMPARISON)
                found[key] = found.get(key, 0) + each.of - each.people
    return found


def _left(chapters: Iterable[str], held: frozenset[str]) -> tuple[str, ...]:
    return tuple(chapter for chapter in chapters if chapter not in held)


def _held(report: ImpactReport, groups: CountedByOutcome, *, below: int) -> frozenset[str]:
    """The chapters of which no figure of a further wave is told: neighbours by name together, whichever of them it was.

    Which one lacked a few, and in which scale, then follows from none that is left out.
    """
    if not report.across:
        return frozenset()
    counts = list(chain.from_iterable(_of_chapters(each) for each in report.outcomes.values()))
    names = sorted({each.place for each in counts}, key=name_order)
    counts += chain.from_iterable(groups.values())
    telling = {each.place for each in counts if each.lacks_few(below)} | _unlike(counts, below=below)
    sets = [names[start : start + TOGETHER] for start in range(0, len(names), TOGETHER)]
    if len(sets) > 1 and len(sets[-1]) < TOGETHER:
        sets[-2:] = [[*sets[-2], *sets[-1]]]
    return frozenset(name for each in sets if telling & set(each) for name in each)


def _unlike(counts: Iterable[CountedAgain], *, below: int) -> set[str]:
    """The places of which scales would tell different numbers of people, fewer apart than may be told of."""
    people: dict[tuple[str, str, str, str], set[int]] = {}
    for each in counts:
        people.setdefault(each.among, set()).add(each.people)
    near = {among for among, found in people.items() if any(b - a < below for a, b in pairwise(sorted(found)))}
    return {place for _, _, place, _ in near}


def _is_exact(report: ImpactReport, groups: CountedByOutcome, *, below: int) -> bool:
    """Whether it may be told how many people answered at a further wave: of every outcome, or else of none.

    What is told of all follows from the groups: where none of these lacks a few, nothing that is added up from them
    does.
    """
    of_all = list(chain.from_iterable(_of_all(each) for each in report.outcomes.values()))
    of_each = list(chain.from_iterable(groups.values()))
    unlike = _unlike(of_each, below=below) or (set() if report.across else _unlike(of_all, below=below))
    return not unlike and not any(each.lacks_few(below) for each in (*of_all, *of_each))


def _of_all(outcome: OutcomeFigures) -> Iterator[CountedAgain]:
    """Those of all chapters together; of those chapters that are told of months later, and of all that are shown."""
    pairs = _pairs(outcome.participants)
    for wave, contrasts in outcome.waves.items():
        people = _people(contrasts)
        if people:
            yield CountedAgain(place=wave, side=CAME, people=people, of=pairs, wave=wave)
    lasting = lasting_of(outcome)
    if lasting is not None and lasting.chapters:
        of = sum(_pairs(outcome.chapters.get(chapter)) for chapter in lasting.chapters)
        yield CountedAgain(place="follow_up", side=CAME, people=lasting.n, of=of)
    if outcome.compared and outcome.compared_later:
        yield from _of_sides("follow_up", outcome.compared_later, outcome.compared)


def _of_chapters(outcome: OutcomeFigures) -> Iterator[CountedAgain]:
    lasting, later = lasting_of(outcome), outcome.compared_later
    for chapter, found in ((lasting and lasting.chapters) or {}).items():
        yield CountedAgain(place=chapter, side=CAME, people=found.n, of=_pairs(outcome.chapters.get(chapter)))
    compared = outcome.compared.chapters if outcome.compared else {}
    for chapter, each in (later.chapters if later else {}).items():
        if chapter in compared:
            yield from _of_sides(chapter, each, compared[chapter])


def _of_sides(place: str, again: object, of: object) -> Iterator[CountedAgain]:
    for side in (CAME, COMPARISON):
        yield CountedAgain(place=place, side=side, people=getattr(again, side), of=getattr(of, side))


def _pairs(found: SampleFigures | Suppressed | None) -> int:
    return found.n_pairs if isinstance(found, SampleFigures) else 0


def _people(contrasts: Contrasts | Suppressed) -> int:
    """How many answered all three times; the contrasts of a wave are of the same people."""
    if isinstance(contrasts, NotEstimable | Suppressed):
        return 0
    return next(iter(contrasts.values())).n


def _outcome(
    found: OutcomeFigures, held: frozenset[str], groups: Iterable[CountedAgain], *, below: int
) -> OutcomeFigures:
    counts = [*_of_all(found), *_of_chapters(found), *groups]
    whole = not any(each.lacks_few(below) for each in counts)
    return replace(
        found,
        waves={wave: _contrasts(each, wave, held, whole=whole) for wave, each in found.waves.items()},
        compared_later=_differences(found, held, below=below),
        nearly_all=(),
    )


def _contrasts(
    found: Contrasts | Suppressed, wave: str, held: frozenset[str], *, whole: bool
) -> Contrasts | Suppressed:
    if isinstance(found, NotEstimable | Suppressed):
        return found
    return {name: _contrast(each, held, whole=whole) for name, each in found.items() if whole or name == ALONE[wave]}


def _contrast(found: Contrast, held: frozenset[str], *, whole: bool) -> Contrast:
    kept = found if whole else replace(found, mean_pre=None, mean_later=None)
    return replace(kept, chapters=found.chapters and _others(found.chapters, held))


def _differences(outcome: OutcomeFigures, held: frozenset[str], *, below: int) -> Differences | None:
    found, compared = outcome.compared_later, outcome.compared
    if found is None:
        return None
    of = {name: each.people for name, each in compared.groups.items()} if compared else {}
    few = any(0 < of.get(name, 0) - each.people < below for name, each in found.groups.items())
    return replace(
        found,
        chapters=_others(found.chapters, held),
        groups={} if few else found.groups,
        pooled=found.pooled and _pooled(found.pooled, held),
    )


def _pooled(found: PooledEstimate, held: frozenset[str]) -> PooledEstimate:
    """The average, without the chapters that are held back, and without what is left of it when one of them is."""
    without_one = found.leave_one_out
    without_one = without_one if isinstance(without_one, NotEstimable) else _others(without_one, held)
    return replace(found, chapters=_others(found.chapters, held), leave_one_out=without_one)


def _others(found: Mapping[str, Figures], held: frozenset[str]) -> dict[str, Figures]:
    return {name: each for name, each in found.items() if name not in held}
