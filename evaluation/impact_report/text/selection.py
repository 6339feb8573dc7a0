"""What page 1 says where those missing after had begun otherwise, or the two sides of a comparison had."""

from analysis.disclosure.shares import shares_tell_of_few
from analysis.estimate.answered_once import AnsweredOnce
from analysis.estimate.estimate import Estimate
from analysis.estimate.sample import SampleFigures
from analysis.sensitivity.attrition import Missing
from analysis.wording import comparison_phrases
from analysis.wording.groups.has_comparison import lacks_average
from analysis.wording.measured import SILENT, Measured, Sentence, verdict
from evaluation.impact_report.build.families import is_of_files
from evaluation.impact_report.build.printed_counts import flow_printed, missing_printed
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.sides.began_apart import began_apart, hardly_by_lot

MANY = 1 / 3
"""The share of those before from which on it matters on page 1 who is missing after."""
NOTABLE = 0.2
"""A difference in standard deviations from which on it is called one."""

_ANSWERED = "{lost:count} of the {before:count} people who answered before did not answer after; they had begun "
_CAME = "{lost:count} of the {before:count} people who came and answered before did not answer after; they had begun "
_SCORED = "{lost:count} of the {before:count} people with a score of {outcome:inside} before have none after; they had "
_SCORED += "begun "
_LOWER, _HIGHER = "lower, by {size:two} SD.", "higher, by {size:two} SD."
LOST = {
    "answered": (_ANSWERED + _LOWER, _ANSWERED + _HIGHER),
    "came": (_CAME + _LOWER, _CAME + _HIGHER),
    "scored": (_SCORED + _LOWER, _SCORED + _HIGHER),
}
"""That those missing had begun lower, and higher."""


def began_otherwise(report: ImpactReport, found: Measured) -> tuple[Sentence, ...]:
    """How many of the first outcome are missing after, and that they began lower or higher; empty where that is not so.

    Of a release nothing is told of people who answered once.
    """
    people, apart = report.first.participants, _begun_apart(report)
    silent = verdict(found)[0] in SILENT or report.context.answered_once is AnsweredOnce.LEFT_OUT
    if silent or report.renderer < 2 or apart is None or not isinstance(people, SampleFigures):
        return ()
    before, lost = people.n_pre, people.n_pre - people.n_pairs
    if lost < before * MANY:
        return ()
    counts = flow_printed(report).total
    answered = (counts.get("pre"), counts.get("pre_only")) == (before, lost)
    message = LOST[("came" if found.compared else "answered") if answered else "scored"][apart < 0]
    values = {"lost": lost, "before": before, "size": abs(apart), "outcome": found.outcome}
    return (Sentence(message, values, (f"outcomes.{report.first.scale.id}.missing.baseline_smd.value",)),)


def _begun_apart(report: ImpactReport) -> float | None:
    """How much higher those with both scores clearly began, in standard deviations; None where that is not clear."""
    lost = missing_printed(report, report.first)
    apart = lost.baseline_smd if isinstance(lost, Missing) else None
    if not isinstance(apart, Estimate) or not isinstance(apart.value, float):
        return None
    ends = [end for end in (apart.low, apart.high) if isinstance(end, float)]
    clear = len(ends) == 2 and (min(ends) > 0 or max(ends) < 0)
    return apart.value if clear and abs(apart.value) >= NOTABLE else None


def lot_doubted(report: ImpactReport) -> bool:
    """Whether it is doubtful that a lot decided who came, as the plan has it."""
    found = next(iter(report.measured.values()))
    return report.renderer >= 2 and report.estimand.randomised and hardly_by_lot(found, report.first)


def by_lot(report: ImpactReport) -> Sentence:
    """Whether a lot decided who came; where that is doubtful, that the plan has it so; that files do not tell it."""
    if report.estimand.randomised:
        return Sentence(comparison_phrases.LOT_PLANNED if lot_doubted(report) else comparison_phrases.LOT)
    unknown = report.renderer >= 2 and is_of_files(report.context)
    return Sentence(comparison_phrases.LOT_UNKNOWN if unknown else comparison_phrases.NOT_BY_LOT)


APART = "On average those who came began at {own:level} and the comparison group at {other:level}: groups that begin "
APART += "apart can move towards each other by themselves."
BEGAN_APART = "Those who came and the comparison group began at different levels: groups that begin apart can move "
BEGAN_APART += "towards each other by themselves."


def begun_apart(report: ImpactReport) -> tuple[Sentence, ...]:
    """That the two sides of a comparison began further apart than the margin, or half a standard deviation.

    Where chapters are not averaged nothing is told of all of them.
    """
    found, outcome = next(iter(report.measured.values())), report.first
    apart = began_apart(found, outcome) if report.renderer >= 2 else None
    if apart is None:
        return ()
    sides = (outcome.participants, outcome.beside)
    none = report.across and lacks_average(found)
    doubt = (Sentence(comparison_phrases.HARDLY_BY_LOT),) if lot_doubted(report) else ()
    if none:
        return doubt
    if any(shares_tell_of_few(side, outcome.scale) for side in sides if isinstance(side, SampleFigures)):
        return (Sentence(BEGAN_APART), *doubt)
    own, other = apart
    return (Sentence(APART, {"own": own, "other": other}, of_shares=found.yes_or_no), *doubt)
