"""Columns that are no answers: the wave, times, chapters, what a form adds, and the key that joins two rows."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import AnswersMap, ColumnMap, Edit, OpenQuestion, Role
from evaluation.importing.columns.asked_columns import cells_by_wave
from evaluation.importing.columns.running_numbers import RUNNING_NUMBER, numbers_its_rows
from evaluation.importing.grids import HASHED, Grid
from evaluation.importing.rows.person_keys import OWN, choose_key, key_of, key_of_one_row_each, key_of_two_rows_each
from evaluation.importing.rows.row_waves import IN_ORDER
from evaluation.importing.sheets.column_headings import (
    ARM_HEADING,
    CHAPTER_HEADING,
    EXPERIMENT,
    LEFT,
    OF_A_PERSON,
    PERSONAL_HEADING,
    PHONE_DIGITS,
    TIMES,
    has,
    says,
)
from evaluation.importing.sheets.file_layout import FileLayout
from evaluation.importing.sheets.moments import time_column
from evaluation.importing.sheets.wave_cells import words_of_no_known_time

NO_WAVES = Message(
    "It cannot be told what was answered before and what after: there is one file, and neither a column nor the "
    "names of columns say it. Bring two files, or call the columns Before and After."
)
CODED = re.compile(r"^\w+\.\s+")
"""The code before the words of a column, as in "lastpage. Last page"."""
FORM_FIGURES = (
    r".*\b(first click|last click|page submit|click count)|sc\d+|seed|last page"
    r"|submitter ?(id|name)|attachments ?(present|expected)|review ?state|edits|form ?version"
)
NO_ORDER = Message(
    "Codes stand in the file twice, and neither a time nor another column says which of two rows is Before. Add a "
    "column called Time that says Before or After in each row."
)
PERSONAL_NOTE = "personal, never kept"
"""The note of a column that says who somebody is."""
DESCRIBING: tuple[tuple[str, Role], ...] = (
    (CHAPTER_HEADING, "chapter"),
    (EXPERIMENT, "experiment"),
    (ARM_HEADING, "arm"),
)


def described_columns(
    made: AnswersMap, grids: Sequence[Grid], layout: FileLayout, *, items: Collection[str] = ()
) -> AnswersMap:
    """The map with the columns that their headings or cells tell to be no answers, and that no item is called by."""
    times = {time_column(grid) for grid in grids}
    columns: dict[str, ColumnMap] = {}
    for name in dict.fromkeys(name for grid in grids for name in grid.heading):
        role = None if name.casefold() in items else _role(name, grids, times, layout)
        if role is not None:
            columns[name] = ColumnMap(name=name, role=role[0], note=role[1])
    return replace(made, columns=tuple(columns.values()))


def _role(name: str, grids: Sequence[Grid], times: set[str], layout: FileLayout) -> tuple[Role, str] | None:
    cells = [cell for grid in grids for cell in grid.cells(name) if cell]
    everywhere = all(name in grid.heading for grid in grids)
    if name == layout.wave_column:
        return "wave", "says which rows are Before and After"
    if name in times:
        return "time", "only puts the rows in order"
    if not cells:
        return "left_out", "empty"
    described = next((role for pattern, role in DESCRIBING if says(pattern, name)), None)
    if name in layout.columns or (described and everywhere):
        return None if name in layout.columns or described is None else (described, "")
    note = _note_of_no_question(name, cells, grids)
    return ("left_out", note) if note else None


def _note_of_no_question(name: str, cells: Sequence[str], grids: Sequence[Grid]) -> str:
    """Why a column holds no answers; "" where it may."""
    hashed = sum(cell.startswith(HASHED) for cell in cells) > len(cells) / 2
    if hashed or says(f"{PERSONAL_HEADING}|{PHONE_DIGITS}", name):
        return PERSONAL_NOTE
    if any(says(f"{LEFT}|{FORM_FIGURES}|{TIMES}", each) for each in (name, CODED.sub("", name))):
        return "not a question" if says("notes", name) else "added by the form"
    return RUNNING_NUMBER if not has(OF_A_PERSON, name) and numbers_its_rows(name, grids) else ""


def keyed(made: AnswersMap, grids: Sequence[Grid], layout: FileLayout) -> AnswersMap:
    """The map with the key of people, where rows have to be joined or can be of one person."""
    names = list(dict.fromkeys(name for grid in grids for name in grid.heading))
    fixed = {column.name for column in made.columns if column.role != "left_out"} | set(layout.columns)
    free = [name for name in names if name not in fixed]
    if layout.kind == "columns":
        found = key_of_one_row_each(grids[0], free)
        return _as_key(made, (found,)) if found else made
    if layout.kind == "order":
        return _in_order(made, grids[0], free)
    everywhere = [name for name in free if layout.kind == "rows" or _in_both(made, grids, name)]
    choice = choose_key({name: cells_by_wave(grids, made, name) for name in everywhere}, grids)
    questions = choice.questions if choice.columns else (_no_key(made, grids, everywhere),)
    return replace(_as_key(made, choice.columns), keys=choice.keys, questions=(*made.questions, *questions))


def _in_both(made: AnswersMap, grids: Sequence[Grid], name: str) -> bool:
    waves = {file.wave for file, grid in zip(made.files, grids, strict=True) if name in grid.heading}
    return {"pre", "post"} <= waves


def _as_key(made: AnswersMap, names: Sequence[str]) -> AnswersMap:
    others = [column for column in made.columns if column.name not in names]
    keys = [ColumnMap(name=name, role="key", note="joins Before to After") for name in names]
    return replace(made, columns=(*others, *keys))


def _no_key(made: AnswersMap, grids: Sequence[Grid], names: Sequence[str]) -> OpenQuestion:
    """Asked where nothing joins: with the column that joins the most, if any does.

    A running number is it where no other column joins anybody.
    """
    counted = {column.name for column in made.columns if column.note == RUNNING_NUMBER}
    best, pairs = "", 0
    for name in sorted(names, key=lambda name: name in counted):
        if name in counted and best:
            break
        waves = cells_by_wave(grids, made, name)
        pre, post = ({key_of(cell) for cell in waves.get(wave, ())} - {""} for wave in ("pre", "post"))
        filled = min(sum(bool(key_of(cell)) for cell in waves.get(wave, ())) for wave in ("pre", "post"))
        if len(pre & post) > pairs and min(len(pre), len(post)) >= OWN * filled:
            best, pairs = name, len(pre & post)
    values = {"column": best, "pairs": str(pairs)}
    return OpenQuestion(
        id="key",
        kind="no_key" if best else "nobody_joined",
        values=values,
        edits=((), (Edit(what="role", of=best, value="key"),) if best else ()),
    )


def _in_order(made: AnswersMap, grid: Grid, names: Sequence[str]) -> AnswersMap:
    """A sheet that says nothing of waves: whoever is in it twice may have answered before and after."""
    name = key_of_two_rows_each(grid, names)
    files = (replace(made.files[0], wave=IN_ORDER),)
    timed = any(column.role == "time" for column in made.columns)
    if not name or not timed:
        raise Refused(_words_not_known(grid) or (NO_ORDER if name else NO_WAVES))
    counted = Counter(key for key in map(key_of, grid.cells(name)) if key)
    twice = sum(times == 2 for times in counted.values())
    question = OpenQuestion(
        id="order",
        kind="first_is_before",
        values={"count": str(twice)},
        edits=((), (Edit(what="role", of=name, value="left_out"),)),
    )
    return replace(_as_key(made, (name,)), files=files, questions=(*made.questions, question))


def _words_not_known(grid: Grid) -> Message | None:
    """That a column seems to say when rows were answered, in words that are not known."""
    found = words_of_no_known_time(grid)
    if found is None:
        return None
    return Message(
        "“%(column)s” seems to say when each row was answered, and it is not known which time is meant by %(words)s. "
        "Write Before and After there, and Follow-up for a third time.",
        column=found[0],
        words=", ".join(f"“{word}”" for word in found[1]),
    )
