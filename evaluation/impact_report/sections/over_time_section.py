"""The study over time: every workshop in order of date with its own range, and the average of those up to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.quantiles import t_quantile
from analysis.estimate.sample import SampleFigures
from analysis.pooling.averages import Headline, leading_average
from analysis.pooling.heterogeneity import reml_tau2
from analysis.wording.ranges import range_of_change
from evaluation.domain.name_order import name_order
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.written import changed_between
from evaluation.impact_report.sections.chapters_section import ReportTable

FEWEST = 3
"""From so many workshops on there is an average of them, as there is one of chapters."""


@dataclass(frozen=True)
class WorkshopResult:
    """A workshop's change on the first outcome in scale points, with its 95 % limits; `pairs` answered both times."""

    held: date
    name: str
    pairs: int
    change: float
    low: float
    high: float

    @property
    def variance(self) -> float:
        """The sampling variance that its range tells of."""
        return float(((self.high - self.low) / 2 / t_quantile(0.975, self.pairs - 1)) ** 2)


def over_time(report: ImpactReport, language: Language) -> ReportTable | None:
    """Workshops in order of date; None where fewer than two may be shown, or a day of theirs is not known.

    The average is worked out from what this table prints and from nothing else, so that it tells no more than that.
    """
    found = _results(report)
    if report.renderer < 2 or len(found) < 2:
        return None
    heading = ("Workshop", "Held on", "People", "Change (range)", "Average so far (range)")
    language = language.in_units(of_shares=report.first.scale.counts_yes)
    rows = [_row(found[: place + 1], language) for place in range(len(found))]
    return ReportTable(tuple(language.catalogue.gettext(cell) for cell in heading), tuple(rows))


def _results(report: ImpactReport) -> list[WorkshopResult]:
    """The workshops that may be shown, in order of date; none where a day of one of them is not known."""
    found: list[WorkshopResult] = []
    for chapter, experiment in report.first.shown.experiments:
        figures = report.first.experiments.get(f"{chapter}/{experiment}")
        days = [report.context.held[each] for each in experiment.split("+") if each in report.context.held]
        if not isinstance(figures, SampleFigures) or not days:
            return []
        change, mean = range_of_change(figures, report.first.scale), figures.mean_change
        if isinstance(change, NotEstimable | Suppressed) or isinstance(mean, NotEstimable):
            continue
        title = report.context.experiments.get(experiment, experiment)
        name = f"{chapter}: {title}" if report.across else title
        found.append(WorkshopResult(min(days), name, figures.n_pairs, mean, change.low, change.high))
    return sorted(found, key=lambda each: (each.held, name_order(each.name)))


def _row(so_far: Sequence[WorkshopResult], language: Language) -> tuple[str, ...]:
    own, average = so_far[-1], _average(so_far)
    mine, everybody = language.of(own.pairs), language.of(sum(each.pairs for each in so_far))
    return (
        own.name,
        language.day(own.held),
        language.count(own.pairs),
        changed_between(mine, own.change, own.low, own.high),
        "" if average is None else changed_between(everybody, average.estimate, average.low, average.high),
    )


def _average(so_far: Sequence[WorkshopResult]) -> Headline | None:
    """The average of the workshops up to the last one, as that of chapters is worked out (`pooling.averages`)."""
    variances = np.array([each.variance for each in so_far])
    if len(so_far) < FEWEST or not (variances > 0).all():
        return None
    changes = np.array([each.change for each in so_far])
    return leading_average(changes, variances, tau2=reml_tau2(changes, variances))
