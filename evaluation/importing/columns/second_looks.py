"""What shows only once a map is applied: that the order of day and month matters, several people have one code, or rows
were sent at another time than they say.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from analysis.io.responses_file import FILE_WAVES
from evaluation.importing.answers_map import TURNED, AnswersMap, Edit, OpenQuestion
from evaluation.importing.applying import apply_map
from evaluation.importing.grids import Grid
from evaluation.importing.rows.repeated_rows import at_one_wave, records_of, sent_at_other_wave, unlike_column
from evaluation.importing.rows.row_waves import can_be_read_two_ways, columns_in
from evaluation.importing.settling import settled
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


def words_said_twice_asked(made: AnswersMap, grids: Sequence[Grid]) -> AnswersMap:
    """The map with a question, where people say the same time twice, once of it when everybody else says the other."""
    column = next((column.name for column in made.columns if column.role == "wave"), "")
    if not column or not all(any(column.role == role for column in made.columns) for role in ("key", "time")):
        return made
    made_so = settled(made)
    astray = sent_at_other_wave(records_of(made_so, grids))
    words = {made_so.waves.get(word): word for grid in grids for word in grid.cells(column)}
    questions = list(made.questions)
    for wave, other in TURNED.items():
        rows = [record for record in astray if record.wave == wave]
        if rows:
            values = {"count": str(len(rows)), "word": words[wave], "other": words[other]}
            moved = tuple(Edit(what="row_wave", of="|".join(map(str, row.place)), value=other) for row in rows)
            questions.append(
                OpenQuestion(id=f"said_{wave}", kind="said_twice", values=values, column=column, edits=(moved, ()))
            )
    return replace(made, questions=tuple(questions))


def shared_codes_asked(made: AnswersMap, grids: Sequence[Grid]) -> AnswersMap:
    """The map with a question, where codes stand twice at one time and may be of several people.

    Where times tell which row was the later, a few are taken for sent again, unless an age or the like in them differs;
    where none do, each may be of another.
    """
    columns = [column for column in made.columns if column.role == "key"]
    if not columns or any(question.id == "order" for question in made.questions):
        return made
    applied = apply_map(made, grids)
    again = Counter((row.file, row.wave) for row in applied.left_out if row.kind == "repeated")
    waves = {wave for _, wave in again}
    timed = all(columns_in(made, grid, "time") for grid in grids if grid.file in {file for file, _ in again})
    few = again.total() < (2 if len(waves) > 1 else SHARED_FROM) or again.total() < SHARED * applied.counts.rows
    made_so = settled(made)
    rows = at_one_wave(record for record in records_of(made_so, grids) if record.wave in FILE_WAVES) if again else []
    unlike = unlike_column(made_so, grids, [same for same in rows if len(same) > 1])
    if not again or (few and timed and not unlike):
        return made
    values = {"count": str(again.total()), "pairs": str(applied.counts.both), "unlike": unlike}
    kind = "shared_codes_untimed" if not timed else "shared_codes_unlike" if unlike else "shared_codes"
    edits = ((Edit(what="repeats", value="later"),), (Edit(what="repeats", value="apart"),))
    question = OpenQuestion(id="shared", kind=kind, values=values, column=columns[0].name, edits=edits)
    return replace(made, questions=(*made.questions, question))
