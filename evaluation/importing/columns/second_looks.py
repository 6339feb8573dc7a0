"""What shows only once a map is applied: that the order of day and month matters, or an item runs the other way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from analysis.scoring.scoring import Scale
from evaluation.importing.answers_map import AnswersMap, Edit, OpenQuestion
from evaluation.importing.applying import Applied, apply_map
from evaluation.importing.columns.marked_reversed import marked_items_asked
from evaluation.importing.grids import Grid
from evaluation.importing.rows.row_waves import can_be_read_two_ways, columns_in
from evaluation.importing.sheets.moments import ORDERS

AGAINST = -4.0
"""How many standard errors below nought the correlation of an item with the others of its scale lies."""
FEWEST = 12
SHARED = 0.05
SHARED_FROM = 5
"""The share of the rows, and their number, from which on codes that stand twice may be those of several people."""
LOOKED_AT = 2000


def order_of_dates(made: AnswersMap, grids: Sequence[Grid]) -> AnswersMap:
    """The map with a question, where it depends on the order of day and month which of two rows counts."""
    ambiguous = [grid for grid in grids if can_be_read_two_ways(made, grid)]
    if not ambiguous:
        return made
    one, other = (apply_map(replace(made, dates=order), grids) for order in ORDERS)
    if one.left_out == other.left_out and one.frame.equals(other.frame):
        return made
    name = columns_in(made, ambiguous[0], "time")[0].name
    date = next(cell for cell in ambiguous[0].cells(name) if cell)
    edits = ((Edit(what="dates", value=ORDERS[0]),), (Edit(what="dates", value=ORDERS[1]),))
    question = OpenQuestion(
        id="dates", kind="day_or_month", values={"date": date.split(" ")[0]}, column=name, edits=edits
    )
    return replace(made, questions=(*made.questions, question))


def shared_codes_asked(made: AnswersMap, grids: Sequence[Grid]) -> AnswersMap:
    """The map with a question, where codes stand twice at one time and may be of several people.

    Where times tell which row was the later, a few are taken for sent again; where none do, each may be of another.
    """
    columns = [column for column in made.columns if column.role == "key"]
    if not columns or any(question.id == "order" for question in made.questions):
        return made
    applied = apply_map(made, grids)
    again = Counter((row.file, row.wave) for row in applied.left_out if row.kind == "repeated")
    waves = {wave for _, wave in again}
    timed = all(columns_in(made, grid, "time") for grid in grids if grid.file in {file for file, _ in again})
    few = again.total() < (2 if len(waves) > 1 else SHARED_FROM) or again.total() < SHARED * applied.counts.rows
    if not again or (few and timed):
        return made
    values = {"count": str(again.total()), "pairs": str(applied.counts.both)}
    edits = ((Edit(what="repeats", value="later"),), (Edit(what="repeats", value="apart"),))
    question = OpenQuestion(id="codes", kind="shared_codes", values=values, column=columns[0].name, edits=edits)
    return replace(made, questions=(*made.questions, question))


def reversed_items_asked(made: AnswersMap, grids: Sequence[Grid]) -> AnswersMap:
    """The map with a question for each item that runs against the others of a scale that was guessed, or says so."""
    marked = tuple(marked_items_asked(made))
    if all(len(scale.items) < 2 for scale in made.scales):
        return replace(made, questions=(*made.questions, *marked))
    applied = apply_map(made, [_begun(grid) for grid in grids])
    by_heading = {question.column for question in marked}
    against = [question for scale in applied.scales for question in _against(made, applied, scale)]
    asked = [question for question in against if question.column not in by_heading]
    return replace(made, questions=(*made.questions, *marked, *asked))


def _begun(grid: Grid) -> Grid:
    """The first rows of a sheet, which are enough to tell."""
    return replace(grid, rows=grid.rows[:LOOKED_AT], numbers=grid.numbers[:LOOKED_AT])


def _against(made: AnswersMap, applied: Applied, scale: Scale) -> Iterator[OpenQuestion]:
    items = [item for item in scale.items if item in applied.frame.columns]
    answers = applied.frame.loc[applied.frame["wave"] == "pre", items].dropna()
    if len(items) < 2 or len(answers) < FEWEST:
        return
    values = answers.to_numpy(dtype=float)
    for place, item in enumerate(items[1:] if len(items) == 2 else items):
        own = items.index(item)
        rest = np.delete(values, own, axis=1).mean(axis=1)
        if np.ptp(values[:, own]) == 0 or np.ptp(rest) == 0:
            continue
        correlation = float(np.corrcoef(values[:, own], rest)[0, 1])
        if correlation * np.sqrt(len(answers)) < AGAINST:
            column = next(column.name for column in made.columns if column.item == item)
            yield OpenQuestion(
                id=f"reverse_{place + 1}_{scale.id}",
                kind="reversed_item",
                values={"column": column},
                column=column,
                edits=((Edit(what="reverse", of=item),), ()),
            )
