"""The ranges that a report prints: within what a scale allows, and of a yes/no question Newcombe's.

Every sentence, drawing and table takes its ranges from here. The machine-readable report tells those of the tests.
"""

from dataclasses import replace
from typing import Any, TypeVar

from analysis.estimate.estimate import Estimate, Interval, NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.scoring.scoring import Scale
from analysis.wording.renderer import RENDERER_VERSION

Ranged = TypeVar("Ranged", bound=Any)
"""Anything frozen with the ends of a range, `low` and `high`; what cannot be had stays as it is."""


def within_scale(found: Ranged, scale: Any, *, compared: bool = False, renderer: int = RENDERER_VERSION) -> Ranged:  # noqa: ANN401 - a scale, or an outcome with its ends
    """The same with no end further from nil than a change can be, or, `compared`, the difference of two changes.

    The first renderer printed any.
    """
    if renderer < 2:
        return found
    most = (scale.maximum - scale.minimum) * (2 if compared else 1)
    ends = {name: getattr(found, name, None) for name in ("low", "high")}
    past = {name: end for name, end in ends.items() if isinstance(end, float) and abs(end) > most}
    kept: Ranged = replace(found, **{name: most if end > 0 else -most for name, end in past.items()}) if past else found
    return kept


def range_of_change(
    figures: SampleFigures, scale: Scale, *, renderer: int = RENDERER_VERSION
) -> Interval | NotEstimable | Suppressed:
    """The range of one group's average change; of a yes/no question Newcombe's paired interval, where it is told."""
    paired, change = figures.difference, figures.change
    if (
        renderer >= 2
        and isinstance(paired, Estimate)
        and isinstance(paired.low, float)
        and isinstance(paired.high, float)
    ):
        return within_scale(Interval(low=paired.low, high=paired.high), scale)
    if isinstance(change, NotEstimable | Suppressed):
        return change
    return within_scale(Interval(low=change.low, high=change.high), scale, renderer=renderer)
