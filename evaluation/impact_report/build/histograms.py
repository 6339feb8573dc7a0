"""How people moved and answered, counted: what the drawings of people need, and nothing of any one of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.axis import STEPS

FEWEST = 20
"""Fewer people than this are not drawn."""
FEWEST_AT_THE_END = 3
MOST_COLUMNS = 25
SMALL = (1, 2)


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

    Outer columns are joined until each holds three; `joined_low` and `joined_high` tell that the outermost stands for
    everybody at its value or past it.
    """

    step: float
    columns: tuple[Column, ...]
    joined_low: bool
    joined_high: bool

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
    if len(changes) < FEWEST:
        return None
    step = _step(changes)
    single = Counter((_place(change, step), _moved(change, margin)) for change in changes)
    joined = _joined(single)
    places, drawn = [place for place, _ in single], sorted({place for place, _ in joined})
    return Moves(
        step=step,
        columns=tuple(_column(joined, place) for place in drawn),
        joined_low=min(places) < drawn[0],
        joined_high=max(places) > drawn[-1],
    )


def joined_within(moves: Moves) -> Moves:
    """The same columns with everybody who moved by less than the margin in the one of no change."""
    within = sum(column.within for column in moves.columns)
    kept = {column.place: replace(column, within=0) for column in moves.columns if column.down + column.up}
    middle = kept.get(0, Column(place=0, within=0, down=0, up=0))
    kept[0] = replace(middle, within=within)
    return replace(moves, columns=tuple(kept[place] for place in sorted(kept) if kept[place].people))


def three_ways(changes: Sequence[float], *, margin: float | None) -> tuple[int, int, int]:
    """People up, about the same and down: by the margin, or at all where there is none."""
    moved = Counter(_moved(change, margin) for change in changes)
    return moved[Moved.UP], moved[Moved.WITHIN], moved[Moved.DOWN]


def answers_of(before: Sequence[float], after: Sequence[float], scale: Scale) -> Answers | None:
    """Answers counted, or None under 20 people, on a yes/no question, or where a side holds one or two."""
    if len(before) < FEWEST or scale.maximum - scale.minimum < 2:
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


def _step(changes: Sequence[float]) -> float:
    widest = max(changes) - min(changes)
    return next((step for step in (0.1, 0.2, 0.25, 1 / 3, *STEPS[3:]) if widest / step < MOST_COLUMNS), float(widest))


def _place(change: float, step: float) -> int:
    return round(round(change / step, 9))


def _moved(change: float, margin: float | None) -> Moved:
    size, edge = round(change, 10), round(margin or 0, 10)
    if size >= edge and size > 0:
        return Moved.UP
    return Moved.DOWN if size <= -edge and size < 0 else Moved.WITHIN


def _joined(counted: Counter[tuple[int, Moved]]) -> Counter[tuple[int, Moved]]:
    """The columns with those at either end drawn in until the outermost hold three people."""
    for outward in (-1, 1):
        heights: Counter[int] = Counter()
        for (place, _), people in counted.items():
            heights[place] += people
        order = sorted(heights, key=lambda place: -outward * place)
        while len(order) > 2 and heights[order[0]] < FEWEST_AT_THE_END:
            taken = order.pop(0)
            heights[order[0]] += heights.pop(taken)
            counted = Counter({key: counted[key] for key in counted if key[0] != taken}) + Counter(
                {(order[0], moved): counted[taken, moved] for moved in Moved}
            )
    return counted
