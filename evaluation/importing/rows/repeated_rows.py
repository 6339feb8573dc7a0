"""Rows of one person at one wave: which stand together, and what in them says more than that one was sent again."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from evaluation.importing.answers_map import TURNED, AnswersMap
from evaluation.importing.grids import Grid
from evaluation.importing.rows.row_records import Record, records_of_grid
from evaluation.importing.sheets.column_headings import OF_A_PERSON, has
from evaluation.importing.values.cell_values import is_not_answered, number_in, plain

NOTHING = dt.timedelta()
MOST_WORDS = 8
"""A longer heading is a question, and what is written there may change from one row to another."""


def records_of(made: AnswersMap, grids: Sequence[Grid]) -> Iterator[Record]:
    """Every row that counts, by a map of which every question is settled."""
    by_place = {(grid.file, grid.sheet): grid for grid in grids}
    for file in made.files:
        found = records_of_grid(made, file, by_place[file.name, file.sheet])
        yield from (record for record in found if isinstance(record, Record))


def at_one_wave(records: Iterable[Record]) -> list[list[Record]]:
    """The rows of each person at each wave."""
    groups: dict[tuple[str, str, str], list[Record]] = {}
    for record in records:
        groups.setdefault((record.person, record.experiment, record.wave), []).append(record)
    return list(groups.values())


def unlike_column(made: AnswersMap, grids: Sequence[Grid], again: Sequence[Sequence[Record]]) -> str:
    """The column, such as an age, in which rows of one code at one wave differ as two people do; "" for none."""
    for name in (column.name for column in made.columns if column.role == "left_out" and _is_of_a_person(column.name)):
        said = {
            (grid.file, grid.sheet, number): _value(cell)
            for grid in grids
            for number, cell in zip(grid.numbers, grid.cells(name), strict=True)
            if not is_not_answered(plain(cell))
        }
        if any(len({said[row.place] for row in same if row.place in said}) > 1 for same in again):
            return name
    return ""


def _is_of_a_person(name: str) -> bool:
    return len(name.split()) <= MOST_WORDS and has(OF_A_PERSON, name)


def _value(cell: str) -> float | str:
    number = number_in(cell)
    return plain(cell) if number is None else number


def sent_at_other_wave(records: Iterable[Record]) -> list[Record]:
    """Of people with several rows at one wave, those sent after all others of it, and nearer to the other wave.

    Of the later wave these are rows that were sent before all others of it, and nearer to the earlier one. None where
    the times of the two waves overlap.
    """
    groups = at_one_wave(record for record in records if record.wave in TURNED)
    once = {
        wave: [at for same in groups if len(same) == 1 and same[0].wave == wave and (at := _at(same[0]))]
        for wave in TURNED
    }
    if not all(once.values()):
        return []
    last_before, first_after = max(once["pre"]), min(once["post"])
    if last_before >= first_after:
        return []

    def is_astray(record: Record) -> bool:
        at = _at(record)
        if at is None:
            return False
        since, until = at - last_before, first_after - at
        return NOTHING < since > until if record.wave == "pre" else NOTHING < until > since

    return [record for same in groups if len(same) > 1 for record in same if is_astray(record)]


def _at(record: Record) -> dt.datetime | None:
    """When a row was sent; None where that is not known, or is no day that there is."""
    try:
        return dt.datetime.fromisoformat(record.time)
    except ValueError:
        return None
