"""From scale points to places on a line, and where its ticks stand."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

AXIS_STEPS = (0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0)
FEWEST_TICKS, MOST_TICKS = 3, 7


@dataclass(frozen=True)
class Axis:
    """A line whose values from `low` to `high` lie between `left` and `right`."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """The place of a value, to a tenth of a unit; a value past an end stands at that end."""
        inside = min(max(value, self.low), self.high)
        return round(self.left + (inside - self.low) / (self.high - self.low) * (self.right - self.left), 1)


def decimals(ticks: Sequence[float]) -> int:
    """How many decimals ticks need, all of them the same, two at the most."""
    return max((len(f"{round(tick, 2):g}".partition(".")[2]) for tick in ticks), default=0)


def whole_ticks(low: float, high: float) -> tuple[float, ...]:
    """Every whole number of a scale from end to end, or fewer where they would not fit: both ends always."""
    step = next(each for each in (1, 2, 5, 10, 20, 25, 50, 100, 1000) if (high - low) / each <= 10)
    inner = [low + step * place for place in range(math.ceil((high - low) / step))]
    return (*inner, high)


def round_ticks(low: float, high: float, *, most: int = 7) -> tuple[float, ...]:
    """Round numbers between `low` and `high`, zero among them where it lies between, and no more than `most`."""
    step = next((each for each in AXIS_STEPS if (high - low) / each < most), high - low)
    first, last = math.ceil(round(low / step, 9)), math.floor(round(high / step, 9))
    return tuple(round(place * step, 6) + 0.0 for place in range(first, last + 1))


def ticked(axis: Axis, gap: Callable[[Sequence[float]], float]) -> tuple[Axis, tuple[float, ...]]:
    """The axis with as many round ticks as the `gap` that they need between them lets in, at least three.

    Where its ends let fewer than three in, they are set as little further out as three of them take.
    """
    tried = (_at_step(axis, step) for step in (*AXIS_STEPS, 200.0, 250.0, 500.0, 1000.0))
    fitting = [each for each in tried if len(each[1]) <= MOST_TICKS and _apart(*each) >= gap(each[1])]
    return min(fitting, key=lambda each: each[0].high - each[0].low, default=(axis, round_ticks(axis.low, axis.high)))


def _at_step(axis: Axis, step: float) -> tuple[Axis, tuple[float, ...]]:
    """The axis with ticks a step apart, three at least: further ones past the end that is nearer to them."""
    first, last = math.ceil(round(axis.low / step, 9)), math.floor(round(axis.high / step, 9))
    while last - first + 1 < FEWEST_TICKS:
        if axis.low / step - first < last - axis.high / step:
            first -= 1
        else:
            last += 1
    ends = {"low": min(axis.low, first * step), "high": max(axis.high, last * step)}
    return replace(axis, **ends), tuple(round(place * step, 6) + 0.0 for place in range(first, last + 1))


def _apart(axis: Axis, ticks: Sequence[float]) -> float:
    """How far from one another ticks stand on an axis."""
    return (ticks[1] - ticks[0]) / (axis.high - axis.low) * (axis.right - axis.left)
