"""How many one-to-ones people counted beside how much changed, workshop by workshop: a picture and no claim."""

from dataclasses import dataclass
from typing import NamedTuple

from analysis.disclosure.disclosure import Cell
from analysis.estimate.estimate import Interval, NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.sensitivity.one_to_ones import FEWEST, OneToOnes
from analysis.wording.ranges import range_of_change
from analysis.wording.wording import Sentence
from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.figures.scatter import NARROW, Point, Scatter, scatter
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.written import changed, changed_between
from evaluation.impact_report.sections.chapters_section import ReportTable

TITLE = (
    "{n:count} workshops: one-to-ones a person on average, from {fewest:point} to {most:point}, and average "
    "change in {outcome:inside}, from {least} to {greatest}. The table below has each."
)


@dataclass(frozen=True, kw_only=True)
class OneToOnesPart:
    """The picture for a wide page and a narrow one, in words, and each workshop in a row.

    `outcome` is what changed; `every` tells that no workshop is left out.
    """

    wide: Scatter
    narrow: Scatter
    title: str
    outcome: str
    every: bool
    table: ReportTable


class PlacedWorkshop(NamedTuple):
    """A workshop that is shown: its name, what changed, and what its people counted."""

    name: str
    figures: SampleFigures
    change: float
    ranged: Interval | NotEstimable | Suppressed
    counted: OneToOnes


def one_to_ones(report: ImpactReport, language: Language) -> OneToOnesPart | None:
    """The workshops in name order; None where fewer than two may be shown with both figures, or nobody was asked."""
    shown = [found for cell in report.first.shown.experiments if (found := _shown(report, cell)) is not None]
    if report.renderer < 2 or len(shown) < FEWEST:
        return None
    shown.sort(key=lambda each: name_order(each.name))
    points = [_point(each, language) for each in shown]
    hidden = [cell for cell in report.first.shown.hidden_experiments if cell[1]]
    return OneToOnesPart(
        wide=scatter(points),
        narrow=scatter(points, size=NARROW),
        title=_title(shown, report, language),
        outcome=_outcome(report),
        every=len(shown) == len(report.first.shown.experiments) and not (hidden or report.first.shown.hidden_chapters),
        table=_table(shown, language, shares=report.first.scale.counts_yes),
    )


def _outcome(report: ImpactReport) -> str:
    return next(iter(report.measured.values())).outcome


def _shown(report: ImpactReport, cell: Cell) -> PlacedWorkshop | None:
    place, (chapter, experiment) = "/".join(cell), cell
    figures, counted = report.first.experiments.get(place), report.one_to_ones.get(place)
    if not isinstance(figures, SampleFigures) or not isinstance(counted, OneToOnes):
        return None
    if isinstance(figures.mean_change, NotEstimable):
        return None
    title = report.context.experiments.get(experiment, experiment)
    name, ranged = f"{chapter}: {title}" if report.across else title, range_of_change(figures, report.first.scale)
    return PlacedWorkshop(name, figures, figures.mean_change, ranged, counted)


def _point(each: PlacedWorkshop, language: Language) -> Point:
    found, coarser = each.ranged, language.of(each.figures.n_pairs).coarser
    if isinstance(found, NotEstimable | Suppressed):
        return Point(along=each.counted.mean, up=each.change, coarser=coarser)
    return Point(along=each.counted.mean, up=each.change, low=found.low, high=found.high, coarser=coarser)


def _title(shown: list[PlacedWorkshop], report: ImpactReport, language: Language) -> str:
    along, changes = [each.counted.mean for each in shown], sorted(shown, key=lambda each: each.change)
    least, greatest = (language.of(each.figures.n_pairs).change(each.change) for each in (changes[0], changes[-1]))
    values = {
        "n": len(shown),
        "outcome": _outcome(report),
        "fewest": round(min(along), 1),
        "most": round(max(along), 1),
        "least": least,
        "greatest": greatest,
    }
    return language.say(Sentence(TITLE, values))


def _table(shown: list[PlacedWorkshop], language: Language, *, shares: bool) -> ReportTable:
    heading = ("Workshop", "People", "One-to-ones a person", "Of these across organisations", "Change (range)")
    rows = [_row(each, language, shares=shares) for each in shown]
    return ReportTable(tuple(language.catalogue.gettext(cell) for cell in heading), tuple(rows))


def _row(each: PlacedWorkshop, language: Language, *, shares: bool) -> tuple[str, ...]:
    return (
        each.name,
        language.count(each.figures.n_pairs),
        language.point(round(each.counted.mean, 1)),
        language.point(round(each.counted.mean_across_organisations, 1)),
        _changed(each, language.in_units(of_shares=shares).of(each.figures.n_pairs)),
    )


def _changed(each: PlacedWorkshop, language: Language) -> str:
    found = each.ranged
    if isinstance(found, NotEstimable | Suppressed):
        return changed(language, each.change)
    return changed_between(language, each.change, found.low, found.high)
