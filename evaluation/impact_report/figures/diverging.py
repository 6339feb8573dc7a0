"""Answers to one question as diverging bars, before above after, with the neutral answer apart."""

from dataclasses import dataclass

from evaluation.impact_report.build.axis import Axis
from evaluation.impact_report.build.histograms import Answers, Sides

LEFT, MIDDLE, RIGHT = 50.0, 125.0, 200.0
APART, FURTHEST = 232.0, 290.0


@dataclass(frozen=True)
class DivergingBar:
    """One wave: people below the middle of the scale, at it, and above it, with the places of their bars."""

    low: int
    neutral: int
    high: int
    low_x: float
    high_x: float
    neutral_x: float


@dataclass(frozen=True)
class Diverging:
    """Before and after; `n` people answered both times. The middle of the scale stands at 125, the neutral at 232."""

    before: DivergingBar
    after: DivergingBar
    n: int


def diverging(answers: Answers | None) -> Diverging | None:
    """The bars of a question, or None where its answers are not counted."""
    if answers is None:
        return None
    n = answers.before.low + answers.before.neutral + answers.before.high
    return Diverging(_bar(answers.before, n), _bar(answers.after, n), n)


def _bar(wave: Sides, n: int) -> DivergingBar:
    axis, apart = Axis(-n, n, LEFT, RIGHT), Axis(0, n, APART, FURTHEST)
    return DivergingBar(
        wave.low, wave.neutral, wave.high, axis.at(-wave.low), axis.at(wave.high), apart.at(wave.neutral)
    )
