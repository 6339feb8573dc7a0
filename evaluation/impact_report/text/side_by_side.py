"""Two chapters are put side by side, never averaged."""

from dataclasses import dataclass

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.wording.wording import Measured
from evaluation.impact_report.build.families import chapter_at_look
from evaluation.impact_report.build.planned_looks import places_of
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.who_has_a_score import once_in_a_cell


@dataclass(frozen=True)
class SideBySide:
    """One outcome, and each chapter's change; None where a chapter has none to show.

    `once` says in a cell that it was asked one time only; empty where it was asked both times.
    """

    outcome: str
    chapters: tuple[Measured | None, ...]
    once: str


def side_by_side(report: ImpactReport) -> tuple[SideBySide, ...]:
    """Every outcome but the first, with the chapters that have results, in name order."""
    chapters = side_by_side_in(report)
    return tuple(
        SideBySide(
            report.measured[name].outcome,
            tuple(_chapter(report, name, chapter) for chapter in chapters),
            once_in_a_cell(report, name),
        )
        for name in list(report.outcomes)[1:]
    )


def stand_side_by_side(report: ImpactReport) -> bool:
    """Whether the first outcome is told of two chapters by themselves: of a difference, of those that have one."""
    first = next(iter(report.measured.values()))
    return first.two_compared if first.compared else report.chapters.k == len(("one", "other"))


def with_results(report: ImpactReport, name: str = "") -> tuple[str, ...]:
    """The chapters that have results, in name order; of an outcome, or the first.

    Where it is compared in two, these.
    """
    found = report.measured[name or next(iter(report.measured))]
    own = found.chapters if found.chapters and not found.compared else report.chapters
    return places_of(found, own)


def side_by_side_in(report: ImpactReport) -> tuple[str, ...]:
    """The chapters that have results of any outcome, in name order: one may not have been asked the first."""
    held = {place for name in report.measured for place in with_results(report, name)}
    return tuple(name for name in report.chapters.names if name in held)


def _chapter(report: ImpactReport, name: str, chapter: str) -> Measured | None:
    figures, compared = report.outcomes[name].chapters.get(chapter), report.outcomes[name].compared
    if compared is not None and chapter not in compared.chapters:
        return None
    if figures is None or isinstance(figures, Suppressed) or isinstance(figures.mean_change, NotEstimable):
        return None
    return chapter_at_look(report.outcomes[name], report.measured[name], report.looks, chapter=chapter)
