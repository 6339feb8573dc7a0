"""Roots and maxima of functions of one non-negative number, found to the last digit the machine can hold.

Variances between chapters can be a millionth or a million of those within them, so no bracket is taken for granted:
each is widened until the sign changes.
"""

from collections.abc import Callable
from math import copysign, isnan

import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.float64]

FINEST = 4 * float(np.finfo(float).eps)
"""The relative precision of a root: no finer one can be asked for."""
MOST_STEPS = 500

Point = tuple[float, float]
"""Where, and how high a function is there."""


def root_of_falling(function: Callable[[float], float], *, start: float = 1.0) -> float:
    """Where a function that falls with its argument crosses zero; 0 when it is at or below zero from the outset.

    The upper end of the bracket begins at `start` and doubles until the function is negative there, so a root far
    beyond the scale of the numbers is still found.
    """
    if function(0.0) <= 0:
        return 0.0
    high = start
    while function(high) > 0:
        high *= 2
    return root_between(function, low=0.0, high=high)


def root_between(function: Callable[[float], float], *, low: float, high: float) -> float:
    """Where a function changes sign between two points (Brent's method, to machine precision)."""
    return brent(function, low=low, high=high, xtol=1e-300, rtol=FINEST)


def maximum_at(height: Callable[[Grid], Grid], slope: Callable[[float], float], *, grid: Grid) -> float:
    """Where a smooth function is highest on the range of an increasing grid, its ends included.

    The highest grid point brackets the maximum; the root of the slope inside the bracket is the maximum itself, exact
    where comparing heights would stop at half the digits. At an end the slope decides whether the maximum is there.
    """
    best = int(np.argmax(height(grid)))
    low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, len(grid) - 1)])
    if slope(low) <= 0:
        return low
    if slope(high) >= 0:
        return high
    return root_between(slope, low=low, high=high)


def brent(function: Callable[[float], float], *, low: float, high: float, xtol: float, rtol: float) -> float:
    """Where a function changes sign between two points; ValueError where it does not, or where it is no number.

    Step for step as `scipy.optimize.brentq`, to the last bit: to load that and its 250 modules takes longer than all
    roots of a report.
    Reference: Brent 1973, Algorithms for Minimization Without Derivatives, ch. 4.
    """
    before, current = _point(function, low), _point(function, high)
    if before[1] == 0 or current[1] == 0:
        return before[0] if before[1] == 0 else current[0]
    if not _differ(before, current):
        raise ValueError("A function has the same sign at both ends.")
    opposite, long, step = before, 0.0, 0.0
    for _ in range(MOST_STEPS):
        if before[1] != 0 and _differ(before, current):
            opposite, long = before, current[0] - before[0]
            step = long
        if abs(opposite[1]) < abs(current[1]):
            before, current, opposite = current, opposite, current
        delta, half = (xtol + rtol * abs(current[0])) / 2, (opposite[0] - current[0]) / 2
        if current[1] == 0 or abs(half) < delta:
            return current[0]
        tried = _secant(before, current, opposite) if abs(long) > delta and abs(current[1]) < abs(before[1]) else None
        if tried is not None and 2 * abs(tried) < min(abs(long), 3 * abs(half) - delta):
            long, step = step, tried
        else:
            long = step = half
        before = current
        current = _point(function, current[0] + (step if abs(step) > delta else copysign(delta, half)))
    raise RuntimeError(f"No root was found in {MOST_STEPS} steps.")


def _point(function: Callable[[float], float], at: float) -> Point:
    height = float(function(at))
    if isnan(height):
        raise ValueError(f"A function is no number at {at}.")
    return at, height


def _differ(one: Point, other: Point) -> bool:
    return copysign(1, one[1]) != copysign(1, other[1])


def _secant(before: Point, current: Point, opposite: Point) -> float | None:
    """The step to where a line through two points, or a curve through three, is nil; None where it leads nowhere."""
    (x0, f0), (x1, f1), (x2, f2) = before, current, opposite
    try:
        if x0 == x2:
            return -f1 * (x1 - x0) / (f1 - f0)
        d0, d2 = (f0 - f1) / (x0 - x1), (f2 - f1) / (x2 - x1)
        return -f1 * (f2 * d2 - f0 * d0) / (d2 * d0 * (f2 - f0))
    except ZeroDivisionError:
        return None
