"""What those who are missing could change: one change and its range above another, on one axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.impact_report.build.axis import Axis, decimals, round_ticks
from evaluation.impact_report.figures import WIDTH
from evaluation.impact_report.figures.text_width import lines

TOP = 48.0
PITCH = 38.0
LABEL_SPACE = 210.0
FIGURES = 150.0
LABEL_SIZE = 12.5
MOST_TICKS = 7


@dataclass(frozen=True, kw_only=True)
class AttritionReading:
    """One way to count people, with its change in scale points and the ends of its range.

    Without a change, the range holds all that could be rather than what is likely; a change may have no range.
    """

    label: str
    detail: str
    low: float | None
    high: float | None
    change: float | None = None

    @property
    def ends(self) -> tuple[float, ...]:
        """All of it that has a place on the axis."""
        return tuple(end for end in (self.low, self.change, self.high) if end is not None)


@dataclass(frozen=True, kw_only=True)
class AttritionLine:
    """A drawn reading: its baseline, its label in lines, and the places of its dot and its ends."""

    reading: AttritionReading
    y: float
    label: tuple[str, ...]
    at: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class Attrition:
    """The whole figure; `band` holds the edges of the grey band of changes under the margin.

    `bounds` are what its changes are held against; they are never differences from a comparison group. `small` is
    the size of the numbers under its ticks; `of_shares` tells that its changes are of shares of people.
    """

    lines: tuple[AttritionLine, ...]
    axis: Axis
    ticks: tuple[tuple[float, float], ...]
    decimals: int
    band: tuple[float, float] | None
    bottom: float
    height: float
    bounds: tuple[float, ...]
    difference: bool = False
    ranged: bool = True
    of_shares: bool = False
    small: float = 10.5


def attrition(readings: Sequence[AttritionReading], *, margin: float | None, of_shares: bool = False) -> Attrition:
    """The figure of these readings, from top to bottom as they come."""
    ends = [0.0, margin or 0.1, -(margin or 0.1), *(end for each in readings for end in each.ends)]
    spare = 0.02 * (max(ends) - min(ends))
    axis = Axis(min(ends) - spare, max(ends) + spare, LABEL_SPACE + 24, WIDTH - FIGURES)
    ticks = round_ticks(axis.low, axis.high, most=MOST_TICKS)
    bottom = TOP + PITCH * (len(readings) - 1) + 20
    return Attrition(
        lines=tuple(_line(each, axis, y=TOP + PITCH * place) for place, each in enumerate(readings)),
        axis=axis,
        ticks=tuple((tick, axis.at(tick)) for tick in ticks),
        decimals=decimals(ticks),
        band=None if margin is None else (axis.at(-margin), axis.at(margin)),
        bottom=bottom,
        height=bottom + 18,
        bounds=(0.0,) if margin is None else (0.0, margin, -margin),
        of_shares=of_shares,
    )


def _line(reading: AttritionReading, axis: Axis, *, y: float) -> AttritionLine:
    return AttritionLine(
        reading=reading,
        y=y,
        label=lines(reading.label, size=LABEL_SIZE, space=LABEL_SPACE, most=2),
        at=None if reading.change is None else axis.at(reading.change),
        low=None if reading.low is None else axis.at(reading.low),
        high=None if reading.high is None else axis.at(reading.high),
    )
