"""Who came where: attendance by chapter, and each workshop that may be shown."""

from dataclasses import dataclass

from analysis.disclosure import SMALL
from analysis.estimate import NotEstimable, Suppressed
from analysis.sample import SampleFigures
from evaluation.reports.front import SHARES
from evaluation.reports.impact import ImpactReport
from evaluation.reports.language import Language


@dataclass(frozen=True)
class Table:
    """A heading and rows of cells as they are printed; the first cell of a row names it."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def attendance(report: ImpactReport, language: Language) -> Table | None:
    """Came, answered before, after and both, by chapter; held-back chapters are named without counts."""
    fields = [field for field in SHARES if field in report.flow.total]
    if not fields:
        return None
    rows = [
        (name, *(_count(counts, field, language) for field in fields)) for name, counts in report.flow.chapters.items()
    ]
    total = (language.catalogue.gettext("All shown"), *(_count(report.flow.total, field, language) for field in fields))
    heading = (
        language.catalogue.gettext("Chapter"),
        *(language.begin(language.catalogue.gettext(SHARES[field])) for field in fields),
    )
    return Table(heading, (*rows, total))


def _count(counts: object, field: str, language: Language) -> str:
    if isinstance(counts, Suppressed):
        return language.catalogue.gettext("held back")
    count = counts.get(field) if isinstance(counts, dict) else None
    if not isinstance(count, int):
        return "–"
    return language.catalogue.gettext("1 or 2") if count in SMALL else language.count(count)


def practice(report: ImpactReport, language: Language) -> Table | None:
    """How chapters differ in practice, side by side and without a line through them; None where it is not known."""
    gettext = language.catalogue.gettext
    heading = ("Chapter", "Kind", "Workshops", "Rounds", "People a workshop", "Mixed pairs")
    rows = [
        (row.chapter, row.kinds, row.workshops, row.rounds, row.people, row.mixed) for row in report.context.practice
    ]
    return Table(tuple(gettext(cell) for cell in heading), tuple(rows)) if rows else None


def workshops(report: ImpactReport, language: Language) -> Table | None:
    """Each workshop's change on the first outcome, in name order; none of few people."""
    rows = [(*_named(report, cell), *_figures(figures, language)) for cell, figures in sorted(_cells(report).items())]
    if len(rows) < 2:
        return None
    gettext = language.catalogue.gettext
    heading = (gettext("Workshop"), gettext("People"), gettext("Before"), gettext("After"), gettext("Change (range)"))
    return Table(heading, tuple(rows))


def _cells(report: ImpactReport) -> dict[tuple[str, str], SampleFigures | Suppressed]:
    outcome = report.first
    cells = (*outcome.shown.experiments, *outcome.shown.hidden_experiments)
    return {cell: outcome.experiments["/".join(cell)] for cell in cells if cell[1]}


def _named(report: ImpactReport, cell: tuple[str, str]) -> tuple[str]:
    chapter, experiment = cell
    title = report.context.experiments.get(experiment, experiment)
    return (f"{chapter}: {title}" if report.across else title,)


def _figures(figures: SampleFigures | Suppressed, language: Language) -> tuple[str, ...]:
    if isinstance(figures, Suppressed) or isinstance(figures.mean_change, NotEstimable):
        return (language.catalogue.gettext("held back"), "–", "–", "–")
    levels = [value for value in (figures.mean_pre, figures.mean_post) if not isinstance(value, NotEstimable)]
    change = language.change(figures.mean_change)
    if not isinstance(figures.change, NotEstimable):
        change += f" {language.range(figures.change.low, figures.change.high)}"
    return (language.count(figures.n_pairs), *(language.level(level) for level in levels), change)
