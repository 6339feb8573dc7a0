"""What the lede says of the primary outcomes after the first."""

from analysis.wording import wording
from analysis.wording.phrases import Verdict
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import two_chapters

ENDED = "{said}."
FEWEST_AVERAGED = 3


def told(report: ImpactReport, names: list[str]) -> tuple[Sentence, ...]:
    """A sentence of each outcome of which something can be said, and that did not clearly move the unwelcome way.

    Of fewer than three chapters each one's own: they are not averaged.
    """
    silent = tuple(each for each in wording.SILENT if report.renderer >= 2 or each is not Verdict.APART)
    found_of: list[Sentence] = []
    for name in names:
        found = report.measured[name]
        if wording.verdict(found)[0] in silent or found.unwelcome:
            continue
        side_by_side = report.across and not found.compared and (found.chapters or report.chapters).k < FEWEST_AVERAGED
        of_chapters = side_by_side and report.renderer >= 2
        found_of += two_chapters.other_in_each(report, name) if of_chapters else [_ended(report, found)]
    return tuple(found_of)


def _ended(report: ImpactReport, found: Measured) -> Sentence:
    """An outcome's row as a sentence that ends; the first renderer left some without a full stop."""
    said = wording.row(found, across=report.across)
    ends = report.renderer < 2 or said.message.rstrip().endswith(".")
    return said if ends else Sentence(ENDED, {"said": said}, said.figures)
