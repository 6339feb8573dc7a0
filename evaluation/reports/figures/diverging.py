"""Answers to one question as diverging bars, before above after, with the neutral answer apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.scoring import Scale
from evaluation.reports.figures.axis import Axis

FEWEST = 20
SMALL = (1, 2)
LEFT, MIDDLE, RIGHT = 50.0, 125.0, 200.0
APART, FURTHEST = 232.0, 290.0

Answers = tuple[Sequence[float], Sequence[float]]
"""What everybody answered before, and after, in the same order of people."""


@dataclass(frozen=True)
class Bar:
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

    before: Bar
    after: Bar
    n: int


def diverging(answers: Answers | None, scale: Scale) -> Diverging | None:
    """The bars of a question, or None under 20 people, on a yes/no question, or where a group holds one or two."""
    if answers is None or len(answers[0]) < FEWEST or scale.maximum - scale.minimum < 2:
        return None
    bars = [_bar(wave, scale) for wave in answers]
    if any(count in SMALL for bar in bars for count in (bar.low, bar.neutral, bar.high)):
        return None
    return Diverging(bars[0], bars[1], len(answers[0]))


def _bar(wave: Sequence[float], scale: Scale) -> Bar:
    middle = (scale.minimum + scale.maximum) / 2
    low = sum(answer < middle for answer in wave)
    high = sum(answer > middle for answer in wave)
    neutral = len(wave) - low - high
    axis = Axis(-len(wave), len(wave), LEFT, RIGHT)
    apart = Axis(0, len(wave), APART, FURTHEST)
    return Bar(low, neutral, high, axis.at(-low), axis.at(high), apart.at(neutral))
