"""Each circle is one workshop, or several at one place: how many one-to-ones along, and how much changed up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.impact_report.build.axis import Axis, decimals, round_ticks
from evaluation.impact_report.figures import WIDTH
from evaluation.impact_report.figures.whole_point import Bar, bar_drawn, bar_of

LEFT, TOP, BELOW = 52.0, 30.0, 44.0
WIDE, NARROW = (WIDTH, 250.0), (340.0, 300.0)
LEAST = 0.5
"""How far at least the axis of changes reaches to each side, in scale points."""
MARGIN = 0.05
"""The share of an axis that it reaches past its marks."""
Ticks = tuple[tuple[float, float], ...]


@dataclass(frozen=True, kw_only=True)
class Point:
    """One workshop: its average number of one-to-ones, its change in scale points, and the ends of its range.

    `coarser` tells that its change is a whole point beside finer ones.
    """

    along: float
    up: float
    low: float | None = None
    high: float | None = None
    coarser: bool = False


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A drawn circle: where, over which range, and how many workshops lie there.

    A change that is a whole point beside finer ones is no circle, but a `bar`.
    """

    x: float
    y: float
    low: float | None
    high: float | None
    workshops: int
    bar: Bar | None = None


@dataclass(frozen=True, kw_only=True)
class Scatter:
    """The whole figure; ticks are (value, place). The line of no change lies at `zero`, the floor at `bottom`."""

    width: float
    height: float
    left: float
    right: float
    bottom: float
    zero: float
    spots: tuple[Spot, ...]
    along: Ticks
    up: Ticks

    @property
    def coarser(self) -> bool:
        """Whether one of its changes is a whole point beside finer ones."""
        return any(spot.bar for spot in self.spots)

    @property
    def decimals(self) -> int:
        """How many decimals the numbers of its axis of changes need."""
        return decimals([value for value, _ in self.up])


def scatter(points: Sequence[Point], *, size: tuple[float, float] = WIDE) -> Scatter:
    """The figure of these workshops, between the whole numbers around them; no change always lies on it."""
    width, height = size
    bottom, right = height - BELOW, width - 16.0
    across = _around([point.along for point in points], LEFT, right)
    ends = [end for point in points for end in (point.up, point.low, point.high) if end is not None]
    ends += [end for point in points if point.coarser for end in bar_of(point.up)]
    lowest, highest = min(-LEAST, *ends), max(LEAST, *ends)
    edge = MARGIN * (highest - lowest)
    upwards = Axis(lowest - edge, highest + edge, bottom, TOP)
    return Scatter(
        width=width,
        height=height,
        left=LEFT,
        right=right,
        bottom=bottom,
        zero=upwards.at(0.0),
        spots=_spots(points, across, upwards),
        along=tuple((value, across.at(value)) for value in round_ticks(across.low, across.high, most=8)),
        up=tuple((value, upwards.at(value)) for value in round_ticks(upwards.low, upwards.high, most=6)),
    )


def _around(counts: Sequence[float], left: float, right: float) -> Axis:
    """The axis of one-to-ones, a little past the whole numbers around all of them."""
    low, high = math.floor(min(counts)), math.ceil(max(counts))
    low, high = (low, high) if high > low else (low - 1, high + 1)
    edge = MARGIN * (high - low)
    return Axis(low - edge, high + edge, left, right)


def _spots(points: Sequence[Point], across: Axis, upwards: Axis) -> tuple[Spot, ...]:
    """The circles, one for all workshops at a place, over the widest of their ranges; bars come before them."""
    places: dict[tuple[bool, float, float], list[Point]] = {}
    for point in points:
        place = (not point.coarser, across.at(point.along), upwards.at(point.up))
        places.setdefault(place, []).append(point)
    return tuple(
        Spot(
            x=x,
            y=y,
            low=_end(there, "low", upwards),
            high=_end(there, "high", upwards),
            workshops=len(there),
            bar=bar_drawn(there[0].up, upwards.at, coarser=not fine),
        )
        for (fine, x, y), there in sorted(places.items())
    )


def _end(there: Sequence[Point], name: str, upwards: Axis) -> float | None:
    ends = [end for point in there if (end := getattr(point, name)) is not None]
    return upwards.at(min(ends) if name == "low" else max(ends)) if ends else None
