"""Roots and maxima of functions of one non-negative number, found to the last digit the machine can hold.

Variances between chapters can be a millionth or a million of those within them, so no bracket is taken for granted:
each is widened until the sign changes.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from analysis.estimate.brent import brent

Grid = npt.NDArray[np.float64]

FINEST = 4 * float(np.finfo(float).eps)
"""The relative precision of a root: no finer one can be asked for."""


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
