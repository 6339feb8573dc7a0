"""How many workshops are behind the figures of page 1: others held answers that are in none of them."""

from collections.abc import Collection

from analysis.wording.measured import Sentence
from evaluation.impact_report.build.report import ImpactReport

ALL = "{workshops:count} workshops"
ALL_HERE = "{n:count} workshops"
SOME = "{workshops:count} workshops in these figures, of {held:count} at which people answered"
TOGETHER = "+"
"""Between the names of workshops that a release tells of as one."""


def workshops_behind(report: ImpactReport) -> int | None:
    """The workshops behind the first outcome; all that were held where that is not known, as of an earlier tree."""
    found, counted = next(iter(report.measured.values())), report.first.workshops
    between = found.compared is not None and found.compared.between
    if report.workshops is None or report.renderer < 2 or report.context.released or between:
        return report.workshops
    chapters = [name for name in counted if not found.chapters or name not in found.chapters.without]
    behind = sum(count_of(report, counted[name]) for name in chapters)
    return min(behind, report.workshops) if behind else report.workshops


def workshops_sentence(report: ImpactReport) -> Sentence:
    """How many workshops these are, and of how many others there are answers that are in no figure."""
    behind, held = workshops_behind(report), report.workshops
    if behind != held:
        return Sentence(SOME, {"workshops": behind, "held": held})
    return Sentence(ALL, {"workshops": held}) if report.across else Sentence(ALL_HERE, {"n": held})


def count_of(report: ImpactReport, workshops: Collection[str]) -> int:
    """How many workshops these are, of which a release may tell of several as one."""
    return sum(len(name.split(TOGETHER)) if report.context.released else 1 for name in workshops)
