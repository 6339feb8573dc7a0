"""From scale points to places on a line, and where its ticks stand."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

AXIS_STEPS = (0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0)


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
