"""Brent's method for a root, step for step as `scipy.optimize.brentq` takes it, to the last bit.

Loading `scipy.optimize` takes longer than finding all roots of a report: it brings 250 modules for this one function.
Reference: Brent 1973, Algorithms for Minimization Without Derivatives, ch. 4.
"""

from collections.abc import Callable
from math import copysign, isnan

MOST_STEPS = 500

Point = tuple[float, float]
"""Where, and how high a function is there."""


def brent(function: Callable[[float], float], *, low: float, high: float, xtol: float, rtol: float) -> float:
    """Where a function changes sign between two points; ValueError where it does not, or where it is no number."""
    before, here = _point(function, low), _point(function, high)
    if before[1] == 0 or here[1] == 0:
        return before[0] if before[1] == 0 else here[0]
    if not _differ(before, here):
        raise ValueError("A function has the same sign at both ends.")
    opposite, long, step = before, 0.0, 0.0
    for _ in range(MOST_STEPS):
        if before[1] != 0 and _differ(before, here):
            opposite, long = before, here[0] - before[0]
            step = long
        if abs(opposite[1]) < abs(here[1]):
            before, here, opposite = here, opposite, here
        delta, half = (xtol + rtol * abs(here[0])) / 2, (opposite[0] - here[0]) / 2
        if here[1] == 0 or abs(half) < delta:
            return here[0]
        tried = _secant(before, here, opposite) if abs(long) > delta and abs(here[1]) < abs(before[1]) else None
        if tried is not None and 2 * abs(tried) < min(abs(long), 3 * abs(half) - delta):
            long, step = step, tried
        else:
            long = step = half
        before = here
        here = _point(function, here[0] + (step if abs(step) > delta else copysign(delta, half)))
    raise RuntimeError(f"No root was found in {MOST_STEPS} steps.")


def _point(function: Callable[[float], float], at: float) -> Point:
    height = float(function(at))
    if isnan(height):
        raise ValueError(f"A function is no number at {at}.")
    return at, height


def _differ(one: Point, other: Point) -> bool:
    return copysign(1, one[1]) != copysign(1, other[1])


def _secant(before: Point, here: Point, opposite: Point) -> float | None:
    """The step to where a line through two points, or a curve through three, is nil; None where it leads nowhere."""
    (x0, f0), (x1, f1), (x2, f2) = before, here, opposite
    try:
        if x0 == x2:
            return -f1 * (x1 - x0) / (f1 - f0)
        d0, d2 = (f0 - f1) / (x0 - x1), (f2 - f1) / (x2 - x1)
        return -f1 * (f2 * d2 - f0 * d0) / (d2 * d0 * (f2 - f0))
    except ZeroDivisionError:
        return None
