"""Counts of people as every page of a report prints them: none of one or two, and none that would give one away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from analysis.disclosure.disclosure import SMALL, MaskedFlow, released_counts, without_small
from analysis.disclosure.released import without_small_counts
from analysis.disclosure.who_came import SIDES, TELLS_OF_FEW, came_tells
from analysis.estimate.estimate import Estimate, Suppressed
from analysis.estimate.sample import Reliability, SampleFigures
from analysis.sensitivity.attrition import Missing
from evaluation.impact_report.build.context import Joined, Practice
from evaluation.impact_report.build.outcomes import FEW_LOST, OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport


def flow_printed(report: ImpactReport) -> MaskedFlow:
    """Who took part, as a page may print it; every sentence, table and picture takes its counts from here."""
    return without_small(report.flow) if report.renderer >= 2 else report.flow


def comparison_flow_printed(report: ImpactReport) -> Mapping[str, int | Suppressed]:
    """How many of the comparison group took part in all; empty where there is none."""
    return without_small(report.comparison_flow).total if report.comparison_flow else {}


def once_printed(report: ImpactReport) -> dict[str, int]:
    """Who answered one time only, before and after; empty where one of the counts may not be told.

    One or two are among them where they are of one chapter at most: a sentence then says "1 or 2".
    """
    if report.renderer < 2:
        return _once_at_first(report.flow)
    return _once_each(report.flow)


def comparison_once_printed(report: ImpactReport) -> dict[str, int]:
    """The same of the comparison group; empty also where there is none."""
    return _once_each(report.comparison_flow) if report.comparison_flow else {}


def holds_back_once(flow: MaskedFlow | None) -> bool:
    """Whether how many answered one time only is held back, be it anybody or nobody."""
    shown = without_small(flow).total if flow else {}
    return any(isinstance(shown.get(field), Suppressed) for field in ("pre_only", "post_only"))


def _once_each(flow: MaskedFlow) -> dict[str, int]:
    found = {field: _once(flow, without_small(flow), field) for field in ("pre_only", "post_only")}
    counts = {field: count for field, count in found.items() if isinstance(count, int)}
    return counts if len(counts) == len(found) else {}


def _once_at_first(flow: MaskedFlow) -> dict[str, int]:
    found = {field: flow.total.get(field) for field in ("pre_only", "post_only")}
    counts = {field: count for field, count in found.items() if isinstance(count, int)}
    return counts if len(counts) == len(found) else {}


def _once(counted: MaskedFlow, shown: MaskedFlow, field: str) -> int | Suppressed | None:
    chapters = [counts for counts in counted.chapters.values() if not isinstance(counts, Suppressed)]
    of_one_chapter = sum(counts.get(field) in SMALL for counts in chapters) <= 1
    small = counted.total.get(field) in SMALL
    return counted.total[field] if small and of_one_chapter else shown.total.get(field)


def waves_held_back(*counted: Mapping[str, int | Suppressed] | Suppressed | None) -> frozenset[str]:
    """The waves of which it may not be told how many answered at them alone, of what was counted of the same people."""
    known = [counts for counts in counted if counts is not None and not isinstance(counts, Suppressed)]
    return frozenset(
        wave for wave, once in SIDES.items() for counts in known if TELLS_OF_FEW in (counts.get(wave), counts.get(once))
    )


def waves_lost(found: SampleFigures | Suppressed) -> dict[str, int]:
    """How many of a group have a score at a wave and at no other, by each wave where that is anybody."""
    if isinstance(found, Suppressed):
        return {}
    lost = {"pre": found.n_pre - found.n_pairs, "post": found.n_post - found.n_pairs}
    return {wave: count for wave, count in lost.items() if count}


def files_hold_back(report: ImpactReport) -> bool:
    """Whether the files of figures hold back what pages do: of a release or a draft.

    Who analyses a file has its answers, and its figures are compared with those of other programs.
    """
    return report.context.released and report.renderer >= 2


def missing_printed(report: ImpactReport, outcome: OutcomeFigures) -> Missing | Suppressed:
    """What the missing could do: nothing where their number is held back, for it follows from each of these figures."""
    held = waves_held_back(flow_printed(report).total) & set(waves_lost(outcome.participants))
    return FEW_LOST if held and report.renderer >= 2 and isinstance(outcome.missing, Missing) else outcome.missing


def came_printed(report: ImpactReport) -> int | Suppressed | None:
    """How many came, as a page may print it: not where it would tell of one or two who answered at one wave only."""
    came = report.context.came
    if came is None or report.renderer < 2:
        return came
    return TELLS_OF_FEW if came_tells({**flow_printed(report).total, "came": came}) else came


def one_to_ones_printed(report: ImpactReport) -> int | Suppressed | None:
    """How many one-to-ones there were; not where how many came is held back, which would follow from it."""
    came, counted = came_printed(report), report.context.one_to_ones
    return came if counted is not None and isinstance(came, Suppressed) else counted


def practice_printed(report: ImpactReport) -> tuple[Practice, ...]:
    """How each chapter works, without how many came to a workshop where that is held back for its chapter."""
    flow = flow_printed(report).chapters
    rows = report.context.practice
    return tuple(
        replace(row, people=None) if _tells_of_few(report, row, flow.get(row.chapter)) else row for row in rows
    )


def _tells_of_few(report: ImpactReport, row: Practice, counts: object) -> bool:
    counts = counts if isinstance(counts, Mapping) else {}
    if isinstance(counts.get("came"), Suppressed):
        return True
    if report.renderer < 2 or row.people is None:
        return False
    of_one_chapter = not report.across and isinstance(came_printed(report), Suppressed)
    return of_one_chapter or (row.workshops == 1 and came_tells({**counts, "came": row.people[0]}))


def holds_back(report: ImpactReport) -> bool:
    """Whether some count of all who took part is held back, so that what is counted of them would give it away."""
    return any(isinstance(count, Suppressed) for count in flow_printed(report).total.values())


def figures_printed(found: SampleFigures | Reliability | Suppressed) -> SampleFigures | Reliability | Suppressed:
    """Figures without counts of one or two people who moved, and without the figures from which these follow."""
    if not isinstance(found, SampleFigures):
        return found
    shown = without_small_counts(found)
    if not isinstance(shown.sign_test, Suppressed) or not isinstance(found.difference, Estimate):
        return shown
    held: dict[str, Any] = dict.fromkeys(OF_MOVES, shown.sign_test)
    return replace(shown, **held)


OF_MOVES = ("sd_change", "r_pre_post", "hodges_lehmann", "d_z", "d_av", "g_av", "equivalence")
"""Figures of a yes/no question from which, beside its shares, it follows how many moved."""


def tells_exact_p(report: ImpactReport, name: str) -> bool:
    """Whether the p of an outcome may be told: not McNemar's, from which it would follow how many moved."""
    outcome = report.outcomes[name]
    if report.across or outcome.compared is not None or not outcome.scale.is_yes_or_no:
        return True
    shown = figures_printed(outcome.participants)
    return not isinstance(shown, SampleFigures) or not isinstance(shown.sign_test, Suppressed)


def joined_printed(joined: Iterable[Joined]) -> tuple[tuple[Joined, int | Suppressed], ...]:
    """How many people were joined in each way, less what the pairs in all would tell of one or two of them."""
    ways = tuple(joined)
    counts = {str(place): way.people for place, way in enumerate(ways)}
    if len(ways) < 2 or not set(counts.values()) & set(SMALL):
        return tuple((way, few(way.people)) for way in ways)
    together = {**counts, "all": sum(counts.values())}
    shown = released_counts(together, identities=[{**dict.fromkeys(counts, 1), "all": -1}], keep=["all"])
    return tuple((way, shown[str(place)]) for place, way in enumerate(ways))


def few(count: int) -> int | Suppressed:
    """A count of people, held back where it is one or two."""
    return Suppressed("1 or 2 people") if count in SMALL else count
