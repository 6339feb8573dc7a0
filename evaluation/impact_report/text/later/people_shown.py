"""How many people answered months later, as it is written where a release does not tell it exactly."""

from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.places import About

STEP = 5


def people_shown(report: ImpactReport, people: int, of: int) -> int:
    """About as many as the `of` who answered before and after, where too few are missing to be told of.

    To the nearest five where more are missing, but not in every outcome; exactly where that may be told.
    """
    if report.later.exact:
        return people
    few = of - people < report.later.suppressed_below
    return About(of if few else STEP * round(people / STEP))
