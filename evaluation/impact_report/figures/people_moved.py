"""Each circle is one person: how far everyone moved, from 20 pairs on; bars where people are many."""

from dataclasses import dataclass

from analysis.wording.renderer import RENDERER_VERSION
from evaluation.impact_report.build.axis import Axis, decimals
from evaluation.impact_report.build.histograms import Column, Moved, Moves

MOST_CIRCLES = 150
LEFT, RIGHT, FLOOR, CEILING = 16.0, 304.0, 84.0, 8.0
NEAREST, WORDS = 34.0, 52.0
INSET = 34.0
"""How much further in the outermost columns stand where words are below them."""


@dataclass(frozen=True)
class Circle:
    """One person."""

    x: float
    y: float
    moved: Moved


@dataclass(frozen=True)
class PeopleBar:
    """Several people who moved alike, where there are too many for circles."""

    x: float
    y: float
    width: float
    height: float
    moved: Moved


@dataclass(frozen=True, kw_only=True)
class People:
    """The figure: circles or bars, the grey band of changes within the margin, and ticks as (value, place, at an end).

    The last part of a tick is -1 or 1 where its column holds everybody at its value or past it, else 0. `joined` tells
    that one or two people alone stand in the next column. Of a question that is answered `yes_or_no` the ticks are the
    three that there are, and told in words. `stated` tells that it is known which way is better.
    """

    circles: tuple[Circle, ...]
    bars: tuple[PeopleBar, ...]
    radius: float
    band: tuple[float, float] | None
    ticks: tuple[tuple[float, float, int], ...]
    joined: bool
    yes_or_no: bool = False
    stated: bool = True

    @staticmethod
    def places(value: float, *, renderer: int) -> int:
        """How many decimals a tick needs; the first renderer wrote one at the most."""
        return decimals([value]) if renderer >= 2 else int(bool(value % 1))


def people_moved(
    moves: Moves | None,
    *,
    margin: float | None,
    yes_or_no: bool = False,
    stated: bool = True,
    renderer: int = RENDERER_VERSION,
) -> People | None:
    """The figure of these moves, or None where people are too few to be counted so.

    A move of exactly the margin is none within it, so the band ends beside the column that stands there; the first
    renderer drew it to the middle of that column.
    """
    if moves is None:
        return None
    in_words = yes_or_no and renderer >= 2
    low, high = _ends(moves, least=round(1 / moves.step) if in_words else 2, renderer=renderer)
    axis = Axis(low * moves.step, high * moves.step, LEFT + in_words * INSET, RIGHT - in_words * INSET)
    tallest = max(column.people for column in moves.columns)
    circles, wide = moves.people <= MOST_CIRCLES, _width(moves, axis)
    radius = min(4.6, (FLOOR - CEILING) / (2.4 * tallest), (RIGHT - LEFT) / (high - low) / 2.6)
    return People(
        circles=_circles(moves, axis, radius=radius) if circles else (),
        bars=() if circles else _bars(moves, axis, tallest=tallest),
        radius=round(radius, 2),
        band=_band(
            moves, axis, margin=margin, half_a_column=(radius if circles else wide / 2) if renderer >= 2 else 0.0
        ),
        ticks=_ticks(axis, step=moves.step, ends=(low, high), joined=_joined(moves)),
        joined=bool(moves.joined),
        yes_or_no=in_words,
        stated=stated,
    )


def _ends(moves: Moves, *, least: int, renderer: int) -> tuple[int, int]:
    """The outermost columns drawn, zero and what lies so far from it always among them.

    A column that stands for its value "or more" ends the figure: no further value stands beyond it.
    """
    low, high = moves.columns[0].place, moves.columns[-1].place
    ends_low, ends_high = (
        (moves.joined_low and low < 0, moves.joined_high and high > 0) if renderer >= 2 else (False, False)
    )
    return low if ends_low else min(low, -least), high if ends_high else max(high, least)


def _counts(column: Column) -> tuple[tuple[Moved, int], ...]:
    """Everybody in a column, those nearest to no change at the bottom."""
    return (Moved.WITHIN, column.within), (Moved.DOWN, column.down), (Moved.UP, column.up)


def _circles(moves: Moves, axis: Axis, *, radius: float) -> tuple[Circle, ...]:
    return tuple(
        Circle(axis.at(column.place * moves.step), round(FLOOR - radius * (1.74 + 2.4 * height), 1), moved)
        for column in moves.columns
        for height, moved in enumerate(moved for moved, count in _counts(column) for _ in range(count))
    )


def _band(moves: Moves, axis: Axis, *, margin: float | None, half_a_column: float) -> tuple[float, float] | None:
    """The grey band, which leaves out a column that stands at its edge."""
    if margin is None:
        return None
    at_edge = abs(margin / moves.step - round(margin / moves.step)) < 1e-6
    inset = min(half_a_column, 0.6 * (axis.at(margin) - axis.at(0))) if at_edge else 0.0
    return round(axis.at(-margin) + inset, 1), round(axis.at(margin) - inset, 1)


def _width(moves: Moves, axis: Axis) -> float:
    """How wide a bar is."""
    return min(0.82 * (axis.at(moves.step) - axis.at(0)), 24)


def _bars(moves: Moves, axis: Axis, *, tallest: int) -> tuple[PeopleBar, ...]:
    wide = _width(moves, axis)
    unit = (FLOOR - CEILING) / tallest
    bars: list[PeopleBar] = []
    for column in moves.columns:
        x, y = round(axis.at(column.place * moves.step) - wide / 2, 1), FLOOR
        for moved, count in _counts(column):
            height = round(count * unit, 1)
            y -= height
            if height:
                bars.append(PeopleBar(x, round(y, 1), round(wide, 1), height, moved))
    return tuple(bars)


def _joined(moves: Moves) -> dict[int, int]:
    """The end columns that hold more than their own value, with the way they reach: -1 or less, 1 or more."""
    ends = {moves.columns[0].place: -1} if moves.joined_low else {}
    return ends | ({moves.columns[-1].place: 1} if moves.joined_high else {})


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
