"""Before and after on the full scale, one row an outcome, with each change and its range on an aligned axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.wording.rounding import Ranged
from evaluation.impact_report.build.axis import Axis, whole_ticks
from evaluation.impact_report.figures.text_width import lines
from evaluation.impact_report.figures.whole_point import Bar, bar_drawn, bar_of

LEFT, RIGHT = 176.0, 424.0
ZERO, HALF_WIDTH, BAND = 522.0, 84.0, 21.0
HALF_OF_WHOLE_POINTS = 62.0
"""Half the width of the changes where one of them is written with "about", which takes more room beside them."""
TOP = 26.0
ROOMY, SNUG = 57.0, 50.0
ROOMY_ROWS = 4


@dataclass(frozen=True, kw_only=True)
class DumbbellOutcome:
    """One row's figures in scale points of so many people; `low` and `high` are None where the change has no range.

    `ranged` has them as they are written together. `welcome` tells which way it clearly moved, and is None where it did
    not. Beside a comparison group the change is the difference from it. `coarser` tells that its figures are whole
    points beside finer ones; `of_shares` that they are shares of people.
    """

    label: str
    detail: str
    people: int
    minimum: float
    maximum: float
    pre: float
    post: float
    change: float
    low: float | None
    high: float | None
    margin: float | None
    ranged: Ranged | None = None
    pictured: bool = False
    welcome: bool | None = None
    coarser: bool = False
    of_shares: bool = False

    @property
    def bounds(self) -> tuple[float, ...]:
        """What its change is held against."""
        return (0.0,) if self.margin is None else (0.0, self.margin, -self.margin)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A drawn row: its baseline, the places of both dots and the ticks, and the change on the aligned axis.

    `bar` has the ends of the bar that stands for a change that is a whole point beside finer ones.
    """

    outcome: DumbbellOutcome
    y: float
    label: tuple[str, ...]
    detail: tuple[str, ...]
    pre: float
    post: float
    ticks: tuple[tuple[float, float], ...]
    circles: tuple[tuple[float, float], ...]
    change: float
    low: float | None
    high: float | None
    bar: Bar | None = None

    @property
    def falls(self) -> bool:
        """Whether the dot of After stands left of the dot of Before."""
        return self.post < self.pre


@dataclass(frozen=True, kw_only=True)
class Dumbbell:
    """The whole figure: rows, height, the space a row takes, and the half-width of the grey band (0 without margin).

    With `difference` the aligned axis is of differences from a comparison group.
    """

    rows: tuple[Row, ...]
    height: float
    pitch: float
    band: float
    margins: tuple[DumbbellOutcome, ...]
    difference: bool = False

    @property
    def coarser(self) -> bool:
        """Whether one of its changes is a whole point beside finer ones."""
        return any(row.bar for row in self.rows)


def dumbbell(outcomes: Sequence[DumbbellOutcome], *, difference: bool = False) -> Dumbbell:
    """The figure of these outcomes, in the order given.

    The change axis counts in margins, so that scales of different length stand on one axis and the grey band is the
    same for all; an outcome without a margin counts in twentieths of its scale.
    """
    pitch = ROOMY if len(outcomes) <= ROOMY_ROWS else SNUG
    half = HALF_OF_WHOLE_POINTS if any(outcome.coarser for outcome in outcomes) else HALF_WIDTH
    unit = min(BAND, half / (max((_furthest(outcome) for outcome in outcomes), default=1) or 1))
    rows = tuple(_row(outcome, y=TOP + pitch * place, unit=unit) for place, outcome in enumerate(outcomes))
    with_margin = [outcome for outcome in outcomes if outcome.margin is not None]
    kinds = {(outcome.margin, outcome.minimum, outcome.maximum): outcome for outcome in reversed(with_margin)}
    return Dumbbell(
        rows=rows,
        height=TOP + pitch * len(rows) + 14,
        pitch=pitch,
        band=unit if with_margin else 0,
        margins=tuple(reversed(kinds.values())),
        difference=difference,
    )


def _yardstick(outcome: DumbbellOutcome) -> float:
    return outcome.margin or (outcome.maximum - outcome.minimum) / 20


def _furthest(outcome: DumbbellOutcome) -> float:
    ends: list[float] = [outcome.change, outcome.low or 0, outcome.high or 0]
    ends += bar_of(outcome.change) if outcome.coarser else ()
    return max(abs(end) for end in ends) / _yardstick(outcome)


def _row(outcome: DumbbellOutcome, *, y: float, unit: float) -> Row:
    scale = Axis(outcome.minimum, outcome.maximum, LEFT, RIGHT)
    ticks = tuple((tick, scale.at(tick)) for tick in whole_ticks(outcome.minimum, outcome.maximum))
    step = unit / _yardstick(outcome)
    label = lines(outcome.label, size=12.5, space=160, most=2)
    return Row(
        outcome=outcome,
        y=y,
        label=label,
        detail=lines(outcome.detail, size=10.5, space=160, most=3 - len(label)),
        pre=scale.at(outcome.pre),
        post=scale.at(outcome.post),
        ticks=ticks,
        circles=_circles(ticks) if outcome.pictured else (),
        change=_along(outcome.change, step),
        low=None if outcome.low is None else _along(outcome.low, step),
        high=None if outcome.high is None else _along(outcome.high, step),
        bar=bar_drawn(outcome.change, lambda change: _along(change, step), coarser=outcome.coarser),
    )


def _along(change: float, step: float) -> float:
    return round(ZERO + change * step, 1)


def _circles(ticks: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Two circles for each answer that is a picture, apart at the low end and nearly one at the high end."""
    furthest, nearest = 12.0, 2.0
    shrink = (furthest - nearest) / max(len(ticks) - 1, 1)
    apart = [furthest - shrink * place for place in range(len(ticks))]
    return tuple((round(x - gap / 2, 1), round(x + gap / 2, 1)) for (_, x), gap in zip(ticks, apart, strict=True))
