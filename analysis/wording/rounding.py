"""Rounding that never says more than a figure does: a rounded one may not seem to reach what it does not."""

from collections.abc import Iterable

EXACT = 10
"""Decimals to which figures are compared."""
SHORT = 1e-6
"""How far a rounded figure is kept from a bound that the unrounded one does not reach: less than is ever printed."""


def bound_met_by_rounding(value: float, bounds: Iterable[float], *, decimals: int) -> float | None:
    """The bound that a value reaches or passes by rounding alone, coming from either side; None where there is none.

    A value that is the bound itself, to ten decimals, does reach it.
    """
    exact, rounded = round(value, EXACT), round(value, decimals)
    for bound in bounds:
        if exact < bound <= rounded or exact > bound >= rounded:
            return bound
    return None
