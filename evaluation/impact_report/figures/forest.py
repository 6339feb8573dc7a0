"""Chapters in name order with their ranges, the average as a diamond, and where a new chapter may land."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.wording.rounding import Ranged
from evaluation.impact_report.build.axis import Axis, decimals, round_ticks
from evaluation.impact_report.figures import WIDTH
from evaluation.impact_report.figures.text_width import lines
from evaluation.impact_report.figures.text_width import width as width_of

TOP = 48.0
NAME_SIZE = 12.5
FIGURES = 150.0
MANY = 8
CLOSEST = 18.0
LONGEST_NAME = 200.0
A_TICK = 46.0
"""The room that the number below a tick takes, with its sign and two decimals."""


@dataclass(frozen=True, kw_only=True)
class ForestChapter:
    """One chapter's change in scale points; without one, `instead` says why in a few words.

    `comparison_people` counts the people of its comparison group, where the change is a difference from that.
    """

    name: str
    people: int | None = None
    comparison_people: int | None = None
    workshops: str = ""
    change: float | None = None
    low: float | None = None
    high: float | None = None
    instead: str = ""

    @property
    def ranged(self) -> Ranged:
        """Its figures as they are written together."""
        return Ranged(change=self.change, low=self.low, high=self.high)


@dataclass(frozen=True, kw_only=True)
class ForestAverage:
    """The average over chapters, and what a new one of `following` people would measure, where either can be had.

    `ranged` has its figures as they are written together.
    """

    name: str
    people: int
    workshops: str
    change: float
    low: float
    high: float
    prediction: tuple[float, float] | None
    comparison_people: int | None = None
    following: int | None = None
    ranged: Ranged | None = None


@dataclass(frozen=True, kw_only=True)
class ForestLine:
    """A drawn chapter: its baseline, the lines of its name, its dot with its radius, and the ends of its range."""

    chapter: ForestChapter
    y: float
    name: tuple[str, ...]
    size: float
    at: float | None
    low: float | None
    high: float | None
    radius: float


@dataclass(frozen=True, kw_only=True)
class Forest:
    """The whole figure; `people_at` and `workshops_at` are the right edges of those columns.

    With `difference` it is not of changes, but of how far they lie from those of a comparison group; without `ranged`
    its lines have no ranges. `bounds` are what its figures are held against.
    """

    lines: tuple[ForestLine, ...]
    axis: Axis
    ticks: tuple[tuple[float, float], ...]
    decimals: int
    band: tuple[float, float] | None
    people_at: float
    workshops_at: float | None
    average: ForestAverage | None
    average_y: float
    height: float
    bottom: float
    bounds: tuple[float, ...]
    difference: bool = False
    ranged: bool = True
    width: float = WIDTH


@dataclass(frozen=True, kw_only=True)
class Columns:
    """A forest of many chapters in two columns that share an axis; each is drawn in its own `scale`."""

    halves: tuple[Forest, Forest]
    scale: float
    second_at: float
    height: float


MOST_IN_ONE = 16
"""A forest of more chapters stands in two columns."""
COLUMN, GAP = 458.0, 14.0
LONGEST_IN_COLUMN, TICK_IN_COLUMN = 140.0, 28.0
"""In one of two columns, which has no room for counts of workshops either: the length of a name, and of a tick."""


def columns(
    chapters: Sequence[ForestChapter],
    *,
    average: ForestAverage | None,
    margin: float | None,
    difference: bool = False,
    ranged: bool = True,
) -> Columns | None:
    """The figure in two columns, with the average below the second; None where one column holds all of them."""
    if len(chapters) <= MOST_IN_ONE:
        return None
    ordered = sorted((replace(each, workshops="") for each in chapters), key=lambda chapter: chapter.name.casefold())
    columns_of_chapters = ordered[: (len(ordered) + 1) // 2], ordered[(len(ordered) + 1) // 2 :]
    span, most = _ends(chapters, average, margin), max((chapter.people or 0 for chapter in chapters), default=0)
    first, second = (
        forest(
            part,
            average=below,
            margin=margin,
            span=span,
            difference=difference,
            ranged=ranged,
            width=COLUMN,
            most=most,
        )
        for part, below in zip(columns_of_chapters, (None, average), strict=True)
    )
    scale = (WIDTH - GAP) / 2 / COLUMN
    height = max(first.height, second.height) * scale
    return Columns(halves=(first, second), scale=scale, second_at=(WIDTH + GAP) / 2, height=height)


def span_of(drawn: Forest | None) -> tuple[float, float]:
    """The ends of a figure's axis, in scale points."""
    return (drawn.axis.low, drawn.axis.high) if drawn else (0.0, 0.0)


def forest(
    chapters: Sequence[ForestChapter],
    *,
    average: ForestAverage | None,
    margin: float | None,
    span: tuple[float, float] | None = None,
    difference: bool = False,
    ranged: bool = True,
    width: float = WIDTH,
    most: int | None = None,
) -> Forest:
    """The figure of these chapters, in name order; bigger circles mean more people.

    `span` sets the ends of the axis, so that several figures share it; `most` are the people of the biggest circle.
    """
    pitch = 27.0 if len(chapters) <= MANY else CLOSEST
    space = _name_column(chapters, width=width)
    people_at = space + (62 if any(chapter.comparison_people for chapter in chapters) else 44)
    workshops_at = people_at + 76 if any(chapter.workshops for chapter in chapters) else None
    axis = Axis(*(span or _ends(chapters, average, margin)), (workshops_at or people_at) + 24, width - FIGURES)
    ticks = round_ticks(axis.low, axis.high, most=_most_ticks(axis, width=width))
    average_y = TOP + pitch * (len(chapters) - 1) + 39
    bottom = average_y + _below(average)
    return Forest(
        lines=_lines(chapters, axis, space=space, pitch=pitch, most=most),
        axis=axis,
        ticks=tuple((tick, axis.at(tick)) for tick in ticks),
        decimals=decimals(ticks),
        band=None if margin is None else (axis.at(-margin), axis.at(margin)),
        people_at=people_at,
        workshops_at=workshops_at,
        average=average,
        average_y=average_y,
        height=bottom + 18,
        bottom=bottom,
        bounds=(0.0,) if margin is None else (0.0, margin, -margin),
        difference=difference,
        ranged=ranged,
        width=width,
    )


def _name_column(chapters: Sequence[ForestChapter], *, width: float) -> float:
    longest = LONGEST_IN_COLUMN if width == COLUMN else LONGEST_NAME
    return min(longest, max(120.0, *(width_of(chapter.name, NAME_SIZE) for chapter in chapters)))


def _most_ticks(axis: Axis, *, width: float) -> int:
    return min(7, int((axis.right - axis.left) / (TICK_IN_COLUMN if width == COLUMN else A_TICK)))


def _below(average: ForestAverage | None) -> float:
    """How far the figure reaches below the line of its average."""
    if average is None:
        return -28
    return 52 if average.prediction else 22


def _lines(
    chapters: Sequence[ForestChapter], axis: Axis, *, space: float, pitch: float, most: int | None
) -> tuple[ForestLine, ...]:
    most = max((chapter.people or 0 for chapter in chapters), default=0) if most is None else most
    ordered = sorted(chapters, key=lambda chapter: chapter.name.casefold())
    return tuple(
        _line(chapter, axis, y=TOP + pitch * place, space=space, most=most, pitch=pitch)
        for place, chapter in enumerate(ordered)
    )


def _ends(
    chapters: Sequence[ForestChapter], average: ForestAverage | None, margin: float | None
) -> tuple[float, float]:
    ends = [0.0, margin or 0.1, -(margin or 0.1)]
    for chapter in chapters:
        ends += [end for end in (chapter.change, chapter.low, chapter.high) if end is not None]
    if average:
        ends += [average.low, average.high, *(average.prediction or ())]
    spare = 0.02 * (max(ends) - min(ends))
    return min(ends) - spare, max(ends) + spare


def _line(chapter: ForestChapter, axis: Axis, *, y: float, space: float, most: int, pitch: float) -> ForestLine:
    size = NAME_SIZE if width_of(chapter.name, NAME_SIZE) <= space else 0.34 * pitch + 1.5
    return ForestLine(
        chapter=chapter,
        y=y,
        name=lines(chapter.name, size=size, space=space, most=2),
        size=round(size, 1),
        at=None if chapter.change is None else axis.at(chapter.change),
        low=None if chapter.low is None else axis.at(chapter.low),
        high=None if chapter.high is None else axis.at(chapter.high),
        radius=round(2.6 + 4.4 * ((chapter.people or 0) / most) ** 0.5, 1) if most else 2.6,
    )
