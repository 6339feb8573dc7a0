"""Items that run against the others of a scale that was guessed: whether they are to be turned round is asked."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from analysis.scoring.scoring import Scale
from evaluation.importing.answers_map import RUNS_AGAINST, AnswersMap, Edit, OpenQuestion
from evaluation.importing.applying import Applied, apply_map
from evaluation.importing.columns.marked_reversed import marked_items, marked_items_asked
from evaluation.importing.grids import Grid

AGAINST = -4.0
"""How many standard errors below nought the correlation of an item with the others of its scale surely lies.

Of items that have nothing to do with one another one in 30,000 lies there; none does of 16 people or fewer.
"""
SEEMS, SEEMS_AGAINST = -0.2, -1.5
"""The correlation, and these standard errors, below which an item seems to run against the others."""
OF_TWO = -2.5
"""The standard errors where there is one other, which alone tells whether the two go together."""
SEEMS_FROM = 10
"""People below whom such a correlation is mostly chance: of 10 its standard error is a third."""
TOGETHER = 0.15
"""The correlation above which every item lies with the others, once those are turned that seem to run against them."""
LOOKED_AT = 2000
"""Rows from the beginning, which are enough for any of these limits and take a moment."""

_Answers = npt.NDArray[np.float64]


def reversed_items_asked(made: AnswersMap, grids: Sequence[Grid]) -> AnswersMap:
    """The map with a question for each item that runs against the others of a scale that was guessed, or says so.

    An item that only seems to do so counts as it stands until the question is answered.
    """
    marked = tuple(marked_items_asked(made))
    if all(len(scale.items) < 2 for scale in made.scales):
        return replace(made, questions=(*made.questions, *marked))
    applied = apply_map(made, [_begun(grid) for grid in grids])
    against = [question for scale in applied.scales for question in _against(made, applied, scale)]
    return replace(made, questions=(*made.questions, *marked, *against))


def _begun(grid: Grid) -> Grid:
    """The first rows of a sheet, which are enough to tell."""
    return replace(grid, rows=grid.rows[:LOOKED_AT], numbers=grid.numbers[:LOOKED_AT])


def _against(made: AnswersMap, applied: Applied, scale: Scale) -> Iterator[OpenQuestion]:
    items = [item for item in scale.items if item in applied.frame.columns]
    answers = applied.frame.loc[applied.frame["wave"] == "pre", items].dropna().to_numpy(dtype=float)
    if len(items) < 2 or len(answers) < SEEMS_FROM:
        return
    by_heading = [items.index(item) for item in marked_items(made) if item in items]
    free = [place for place in range(1 if len(items) == 2 else 0, len(items)) if place not in by_heading]
    surely = [place for place in free if _surely(answers, place)]
    turned = _turned(answers, [*surely, *by_heading])
    seeming = _seeming(turned, [place for place in free if place not in surely])
    for place in surely:
        yield _question(made, items[place], "reversed_item", f"reverse_{place + 1}_{scale.id}")
    for place in seeming:
        yield _question(made, items[place], RUNS_AGAINST, f"against_{place + 1}_{scale.id}")


def _question(made: AnswersMap, item: str, kind: str, name: str) -> OpenQuestion:
    """A question whose readings are that the item is turned, and that it is not; the one that stands is the first."""
    column = next(column.name for column in made.columns if column.item == item)
    turned, stays = (Edit(what="reverse", of=item),), ()
    edits = (stays, turned) if kind == RUNS_AGAINST else (turned, stays)
    return OpenQuestion(id=name, kind=kind, values={"column": column}, column=column, edits=edits)


def _surely(answers: _Answers, place: int) -> bool:
    return bool(_with_others(answers, place) * np.sqrt(len(answers)) < AGAINST)


def _seeming(answers: _Answers, free: Collection[int]) -> Sequence[int]:
    """The items that seem to run against the others, each found with those before it turned.

    None where the items do not go together so either: then they are about different things.
    """
    found: list[int] = []
    turned = answers.copy()
    errors = SEEMS_AGAINST if answers.shape[1] > 2 else OF_TWO
    while left := [place for place in free if place not in found]:
        place = min(left, key=lambda each: _with_others(turned, each))
        correlation = _with_others(turned, place)
        if correlation >= SEEMS or correlation * np.sqrt(len(answers)) >= errors:
            break
        found.append(place)
        turned[:, place] *= -1
    together = all(_with_others(turned, place) > TOGETHER for place in range(turned.shape[1]))
    return found if together else ()


def _turned(answers: _Answers, places: Collection[int]) -> _Answers:
    """The answers with those to these items turned where they run against the others."""
    against = [place for place in places if _with_others(answers, place) < 0]
    turned = answers.copy()
    turned[:, against] *= -1
    return turned


def _with_others(answers: _Answers, place: int) -> float:
    """The correlation of an item with the average of the others; 0 where either is the same for all."""
    own, others = answers[:, place], np.delete(answers, place, axis=1).mean(axis=1)
    if np.ptp(own) == 0 or np.ptp(others) == 0:
        return 0.0
    return float(np.corrcoef(own, others)[0, 1])
