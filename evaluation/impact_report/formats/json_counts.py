"""Counts of people in the machine-readable report: who answered one time only follows from none where it is held back.

The file of an analysis tells every figure unrounded. In that of a release or a draft, how many answered one time only,
where a page holds that back, would follow from how many have a score at a wave, and from the range of an alpha, which
is of everybody who answered then.
"""

from collections.abc import Collection, Mapping

from analysis.disclosure.disclosure import SMALL
from analysis.disclosure.who_came import SIDES, TELLS_FEW
from analysis.estimate.estimate import Suppressed, as_json
from analysis.estimate.sample import SampleFigures
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.printed_counts import (
    comparison_flow_printed,
    files_hold_back,
    flow_printed,
    scored_printed,
    waves_held_back,
    waves_lost,
)
from evaluation.impact_report.build.report import ImpactReport

Json = dict[str, object]
Counted = Mapping[str, int | Suppressed] | Suppressed | None
HELD = as_json(TELLS_FEW)
RANGED = ("alpha",)
"""Figures of everybody who answered at a wave, whose range tells how many these are."""


def groups(report: ImpactReport, outcome: OutcomeFigures) -> dict[str, object]:
    """The figures of an outcome's chapters, of its experiments and of all its people, under these names."""
    chapters = {name: _waves_of_chapter(report, outcome, name) for name in outcome.chapters}
    evenings = {cell: _waves_of_experiment(report, outcome, cell, chapters) for cell in outcome.experiments}
    everybody = _waves(report, outcome.participants, flow_printed(report).total)
    return {
        "chapters": {name: without(as_json(found), chapters[name]) for name, found in outcome.chapters.items()},
        "experiments": {cell: without(as_json(found), evenings[cell]) for cell, found in outcome.experiments.items()},
        "participants": without(as_json(outcome.participants), everybody),
    }


def comparison(report: ImpactReport, outcome: OutcomeFigures) -> object:
    """The figures of the comparison group."""
    others = outcome.beside
    if not isinstance(others, SampleFigures):
        return as_json(others)
    return without(as_json(others), _waves(report, others, comparison_flow_printed(report)))


def _waves(report: ImpactReport, found: SampleFigures | Suppressed, *counted: Counted) -> frozenset[str]:
    """The waves at which it is not told how many of a group have a score: one or two, or people who are held back."""
    lost = waves_lost(found)
    few = {wave for wave, count in lost.items() if count in SMALL}
    return frozenset(few | (waves_held_back(*counted) & set(lost))) if files_hold_back(report) else frozenset()


def _waves_of_chapter(report: ImpactReport, outcome: OutcomeFigures, name: str) -> frozenset[str]:
    """The same of a chapter; all go where the total, of which the page tells, would tell of the few in one of them."""
    by_sum = waves_held_back(scored_printed(outcome).total)
    own = _waves(report, outcome.chapters[name], flow_printed(report).chapters.get(name))
    return own | by_sum if files_hold_back(report) else own


def _waves_of_experiment(
    report: ImpactReport, outcome: OutcomeFigures, cell: str, chapters: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The same of an experiment; all of a chapter go where its own, less theirs, would tell of the few in one."""
    chapter = next((name for name in chapters if cell.startswith(f"{name}/")), "")
    own = [waves_lost(found) for name, found in outcome.experiments.items() if name.startswith(f"{chapter}/")]
    held = set(chapters.get(chapter, ()))
    for wave in SIDES if files_hold_back(report) else ():
        counts = [lost.get(wave, 0) for lost in own]
        rest = waves_lost(outcome.chapters[chapter]).get(wave, 0) - sum(counts) if chapter else 0
        held |= {wave} if {*counts, rest} & set(SMALL) else set()
    return frozenset(held)


def items(report: ImpactReport) -> object:
    """The figures of each question."""
    flow = flow_printed(report).total
    return {name: without(as_json(found), _waves(report, found, flow)) for name, found in report.items.items()}


def without(figures: object, waves: Collection[str]) -> object:
    """One group's figures without how many have a score at these waves, and without what tells it."""
    if not isinstance(figures, dict) or not waves:
        return figures
    found: Json = dict(figures)
    for wave in waves:
        if f"n_{wave}" in found:
            found[f"n_{wave}"] = HELD
        for name in (f"{figure}_{wave}" for figure in RANGED):
            ranged = found.get(name)
            if isinstance(ranged, dict) and {"low", "high"} <= set(ranged):
                found[name] = {**ranged, "low": HELD, "high": HELD}
    return found
