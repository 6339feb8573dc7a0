"""How often chance would make places look harmed, among all the outcomes that were looked at."""

from collections.abc import Mapping

from analysis.wording import cautions
from analysis.wording.measured import Measured, Sentence
from evaluation.impact_report.build.report import ImpactReport


def chance_of(report: ImpactReport, found: Measured, places: Mapping[str, Measured], k: int) -> Sentence | None:
    """What is said of chance beside these of k chapters of an outcome."""
    return cautions.by_chance(tuple(places.values()), k, outcome=found.outcome, outcomes=outcomes_seen(report))


def outcomes_seen(report: ImpactReport) -> int:
    """How many outcomes were looked at for harm: those that are averaged."""
    return sum(not found.apart for found in report.measured.values())


def beyond_chance(report: ImpactReport, found: Measured, *, places: int) -> bool:
    """Whether harm of an outcome in one of so many places is more than chance brings among all that was looked at."""
    if not found.unwelcome or found.low is None or found.high is None:
        return False
    return cautions.is_beyond_chance(found.low, found.high, looked_at=max(1, places) * max(1, outcomes_seen(report)))
