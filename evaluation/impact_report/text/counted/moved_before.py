"""What page 1 says of people who had moved before anybody met, where a pretest was asked."""

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording.measured import Sentence
from analysis.wording.phrases import Way
from analysis.wording.ranges import way_of_range, within_scale
from analysis.wording.rounding import Ranged
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.people_shown import people_shown

RISEN = "Before the workshop, between pretest and Before, {outcome:inside} of {n:count} people asked at all three had "
RISEN += "already risen by {change:size} ({low:size} to {high:size})."
FALLEN = "Before the workshop, between pretest and Before, {outcome:inside} of {n:count} people asked at all three had "
FALLEN += "already fallen by {change:size} ({high:size} to {low:size})."


def moved_before(report: ImpactReport) -> tuple[Sentence, ...]:
    """That the first outcome had clearly moved before anybody met, where a pretest was asked."""
    name, found = next(iter(report.measured.items()))
    waves = report.outcomes[name].waves.get("pretest")
    drift = None if report.renderer < 2 or isinstance(waves, NotEstimable | Suppressed) or not waves else waves["drift"]
    drift = drift and within_scale(drift, report.outcomes[name].scale)
    if drift is None or found.apart or drift.n < TOO_FEW_TO_SAY_BELOW:
        return ()
    if isinstance(drift.low, NotEstimable) or isinstance(drift.high, NotEstimable):
        return ()
    way = way_of_range(drift.low, drift.high)
    if way is Way.NEITHER:
        return ()
    ranged = Ranged(change=drift.mean, low=drift.low, high=drift.high)
    people = people_shown(report, name, people=drift.n, of=found.n, wave="pretest")
    values = {"outcome": found.outcome, "n": people, "change": drift.mean, "low": drift.low, "high": drift.high}
    keys = (f"outcomes.{name}.waves.pretest.drift",)
    said = RISEN if way is Way.RISE else FALLEN
    return (Sentence(said, values, keys, people=drift.n, bounds=found.bounds, ranged=ranged),)
