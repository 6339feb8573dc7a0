"""Rounding that never says more than a figure does: a rounded one may not seem to reach what it does not."""

from collections.abc import Iterable
from dataclasses import dataclass

EXACT = 10
"""Decimals to which figures are compared."""
SHORT = 1e-6
"""How far a rounded figure is kept from a bound that the unrounded one does not reach: less than is ever printed."""

FINEST = 6
"""The most decimals with which an estimate is told from an end of its range."""
CLOSE = 0.01
"""By how much a difference may seem to be off from its sides, where it is theirs, by rounding alone."""


@dataclass(frozen=True, kw_only=True)
class Ranged:
    """An estimate with the ends of its range, all written with as many decimals; None is what cannot be had.

    `sides` are the two figures that it is the difference of, where these stand beside it.
    """

    change: float | None
    low: float | None
    high: float | None
    sides: tuple[float, float] | None = None

    def decimals(self, fewest: int, bounds: Iterable[float]) -> int:
        """How many decimals it takes, `fewest` or more.

        So many that no figure seems to reach a bound that it does not (one more, where that helps), that the estimate
        stands apart from the ends of its range, and that its sides differ by it.
        """
        held = tuple(bounds)
        figures = [each for each in (self.change, self.low, self.high) if each is not None]
        finer = any(is_finer_needed(each, held, decimals=fewest) for each in figures) or not self._adds_up(fewest)
        enough = (each for each in range(fewest + finer, FINEST + 1) if self._stands_apart(each))
        return next(enough, fewest + finer)

    @property
    def is_of_its_sides(self) -> bool:
        """Whether it is the difference of its sides, and of nothing that lies between: it may be written finer."""
        return self.sides is None or self.change is None or abs(self.sides[0] - self.sides[1] - self.change) < SHORT

    def _adds_up(self, decimals: int) -> bool:
        if self.sides is None or self.change is None or not self.is_of_its_sides:
            return True
        one, other, change = (round(value, decimals) for value in (*self.sides, self.change))
        return abs(one - other - change) <= CLOSE

    def _stands_apart(self, decimals: int) -> bool:
        if self.change is None:
            return True
        ends = [end for end in (self.low, self.high) if end is not None and abs(end - self.change) > SHORT]
        return all(round(end, decimals) != round(self.change, decimals) for end in ends)


def sign_of(value: float) -> int:
    """On which side of nil a value lies, -1, 0 or 1: what is left over of an exact nil by computing it lies on none."""
    exact = round(value, EXACT)
    return (exact > 0) - (exact < 0)


def bound_met_by_rounding(value: float, bounds: Iterable[float], *, decimals: int) -> float | None:
    """The bound that a value reaches or passes by rounding alone, coming from either side; None where there is none.

    A value that is the bound itself, to ten decimals, does reach it.
    """
    exact, rounded = round(value, EXACT), round(value, decimals)
    for bound in bounds:
        if exact < bound <= rounded or exact > bound >= rounded:
            return bound
    return None


def is_finer_needed(value: float, bounds: tuple[float, ...], *, decimals: int) -> bool:
    """Whether a value seems to reach a bound that it does not, and no longer does with one decimal more."""
    near = bound_met_by_rounding(value, bounds, decimals=decimals) is not None
    return near and bound_met_by_rounding(value, bounds, decimals=decimals + 1) is None
