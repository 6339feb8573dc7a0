"""How people moved and answered, counted: what the drawings of people need, and nothing of any one of them."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from analysis.estimate.estimate import LATER
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.axis import AXIS_STEPS

FEWEST_IN_COLUMNS = 20
"""Fewer people than this are not drawn."""
FEWEST_IN_A_COLUMN = 3
MOST_COLUMNS = 25
SMALL = (1, 2)
WIDTHS = (0.1, 1 / 6, 0.2, 0.25, 1 / 3, *AXIS_STEPS[3:])
"""How wide columns may be, in scale points."""


class Moved(StrEnum):
    """Which way a person moved, against the smallest change worth counting."""

    DOWN = "down"
    WITHIN = "within"
    UP = "up"


@dataclass(frozen=True, kw_only=True)
class Column:
    """People who moved by about the same, `place` steps: those down and up by the margin, and those within it."""

    place: int
    within: int
    down: int
    up: int

    @property
    def people(self) -> int:
        """Everybody in it."""
        return self.within + self.down + self.up


@dataclass(frozen=True, kw_only=True)
class Moves:
    """How far 20 people or more moved, in columns of `step` scale points from the lowest place to the highest.

    Fewer than three who moved alike stand in the next column, and `joined` names the ways that such people moved;
    `joined_low` and `joined_high` tell that the outermost stands for everybody at its value or past it.
    """

    step: float
    columns: tuple[Column, ...]
    joined_low: bool
    joined_high: bool
    joined: tuple[str, ...] = field(default=(), metadata=LATER)

    @property
    def people(self) -> int:
        """Everybody in it."""
        return sum(column.people for column in self.columns)


@dataclass(frozen=True, kw_only=True)
class Sides:
    """People by their answer at one wave: below the middle of the scale, at it, and above it."""

    low: int
    neutral: int
    high: int


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers to one question of all who answered it twice, before and after."""

    before: Sides
    after: Sides


def moves_of(changes: Sequence[float], *, margin: float | None) -> Moves | None:
    """The columns of these changes in scale points, or None where there are fewer than 20."""
    if len(changes) < FEWEST_IN_COLUMNS:
        return None
    step = _step(changes, margin)
    single = Counter(_cell(change, step, margin) for change in changes)
    joined = _joined(single)
    places, drawn = [place for place, _ in single], sorted({place for place, _ in joined})
    return Moves(
        step=step,
        columns=tuple(_column(joined, place) for place in drawn),
        joined_low=min(places) < drawn[0],
        joined_high=max(places) > drawn[-1],
        joined=tuple(moved.value for moved in Moved if _of_way(single, moved) != _of_way(joined, moved)),
    )


def joined_within(moves: Moves) -> Moves:
    """The same columns with everybody who moved by less than the margin in the one of no change."""
    within = sum(column.within for column in moves.columns)
    kept = {column.place: replace(column, within=0) for column in moves.columns if column.down + column.up}
    middle = kept.get(0, Column(place=0, within=0, down=0, up=0))
    kept[0] = replace(middle, within=within)
    columns = tuple(kept[place] for place in sorted(kept) if kept[place].people)
    return replace(moves, columns=columns, joined=tuple(way for way in moves.joined if way != Moved.WITHIN))


def three_ways(changes: Sequence[float], *, margin: float | None) -> tuple[int, int, int]:
    """People up, about the same and down: by the margin, or at all where there is none."""
    moved = Counter(_moved(change, margin) for change in changes)
    return moved[Moved.UP], moved[Moved.WITHIN], moved[Moved.DOWN]


def answers_of(before: Sequence[float], after: Sequence[float], scale: Scale) -> Answers | None:
    """Answers counted, or None under 20 people, on a yes/no question, or where a side holds one or two."""
    if len(before) < FEWEST_IN_COLUMNS or scale.maximum - scale.minimum < 2:
        return None
    waves = [_sides(wave, (scale.minimum + scale.maximum) / 2) for wave in (before, after)]
    if any(count in SMALL for wave in waves for count in (wave.low, wave.neutral, wave.high)):
        return None
    return Answers(before=waves[0], after=waves[1])


def _sides(wave: Sequence[float], middle: float) -> Sides:
    low, high = sum(answer < middle for answer in wave), sum(answer > middle for answer in wave)
    return Sides(low=low, neutral=len(wave) - low - high, high=high)


Counted = Mapping[tuple[int, Moved], int]


def _column(counted: Counted, place: int) -> Column:
    within, down, up = (counted.get((place, moved), 0) for moved in (Moved.WITHIN, Moved.DOWN, Moved.UP))
    return Column(place=place, within=within, down=down, up=up)


def _step(changes: Sequence[float], margin: float | None) -> float:
    """The widest columns in which everybody stands where they moved to; otherwise those that begin at the margin."""
    widest = max(changes) - min(changes)
    fitting = [step for step in WIDTHS if widest / step < MOST_COLUMNS] or [float(widest)]
    exact = [step for step in fitting if all(_is_multiple(change, step) for change in changes)]
    at_margin = [step for step in fitting if margin and _is_multiple(margin, step)]
    if exact:
        return max((step for step in exact if step <= max(margin or 0, 1)), default=exact[0])
    return (at_margin or fitting)[0]


def _is_multiple(value: float, step: float) -> bool:
    return abs(value / step - round(value / step)) < 1e-6


def _cell(change: float, step: float, margin: float | None) -> tuple[int, Moved]:
    """Where a person stands and which way they moved: who moved by the margin never in the band of those within it."""
    place, moved = round(round(change / step, 9)), _moved(change, margin)
    edge = max(1, math.ceil(round((margin or 0) / step, 9)))
    if moved is Moved.WITHIN:
        return min(max(place, 1 - edge), edge - 1), moved
    return (max(place, edge) if moved is Moved.UP else min(place, -edge)), moved


def _moved(change: float, margin: float | None) -> Moved:
    size, edge = round(change, 10), round(margin or 0, 10)
    if size >= edge and size > 0:
        return Moved.UP
    return Moved.DOWN if size <= -edge and size < 0 else Moved.WITHIN


def _joined(counted: Counter[tuple[int, Moved]]) -> Counter[tuple[int, Moved]]:
    """The columns with fewer than three people drawn into the next one towards no change, of those who moved one way.

    Where fewer than three moved one way in all, they stand in the nearest column of the others.
    """
    kept: Counter[tuple[int, Moved]] = Counter()
    few: Counter[tuple[int, Moved]] = Counter()
    for moved in Moved:
        people = _of_way(counted, moved)
        columns = few if sum(people.values()) < FEWEST_IN_A_COLUMN else kept
        columns.update({(place, moved): count for place, count in _of_three_or_more(people).items()})
    for (place, moved), count in few.items():
        nearest = min((other for other, _ in kept), key=lambda other: abs(other - place), default=place)
        kept[nearest, moved] += count
    return kept


def _of_way(counted: Counted, moved: Moved) -> dict[int, int]:
    """The people by place who moved one way."""
    return {place: count for (place, way), count in counted.items() if way is moved}


def _of_three_or_more(people: Mapping[int, int]) -> dict[int, int]:
    """People by place, those of a place with fewer than three at the next one inwards, the innermost ones outwards."""
    kept: dict[int, int] = {}
    waiting = {-1: 0, 1: 0}
    for place in sorted(people, key=lambda place: -abs(place)):
        sides = (-1, 1) if place == 0 else (-1,) if place < 0 else (1,)
        gathered = people[place] + sum(waiting[side] for side in sides)
        waiting |= dict.fromkeys(sides, 0)
        if gathered >= FEWEST_IN_A_COLUMN:
            kept[place] = gathered
        else:
            waiting[sides[0]] = gathered
    if rest := sum(waiting.values()):
        innermost = min(kept or people, key=abs)
        kept[innermost] = kept.get(innermost, 0) + rest
    return kept
