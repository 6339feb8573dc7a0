"""Counts of people in the machine-readable report: in a release or a draft none of those scored at one wave only.

The file of an analysis tells every figure unrounded. In that of a release or a draft it is never told how many have a
score at a wave, nor the range of an alpha, which is of everybody who answered then: held back only where they are one
or two more than the pairs, they would tell of a withdrawal between two drafts.
"""

from collections.abc import Mapping
from dataclasses import replace

from analysis.disclosure.who_came import TELLS_OF_FEW
from analysis.estimate.estimate import Suppressed, as_json
from analysis.estimate.sample import SampleFigures
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.printed_counts import files_hold_back
from evaluation.impact_report.build.report import ImpactReport

Json = dict[str, object]
HELD = as_json(TELLS_OF_FEW)
SCORED = ("n_pre", "n_post")
RANGED = ("alpha_pre", "alpha_post")
"""Figures of everybody who answered at a wave, whose range tells how many these are."""


def groups(report: ImpactReport, outcome: OutcomeFigures) -> dict[str, object]:
    """The figures of an outcome's chapters, of its experiments and of all its people, under these names."""
    return {
        "chapters": _each(report, _as_scales(report, outcome.chapters)),
        "experiments": _each(report, _as_scales(report, outcome.experiments)),
        "participants": _as_released(report, _as_scale(report, outcome.participants)),
    }


def comparison(report: ImpactReport, outcome: OutcomeFigures) -> object:
    """The figures of the comparison group."""
    return _as_released(report, _as_scale(report, outcome.beside))


def _as_scales(
    report: ImpactReport, found: Mapping[str, SampleFigures | Suppressed]
) -> Mapping[str, SampleFigures | Suppressed]:
    return {name: figures for name, each in found.items() if (figures := _as_scale(report, each)) is not None}


def _as_scale(report: ImpactReport, found: SampleFigures | Suppressed | None) -> SampleFigures | Suppressed | None:
    """A scale's figures; in a release or a draft the paired difference of a yes/no question is told with the question.

    The file of an analysis tells it also of each chapter, whose range on page 1 it is.
    """
    return replace(found, difference=None) if isinstance(found, SampleFigures) and files_hold_back(report) else found


def items(report: ImpactReport) -> object:
    """The figures of each question."""
    return _each(report, report.items)


def _each(report: ImpactReport, found: Mapping[str, SampleFigures | Suppressed]) -> Json:
    return {name: _as_released(report, figures) for name, figures in found.items()}


def _as_released(report: ImpactReport, found: SampleFigures | Suppressed | None) -> object:
    """One group's figures; in a release or a draft without how many have a score at each wave, and what tells it."""
    figures = as_json(found)
    if not isinstance(figures, dict) or not files_hold_back(report):
        return figures
    held: Json = {**figures, **{name: HELD for name in SCORED if name in figures}}
    for name in RANGED:
        ranged = held.get(name)
        if isinstance(ranged, dict) and {"low", "high"} <= set(ranged):
            held[name] = {**ranged, "low": HELD, "high": HELD}
    return held
