"""The bar that stands for a change told as a whole point beside finer ones: it may be half a point either way."""

from collections.abc import Callable

from analysis.disclosure.disclosure import HALF_A_POINT

Bar = tuple[float, float]


def bar_of(change: float | None) -> Bar | tuple[()]:
    """The ends of the bar of a change in scale points; none without a change."""
    return () if change is None else (change - HALF_A_POINT, change + HALF_A_POINT)


def bar_drawn(change: float | None, at: Callable[[float], float], *, coarser: bool) -> Bar | None:
    """Where the ends of the bar stand on an axis; None of a change that is as fine as those beside it."""
    ends = bar_of(change) if coarser else ()
    return (at(ends[0]), at(ends[1])) if ends else None
