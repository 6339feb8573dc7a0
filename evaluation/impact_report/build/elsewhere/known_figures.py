"""The figures of outcomes as far as it is known whom they are of: who is missing, and which chapters were asked."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from analysis.estimate.answered_once import AnsweredOnce
from analysis.estimate.sample import SampleFigures
from analysis.sensitivity.attrition import NOT_KNOWN
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.same_questions import NOT_ASKED


def as_known(outcomes: Mapping[str, OutcomeFigures], context: Context) -> dict[str, OutcomeFigures]:
    """The outcomes without what the missing could do, where nobody knows who is missing, and with why a chapter has no
    figures, where it was not asked.
    """
    unasked = context.elsewhere.not_asked_in if context.elsewhere else {}
    found = {name: _unasked(each, unasked[name]) if name in unasked else each for name, each in outcomes.items()}
    if context.answered_once is not AnsweredOnce.LEFT_OUT:
        return found
    return {name: replace(each, missing=NOT_KNOWN) for name, each in found.items()}


def _unasked(outcome: OutcomeFigures, chapters: Collection[str]) -> OutcomeFigures:
    held = {
        name: NOT_ASKED if name in chapters and not isinstance(found, SampleFigures) else found
        for name, found in outcome.chapters.items()
    }
    workshops = {
        cell: NOT_ASKED if cell.split("/")[0] in chapters and not isinstance(found, SampleFigures) else found
        for cell, found in outcome.experiments.items()
    }
    return replace(outcome, chapters=held, experiments=workshops)
