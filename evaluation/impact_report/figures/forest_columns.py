"""A forest of many chapters in two columns that share an axis, so that page 1 holds it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from analysis.wording.renderer import RENDERER_VERSION
from evaluation.impact_report.figures import WIDTH
from evaluation.impact_report.figures.forest import (
    COLUMN,
    FIGURES,
    MOST_LINES,
    Forest,
    ends_of,
    forest,
    in_name_order,
    name_column,
)
from evaluation.impact_report.figures.forest_values import ForestAverage, ForestChapter

MOST_IN_ONE = 16
"""A forest of more chapters stands in two columns."""
GAP = 14.0
LONGEST_IN_COLUMN, COUNTS, NARROWEST_AXIS = 140.0, 68.0, 90.0
"""The length of a name, the room for counts of people, and what is left for ranges however long the figures are."""
COUNTS_OF_TWO, THREE_TICKS = 86.0, 64.0
"""The room for counts where a comparison group has its own, and what three ticks take, however long a word is."""

HIGHEST = 320.0
"""The height that leaves the rest of page 1 its room, which long names may not take."""
MORE_AT_FIRST, FEWER = 4, 4
"""How many chapters more than half the first column may hold; it may lack one in so many of its half."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """A forest of many chapters in two columns that share an axis; each is drawn in its own `scale`."""

    halves: tuple[Forest, Forest]
    scale: float
    second_at: float
    height: float

    @property
    def coarser(self) -> bool:
        """Whether one of its changes is a whole point beside finer ones."""
        return any(half.coarser for half in self.halves)


def columns(
    chapters: Sequence[ForestChapter],
    *,
    average: ForestAverage | None,
    margin: float | None,
    span: tuple[float, float] | None = None,
    difference: bool = False,
    ranged: bool = True,
    figures: float = FIGURES,
) -> Columns | None:
    """The figure in two columns, with the average below the second; None where one column holds all of them.

    The first holds as many chapters as make both as high: more than the second, which has the average below it, unless
    long names make it the higher one. Where long names make it so high that the rest of page 1 has no room, they have
    fewer lines, down to one; the tables have them whole.
    """
    if len(chapters) <= MOST_IN_ONE:
        return None
    ordered = in_name_order([replace(each, workshops="") for each in chapters])
    draw = partial(
        forest,
        margin=margin,
        span=span or ends_of(chapters, average, margin),
        difference=difference,
        ranged=ranged,
        width=COLUMN,
        most=max(each.people or 0 for each in chapters),
        figures=figures,
        space=_names_space(ordered, figures=figures),
    )
    made = (_halves(partial(draw, name_lines=lines), ordered, average) for lines in range(MOST_LINES, 0, -1))
    low_enough = (each for each in made if each.height <= HIGHEST)
    return next(low_enough, None) or _halves(partial(draw, name_lines=1), ordered, average)


def _halves(draw: Callable[..., Forest], ordered: Sequence[ForestChapter], average: ForestAverage | None) -> Columns:
    """Both columns, as high as one another as their chapters can be made."""
    half = (len(ordered) + 1) // 2
    splits = range(half - half // FEWER, half + MORE_AT_FIRST)
    ways = ((draw(ordered[:k], average=None), draw(ordered[k:], average=average)) for k in splits)
    halves = min(ways, key=lambda both: max(each.height for each in both))
    scale = (WIDTH - GAP) / 2 / COLUMN
    return Columns(
        halves=halves,
        scale=scale,
        second_at=(WIDTH + GAP) / 2,
        height=max(each.height for each in halves) * scale,
    )


def _names_space(chapters: Sequence[ForestChapter], *, figures: float) -> float:
    """The room for names: what they take, as far as it leaves the axis its ticks."""
    longest = min(LONGEST_IN_COLUMN, COLUMN - figures - COUNTS - NARROWEST_AXIS)
    counts = COUNTS_OF_TWO if any(each.comparison_people for each in chapters) else COUNTS
    wanted = name_column(chapters, longest=longest, renderer=RENDERER_VERSION)
    return min(wanted, COLUMN - figures - counts - THREE_TICKS)
