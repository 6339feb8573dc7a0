"""Who came where: attendance by chapter, and each workshop that may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.disclosure.disclosure import MaskedFlow
from analysis.disclosure.shares import shares_tell_of_few
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.scoring.scoring import Scale
from analysis.wording.ranges import range_of_change
from analysis.wording.rounding import Ranged
from analysis.wording.wording import Sentence
from evaluation.domain.name_order import NameOrder, name_order
from evaluation.impact_report.build.context import Practice
from evaluation.impact_report.build.printed_counts import flow_printed, practice_printed
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.same_questions import NOT_ASKED
from evaluation.impact_report.figures.flow import FlowFigure, flow_of, most_of
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.written import changed, level_of
from evaluation.impact_report.layout.first_page import SHARES, comparison_shares, share_labels


@dataclass(frozen=True)
class ReportTable:
    """A heading and rows of cells as they are printed; the first cell of a row names it."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Attended:
    """Who took part in one chapter, as printed, and the bars of it; None where they may not be drawn."""

    name: str
    cells: tuple[str, ...]
    bars: FlowFigure | None


@dataclass(frozen=True)
class Attendance:
    """Came, answered before, after and both, by chapter and in all.

    `held_back` says which of these counts may be told nowhere, and why; without any that may be there are no rows.
    `drawn` tells whether there are bars; `comparison_counts` says of whom the counts are beside a comparison group.
    """

    heading: tuple[str, ...]
    rows: tuple[Attended, ...]
    held_back: str = ""
    drawn: bool = True
    comparison_counts: Sentence | None = None


def attendance(report: ImpactReport, language: Language) -> Attendance | None:
    """Who took part, by chapter in name order; held-back chapters are named without counts.

    None where all are held back, as page 1 says already, or where one wave alone was asked; the first renderer had a
    table of them.
    """
    flow = flow_printed(report)
    fields = tuple(field for field in SHARES if field in flow.total)
    if not fields or report.estimand.once:
        return None
    counted = dict(flow.chapters)
    if report.renderer >= 2:
        if not any(isinstance(counts, Mapping) for counts in counted.values()):
            return None
        counted = dict(sorted(counted.items(), key=lambda each: name_order(each[0])))
    shown = fields if report.renderer < 2 else tuple(field for field in fields if _is_shown(flow, field))
    return _table(report, replace(flow, chapters=counted), shown, fields, language)


HELD_BACK = "Not told, as it could tell of a few people, how many {names:names}."


def _table(
    report: ImpactReport, flow: MaskedFlow, shown: tuple[str, ...], fields: tuple[str, ...], language: Language
) -> Attendance:
    """The columns that hold a count, and in words those that hold none."""
    gettext, labels = language.catalogue.gettext, share_labels(report.context)
    held = [gettext(labels[field]) for field in fields if field not in shown]
    said = language.say(Sentence(HELD_BACK, {"names": held})) if held else ""
    if not shown:
        return Attendance((), (), said, drawn=False)
    longest = max((most_of(counts) for counts in flow.chapters.values()), default=0)
    rows = [_attended(name, counts, shown, language, longest=longest) for name, counts in flow.chapters.items()]
    drawn = report.renderer < 2 or any(row.bars for row in rows)
    rows.append(_attended(gettext("All shown"), flow.total, shown, language, longest=0))
    columns = (language.begin(gettext(labels[field])) for field in shown)
    heading = (gettext("Chapter"), *columns)
    return Attendance(heading, tuple(rows), said, drawn=drawn, comparison_counts=comparison_shares(report))


def _is_shown(flow: MaskedFlow, field: str) -> bool:
    """Whether some chapter, or all together, may tell a count."""
    places = (*flow.chapters.values(), flow.total)
    return any(isinstance(counts.get(field), int) for counts in places if isinstance(counts, Mapping))


def _attended(name: str, counts: object, fields: tuple[str, ...], language: Language, *, longest: int) -> Attended:
    cells = tuple(_count(counts, field, language) for field in fields)
    return Attended(name, cells, flow_of(counts, longest=longest))


def _count(counts: object, field: str, language: Language) -> str:
    if isinstance(counts, Suppressed):
        return language.catalogue.gettext("held back")
    count = counts.get(field) if isinstance(counts, dict) else None
    if isinstance(count, Suppressed) and not language.released:
        return language.catalogue.gettext("held back")
    return language.count(count) if isinstance(count, int) else "–"


MIXED = "One-to-ones across organisations"
"""What earlier releases counted of each chapter, and later ones show of each workshop."""


def practice(report: ImpactReport, language: Language) -> ReportTable | None:
    """How chapters differ in practice, side by side and without a line through them; None where it is not known."""
    gettext = language.catalogue.gettext
    heading: tuple[str, ...] = ("Chapter", "Kind", "Workshops", "Rounds", "People a workshop", MIXED)
    practised = practice_printed(report)
    if report.renderer >= 2:
        practised = tuple(sorted(practised, key=lambda row: name_order(row.chapter)))
    rows = [_practised(row, language) for row in practised]
    if report.renderer >= 2 and not any(row.mixed for row in practised):
        heading, rows = heading[:-1], [row[:-1] for row in rows]
    return ReportTable(tuple(gettext(cell) for cell in heading), tuple(rows)) if rows else None


def _practised(row: Practice, language: Language) -> tuple[str, ...]:
    kinds = ", ".join(language.catalogue.gettext(kind) for kind in row.kinds)
    return (
        row.chapter,
        kinds or "–",
        language.count(row.workshops),
        _from_to(row.rounds, language),
        _from_to(row.people, language),
        _mixed(row.mixed, language),
    )


def _from_to(ends: tuple[int, int] | None, language: Language) -> str:
    if ends is None:
        return "–"
    fewest, most = (language.few(end) for end in ends)
    return fewest if fewest == most else language.say(Sentence("{fewest} to {most}", {"fewest": fewest, "most": most}))


def _mixed(mixed: tuple[int, int] | None, language: Language) -> str:
    """How many of how many, as the people in them counted."""
    if mixed is None or not mixed[1]:
        return "–"
    values = {"some": mixed[0], "of": mixed[1], "share": round(100 * mixed[0] / mixed[1])}
    return language.say(Sentence("{some:count} of {of:count} ({share:count} %)", values))


def workshops(report: ImpactReport, language: Language) -> ReportTable | None:
    """Each workshop's change on the first outcome, in name order; none of few people, and none where all are held back.

    The first renderer had them in the order of their random addresses, and also where none was shown.
    """
    cells = sorted(_cells(report).items())
    if report.renderer >= 2:
        cells = sorted(cells, key=lambda each: _order(report, each[0]))
        if all(isinstance(figures, Suppressed) for _, figures in cells):
            return None
    held_against = language.against(report.measured[report.first.scale.id].bounds)
    scale = report.first.scale
    rows = [(*_named(report, cell), *_figures(figures, scale, held_against)) for cell, figures in cells]
    if len(rows) < 2:
        return None
    gettext = language.catalogue.gettext
    heading = (gettext("Workshop"), gettext("People"), gettext("Before"), gettext("After"), gettext("Change (range)"))
    return ReportTable(heading, tuple(rows))


def _cells(report: ImpactReport) -> dict[tuple[str, str], SampleFigures | Suppressed]:
    outcome = report.first
    cells = (*outcome.shown.experiments, *outcome.shown.hidden_experiments)
    return {cell: outcome.experiments["/".join(cell)] for cell in cells if cell[1]}


def _order(report: ImpactReport, cell: tuple[str, str]) -> tuple[NameOrder, NameOrder, str]:
    """A workshop's place: by its chapter's name, then by its own, and only then by its address."""
    chapter, experiment = cell
    return name_order(chapter), name_order(report.context.experiments.get(experiment, experiment)), experiment


def _named(report: ImpactReport, cell: tuple[str, str]) -> tuple[str]:
    chapter, experiment = cell
    title = report.context.experiments.get(experiment, experiment)
    return (f"{chapter}: {title}" if report.across else title,)


def _figures(figures: SampleFigures | Suppressed, scale: Scale, language: Language) -> tuple[str, ...]:
    if isinstance(figures, Suppressed) or isinstance(figures.mean_change, NotEstimable):
        why = "not asked" if figures == NOT_ASKED else "held back"
        return (language.catalogue.gettext(why), "–", "–", "–")
    levels = [value for value in (figures.mean_pre, figures.mean_post) if not isinstance(value, NotEstimable)]
    found = range_of_change(figures, scale, renderer=language.renderer)
    ends = (None, None) if isinstance(found, NotEstimable | Suppressed) else (found.low, found.high)
    language = language.in_units(of_shares=scale.counts_yes).of(figures.n_pairs)
    language = language.as_fine(_ranged(figures, figures.mean_change, *ends))
    change = changed(language, figures.mean_change)
    if not isinstance(found, NotEstimable | Suppressed):
        change = f"{change} {language.range(found.low, found.high)}"
    level = level_of(language.against(()))
    held = language.renderer >= 2 and shares_tell_of_few(figures, scale)
    shown = ("–", "–") if held else tuple(map(level, levels))
    return (language.count(figures.n_pairs), *shown, change)


def _ranged(figures: SampleFigures, change: float, low: float | None, high: float | None) -> Ranged:
    """A workshop's figures as they are written together, as in its own report."""
    pre, post = figures.mean_pre, figures.mean_post
    sides = None if isinstance(pre, NotEstimable) or isinstance(post, NotEstimable) else (post, pre)
    return Ranged(change=change, low=low, high=high, sides=sides)
