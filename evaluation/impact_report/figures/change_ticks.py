"""The ticks of an axis of changes, as many as their numbers have room below it."""

from collections.abc import Sequence
from functools import partial

from evaluation.impact_report.build.axis import MOST_TICKS, Axis, decimals, round_ticks, ticked
from evaluation.impact_report.figures.text_width import width

A_TICK = 46.0
"""The room from one tick to the next where there is enough; the first renderer kept to it where there was not."""
FEW_TICKS = 5
"""Into how many gaps an axis that is short is parted."""
BETWEEN = 4.0
"""What lies at least between the numbers of two ticks."""


def with_ticks(axis: Axis, *, size: float, renderer: int) -> tuple[Axis, tuple[float, ...]]:
    """The axis with its ticks, whose numbers are of this size; the first renderer took what had room, if only one."""
    if renderer >= 2:
        roomy = min(A_TICK, (axis.right - axis.left) / FEW_TICKS)
        return ticked(axis, partial(_gap, size=size, least=roomy))
    return axis, round_ticks(axis.low, axis.high, most=min(MOST_TICKS, int((axis.right - axis.left) / A_TICK)))


def _gap(ticks: Sequence[float], *, size: float, least: float) -> float:
    """How far apart ticks stand at least: as wide as the widest of their numbers, which has a sign and decimals."""
    return max(least, BETWEEN + max(width(f"+{abs(tick):.{decimals(ticks)}f}", size) for tick in ticks))
