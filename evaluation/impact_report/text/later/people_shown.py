"""How many people answered months later, as it is written where a release does not tell it exactly."""

from analysis.wording.months_later import uncounted_key
from evaluation.impact_report.build.later.further_waves import MONTHS_LATER
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.places import About

STEP = 5


def people_shown(
    report: ImpactReport, outcome: str, *, people: int, of: int, others: bool = False, wave: str = MONTHS_LATER
) -> int:
    """About as many as the `of` who answered before and after, where too few are missing to be told of.

    To the nearest five where more are missing, but not in every outcome or group; exactly where that may be told. Of a
    group that lacks a few all are counted: so a count tells nothing that those of the groups by themselves do not.
    """
    if report.later.exact:
        return people
    counted = people + report.later.uncounted.get(uncounted_key(wave, outcome, others=others), 0)
    few = of - counted < report.later.suppressed_below
    return About(of if few else STEP * round(counted / STEP))
