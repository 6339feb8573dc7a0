"""Who waits: about how many, and a report that tells nothing since too few people have a score of an outcome."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from analysis.disclosure.counted_answers import ROUNDED_TO, rounded_count
from analysis.disclosure.disclosure import too_few
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.translate import with_names_replaced
from evaluation.impact_report.text.withheld.not_counted import WHY

WAITS = (
    "Fewer than {below} people have a score of {outcome} both times, and nothing is told without that, so no figure is "
    "shown."
)


def about_waiting(waiting: Iterable[int], *, below: int) -> int:
    """About how many wait in all, from those who wait at each workshop; where these are a few, as if nobody did.

    So the sum tells nothing that a report of each workshop by itself does not tell.
    """
    return sum(rounded_count(each, fewest=max(ROUNDED_TO, below)) or 0 for each in waiting)


def with_either_reason(report: ImpactReport) -> ImpactReport:
    """The report with a reason that holds of too few answers and of those too much alike, and tells neither apart."""
    below, answers = report.plan.suppress_below, ((True, False), (True, True))
    either = WHY.format(below=below)
    return with_names_replaced(report, {too_few(below, it=it, in_each=each).reason: either for it, each in answers})


def waiting_for(report: ImpactReport, lacking: Collection[str]) -> ImpactReport:
    """The report with the true reason in the place of “fewer than so many people answered both times”."""
    named = [name for name in report.outcomes if name in lacking]
    if not named:
        return report
    below = report.plan.suppress_below
    reason = WAITS.format(below=below, outcome=f"“{report.measured[named[0]].outcome}”")
    answers = ((it, in_each) for it in (False, True) for in_each in (False, True))
    untrue = {WHY.format(below=below): reason} | {
        too_few(below, it=it, in_each=in_each).reason: reason for it, in_each in answers
    }
    found = with_names_replaced(report, untrue)
    return replace(found, context=replace(found.context, lacking=tuple(named)))
