"""Each circle is one person: how far everyone moved, from 20 pairs on; bars where people are many.

Outer columns are joined until each holds three, so that no single person at an end can be picked out.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evaluation.reports.figures.axis import STEPS, Axis

FEWEST = 20
MOST_CIRCLES = 150
FEWEST_AT_THE_END = 3
LEFT, RIGHT, FLOOR, CEILING = 16.0, 304.0, 84.0, 8.0
MOST_COLUMNS = 25
NEAREST, WORDS = 34.0, 52.0


class Moved(StrEnum):
    """Which way a person moved, against the smallest change worth counting."""

    DOWN = "down"
    WITHIN = "within"
    UP = "up"


@dataclass(frozen=True)
class Circle:
    """One person."""

    x: float
    y: float
    moved: Moved


@dataclass(frozen=True)
class Bar:
    """Several people who moved alike, where there are too many for circles."""

    x: float
    y: float
    width: float
    height: float
    moved: Moved


@dataclass(frozen=True, kw_only=True)
class People:
    """The figure: circles or bars, the grey band of changes within the margin, and ticks as (value, place, at an end).

    The last part of a tick is -1 or 1 where its column holds everybody at its value or past it, else 0.
    """

    circles: tuple[Circle, ...]
    bars: tuple[Bar, ...]
    radius: float
    band: tuple[float, float] | None
    ticks: tuple[tuple[float, float, int], ...]


def people(changes: Sequence[float], *, margin: float | None) -> People | None:
    """The figure of these changes in scale points, or None where there are fewer than 20."""
    if len(changes) < FEWEST:
        return None
    step = _step(changes)
    single = Counter((_column(change, step), _moved(change, margin)) for change in changes)
    columns = _joined(single)
    low, high = _ends(columns)
    axis = Axis(low * step, high * step, LEFT, RIGHT)
    tallest = max(_heights(columns).values())
    circles = len(changes) <= MOST_CIRCLES
    radius = min(4.6, (FLOOR - CEILING) / (2.4 * tallest), (RIGHT - LEFT) / (high - low) / 2.6)
    return People(
        circles=_circles(columns, axis, step=step, radius=radius) if circles else (),
        bars=() if circles else _bars(columns, axis, step=step, tallest=tallest),
        radius=round(radius, 2),
        band=None if margin is None else (axis.at(-margin), axis.at(margin)),
        ticks=_ticks(axis, step=step, ends=(low, high), joined=_drawn_in(single, columns)),
    )


Columns = Counter[tuple[int, Moved]]


def _step(changes: Sequence[float]) -> float:
    widest = max(changes) - min(changes)
    return next((step for step in (0.1, 0.2, 0.25, 1 / 3, *STEPS[3:]) if widest / step < MOST_COLUMNS), widest)


def _column(change: float, step: float) -> int:
    return round(round(change / step, 9))


def _moved(change: float, margin: float | None) -> Moved:
    size, edge = round(change, 10), round(margin or 0, 10)
    if size >= edge and size > 0:
        return Moved.UP
    return Moved.DOWN if size <= -edge and size < 0 else Moved.WITHIN


def _heights(columns: Columns) -> Counter[int]:
    heights: Counter[int] = Counter()
    for (column, _), n in columns.items():
        heights[column] += n
    return heights


def _joined(columns: Columns) -> Columns:
    """The columns with those at either end drawn in until the outermost hold three people."""
    for outward in (-1, 1):
        heights = _heights(columns)
        order = sorted(heights, key=lambda column: -outward * column)
        while len(order) > 2 and heights[order[0]] < FEWEST_AT_THE_END:
            taken = order.pop(0)
            heights[order[0]] += heights.pop(taken)
            columns = Counter({key: columns[key] for key in columns if key[0] != taken}) + Counter(
                {(order[0], moved): columns[taken, moved] for moved in Moved}
            )
    return columns


def _ends(columns: Columns) -> tuple[int, int]:
    """The outermost columns drawn, zero and its neighbours always among them."""
    drawn = [column for column, _ in columns]
    return min(*drawn, -2), max(*drawn, 2)


def _ordered(columns: Columns, column: int) -> list[Moved]:
    """Everybody in a column, those nearest to no change at the bottom."""
    return [moved for moved in (Moved.WITHIN, Moved.DOWN, Moved.UP) for _ in range(columns[column, moved])]


def _circles(columns: Columns, axis: Axis, *, step: float, radius: float) -> tuple[Circle, ...]:
    return tuple(
        Circle(axis.at(column * step), round(FLOOR - radius * (1.74 + 2.4 * place), 1), moved)
        for column in sorted(_heights(columns))
        for place, moved in enumerate(_ordered(columns, column))
    )


def _bars(columns: Columns, axis: Axis, *, step: float, tallest: int) -> tuple[Bar, ...]:
    wide = min(0.82 * (axis.at(step) - axis.at(0)), 24)
    unit = (FLOOR - CEILING) / tallest
    bars: list[Bar] = []
    for column in sorted(_heights(columns)):
        y = FLOOR
        for moved in (Moved.WITHIN, Moved.DOWN, Moved.UP):
            height = round(columns[column, moved] * unit, 1)
            y -= height
            if height:
                bars.append(
                    Bar(round(axis.at(column * step) - wide / 2, 1), round(y, 1), round(wide, 1), height, moved)
                )
    return tuple(bars)


def _drawn_in(single: Columns, columns: Columns) -> dict[int, int]:
    """The end columns that hold more than their own value, with the way they reach: -1 or less, 1 or more."""
    places, drawn = [column for column, _ in single], [column for column, _ in columns]
    ends = {min(drawn): -1} if min(places) < min(drawn) else {}
    return ends | ({max(drawn): 1} if max(places) > max(drawn) else {})


def _ticks(
    axis: Axis, *, step: float, ends: tuple[int, int], joined: dict[int, int]
) -> tuple[tuple[float, float, int], ...]:
    """Zero, the two ends, and what fits halfway."""
    low, high = ends
    kept: dict[int, float] = {}
    for place in (low, high, 0, round(low / 2), round(high / 2)):
        x = axis.at(place * step)
        if all(abs(x - other) >= NEAREST + (WORDS if each in joined else 0) for each, other in kept.items()):
            kept[place] = x
    return tuple((place * step, kept[place], joined.get(place, 0)) for place in sorted(kept))
