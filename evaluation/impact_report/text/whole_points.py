"""What a report says where so few answered both times that its figures are told in whole points."""

from analysis.disclosure.disclosure import FEWEST_WITH_A_DECIMAL
from analysis.wording.wording import SILENT, Sentence, verdict
from evaluation.impact_report.build.report import ImpactReport

WHOLE_POINTS = (
    "Figures are rounded to whole points, and ranges outwards, because fewer than {enough:count} people answered both "
    "times; the change may be half a point either way. What is said of it was decided by unrounded figures."
)
WHOLE_POINTS_COMPARED = (
    "Figures are rounded to whole points, and ranges outwards, because fewer than {enough:count} people of one of the "
    "groups answered both times; the difference may be half a point either way. What is said of it was decided by "
    "unrounded figures."
)


def whole_points(report: ImpactReport) -> tuple[Sentence, ...]:
    """That the figures of page 1 are whole points, and how far off the change may be; empty where they are finer."""
    first = next(iter(report.measured.values()))
    silent = first.change is None or verdict(first)[0] in SILENT
    if report.renderer < 2 or silent or report.language.of(first.fewest).decimals > 0:
        return ()
    return (Sentence(WHOLE_POINTS_COMPARED if first.compared else WHOLE_POINTS, {"enough": FEWEST_WITH_A_DECIMAL}),)
