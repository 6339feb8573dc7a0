"""Chapters in name order with their ranges, the average as a diamond, and where a new chapter may land."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from analysis.wording.renderer import RENDERER_VERSION
from evaluation.domain.name_order import letter_order, name_order
from evaluation.impact_report.build.axis import Axis, decimals
from evaluation.impact_report.figures import WIDTH
from evaluation.impact_report.figures.change_ticks import with_ticks
from evaluation.impact_report.figures.forest_values import ForestAverage, ForestChapter
from evaluation.impact_report.figures.text_width import lines, whole_lines
from evaluation.impact_report.figures.text_width import width as width_of
from evaluation.impact_report.figures.whole_point import Bar, bar_drawn, bar_of

TOP = 48.0
NAME_SIZE = 12.5
FIGURES = 150.0
MANY = 8
CLOSEST = 18.0
LONGEST_NAME = 200.0
MOST_LINES = 5
SMALL, SMALL_IN_COLUMN = 10.5, 11.4
"""The size of counts, and of a name in two lines: in a column, which is drawn smaller, large enough to be read."""
COLUMN = 458.0
MANY_IN_COLUMN, CLOSEST_IN_COLUMN = 20, 15.5


@dataclass(frozen=True, kw_only=True)
class ForestLine:
    """A drawn chapter: its baseline, the lines of its name, its dot with its radius, and the ends of its range.

    `spread` tells that a name in two lines has the room of two. `bar` has the ends of the bar that stands for the dot
    of a change that is a whole point beside finer ones.
    """

    chapter: ForestChapter
    y: float
    name: tuple[str, ...]
    size: float
    spread: bool
    at: float | None
    low: float | None
    high: float | None
    radius: float
    bar: Bar | None = None


@dataclass(frozen=True, kw_only=True)
class Forest:
    """The whole figure; `people_at` and `workshops_at` are the right edges of those columns.

    With `difference` it is not of changes, but of how far they lie from those of a comparison group; without `ranged`
    its lines have no ranges; `of_shares` tells that its figures are shares of people.
    """

    lines: tuple[ForestLine, ...]
    axis: Axis
    ticks: tuple[tuple[float, float], ...]
    margin: float | None
    people_at: float
    workshops_at: float | None
    average: ForestAverage | None
    average_y: float
    difference: bool = False
    ranged: bool = True
    width: float = WIDTH
    of_shares: bool = False

    @property
    def decimals(self) -> int:
        """How many decimals the numbers of its axis need."""
        return decimals([tick for tick, _ in self.ticks])

    @property
    def coarser(self) -> bool:
        """Whether one of its changes is a whole point beside finer ones."""
        return any(line.bar for line in self.lines)

    @property
    def band(self) -> tuple[float, float] | None:
        """The edges of the grey band of changes under the margin."""
        return None if self.margin is None else (self.axis.at(-self.margin), self.axis.at(self.margin))

    @property
    def bounds(self) -> tuple[float, ...]:
        """What its figures are held against."""
        return (0.0,) if self.margin is None else (0.0, self.margin, -self.margin)

    @property
    def small(self) -> float:
        """The size of counts and of the numbers of its axis."""
        return SMALL if self.width == WIDTH else SMALL_IN_COLUMN

    @property
    def bottom(self) -> float:
        """Where its axis stands."""
        return self.average_y + _below(self.average)

    @property
    def height(self) -> float:
        """Where it ends, below the numbers of its axis."""
        return self.bottom + 18

    @property
    def legend_at(self) -> float:
        """Where its legend stands, below the numbers of its axis."""
        return self.height + 14


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
    figures: float = FIGURES,
    space: float | None = None,
    name_lines: int = MOST_LINES,
    renderer: int = RENDERER_VERSION,
) -> Forest:
    """The figure of these chapters, in name order; bigger circles mean more people.

    `span` sets the ends of an axis that several figures share; `most` are the people of the biggest circle; `figures`
    is the room of the changes at the right, `space` that of the names at the left, of `name_lines` at the most.
    """
    pitch, small = pitch_of(len(chapters), width=width), SMALL if width == WIDTH else SMALL_IN_COLUMN
    space = name_column(chapters, renderer=renderer) if space is None else space
    people_at, workshops_at = _counts_at(chapters, space)
    axis = Axis(*(span or ends_of(chapters, average, margin)), (workshops_at or people_at) + 24, width - figures)
    axis, ticks = with_ticks(axis, size=small, renderer=renderer)
    drawn = partial(_line, axis=axis, space=space, pitch=pitch, small=small, name_lines=name_lines)
    lines = _lines(chapters, drawn, pitch=pitch, most=most, renderer=renderer)
    return Forest(
        lines=lines,
        axis=axis,
        ticks=tuple((tick, axis.at(tick)) for tick in ticks),
        margin=margin,
        people_at=people_at,
        workshops_at=workshops_at,
        average=average,
        average_y=TOP + sum(height_of(line, pitch) for line in lines) - pitch + 39,
        difference=difference,
        ranged=ranged,
        width=width,
    )


def _counts_at(chapters: Sequence[ForestChapter], space: float) -> tuple[float, float | None]:
    """The right edges of the columns of people and of workshops, where there is one."""
    people_at = space + (62 if any(chapter.comparison_people for chapter in chapters) else 44)
    return people_at, people_at + 76 if any(chapter.workshops for chapter in chapters) else None


def pitch_of(chapters: int, *, width: float = WIDTH) -> float:
    """The room from one line to the next."""
    if chapters <= MANY:
        return 27.0
    return CLOSEST_IN_COLUMN if width != WIDTH and chapters > MANY_IN_COLUMN else CLOSEST


def height_of(line: ForestLine, pitch: float) -> float:
    """The room of one line: more than others where its name takes two or more."""
    return pitch if len(line.name) < 2 or not line.spread else max(pitch, 1.1 * len(line.name) * line.size + 1)


def name_column(chapters: Sequence[ForestChapter], *, longest: float = LONGEST_NAME, renderer: int) -> float:
    """The room for names: as long as the longest up to a limit, never shorter than any word of a name in two lines."""
    wanted = min(longest, max(min(120.0, longest), *(width_of(chapter.name, NAME_SIZE) for chapter in chapters)))
    if renderer < 2:
        return wanted
    small = SMALL if longest == LONGEST_NAME else SMALL_IN_COLUMN
    words = [word for chapter in chapters for word in chapter.name.split()]
    return max(wanted, min(LONGEST_NAME, max((width_of(word, small) + 2 for word in words), default=0)))


def _below(average: ForestAverage | None) -> float:
    """How far the figure reaches below the line of its average."""
    if average is None:
        return -28
    return 52 if average.prediction else 22


def _lines(
    chapters: Sequence[ForestChapter],
    drawn: Callable[..., ForestLine],
    *,
    pitch: float,
    most: int | None,
    renderer: int,
) -> tuple[ForestLine, ...]:
    most = max((chapter.people or 0 for chapter in chapters), default=0) if most is None else most
    made: list[ForestLine] = []
    top = TOP
    for chapter in in_name_order(chapters, renderer=renderer):
        line = drawn(chapter, y=top, most=most, renderer=renderer)
        height = height_of(line, pitch)
        made.append(replace(line, y=top + (height - pitch) / 2))
        top += height
    return tuple(made)


def in_name_order(chapters: Sequence[ForestChapter], *, renderer: int = RENDERER_VERSION) -> list[ForestChapter]:
    """Chapters by their names; the first renderer read their digits as letters."""
    order = name_order if renderer >= 2 else letter_order
    return sorted(chapters, key=lambda chapter: order(chapter.name))


def ends_of(
    chapters: Sequence[ForestChapter], average: ForestAverage | None, margin: float | None
) -> tuple[float, float]:
    """The ends of the axis, in scale points: all ranges, nought, and the margin."""
    ends = [0.0, margin or 0.1, -(margin or 0.1)]
    for chapter in chapters:
        ends += [end for end in (chapter.change, chapter.low, chapter.high) if end is not None]
        ends += bar_of(chapter.change) if chapter.coarser else ()
    if average:
        ends += [average.low, average.high, *(average.prediction or ())]
    spare = 0.02 * (max(ends) - min(ends))
    return min(ends) - spare, max(ends) + spare


def _line(
    chapter: ForestChapter,
    *,
    axis: Axis,
    y: float,
    space: float,
    most: int,
    pitch: float,
    small: float,
    name_lines: int,
    renderer: int,
) -> ForestLine:
    longer = small if renderer >= 2 else 0.34 * pitch + 1.5
    size = NAME_SIZE if width_of(chapter.name, NAME_SIZE) <= space else longer
    named = partial(whole_lines, most=name_lines) if renderer >= 2 else partial(lines, most=2)
    return ForestLine(
        chapter=chapter,
        y=y,
        name=named(chapter.name, size=size, space=space),
        size=round(size, 1),
        spread=renderer >= 2,
        at=None if chapter.change is None else axis.at(chapter.change),
        low=None if chapter.low is None else axis.at(chapter.low),
        high=None if chapter.high is None else axis.at(chapter.high),
        bar=bar_drawn(chapter.change, axis.at, coarser=chapter.coarser),
        radius=round(2.6 + 4.4 * ((chapter.people or 0) / most) ** 0.5, 1) if most else 2.6,
    )
