"""What shows only once a map is applied: that the order of day and month matters, or several people have one code."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from evaluation.importing.answers_map import AnswersMap, Edit, OpenQuestion
from evaluation.importing.applying import apply_map
from evaluation.importing.grids import Grid
from evaluation.importing.rows.row_waves import can_be_read_two_ways, columns_in
from evaluation.importing.sheets.moments import ORDERS

SHARED = 0.05
SHARED_FROM = 5
"""The share of the rows, and their number, from which on codes that stand twice may be those of several people."""


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
