"""A CSV of responses as one wide frame, or every fault of it by row and column."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.io.repeated_faults import not_known, once_each
from analysis.io.sheet import Fault, Sheet, read_sheet
from analysis.scoring.scoring import Scale

REQUIRED = ("participant", "chapter", "wave")
OPTIONAL = ("experiment", "arm", "version", "language")
PASSED_OVER = ("role", "mode", "sent", "late", "stopped", "declined", "not_applicable", "not_asked")
"""What an export tells around an answer; it is passed over."""
LONG = ("item", "answer")
UNNAMED_CHAPTER = "All"
"""The chapter of everybody, where files name none."""
FILE_WAVES = ("pretest", "pre", "post", "then", "follow_up")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
NOT_ANSWERED = float("nan")

SEVERAL = 5
"""So many participants in several chapters are ids that start again in each, and no slip."""

MANY = 10
"""So many rows that repeat an earlier one are told of in one sentence."""

Key = tuple[str, ...]
Again = tuple[tuple[str, int], ...]
Cell = tuple[int, str, str]


class BadFrame(Exception):  # noqa: N818 - a file is refused, nothing went wrong
    """Responses that cannot be taken as they are; `faults` holds one sentence a fault, by row and column."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


def read_responses(
    path: Path, scales: Iterable[Scale], *, besides: Iterable[Scale] = (), ignored: Collection[str] = ()
) -> pd.DataFrame:
    """The responses of a CSV, wide or long, as one row a participant, experiment and wave in the order of the file.

    Columns: participant, chapter, wave, then experiment, arm, version, language where the file has them (text, also
    where it looks like a number), then each item of `scales`, and of `besides` those that the file has, as a number
    from its minimum to its maximum, NaN where it was not answered or holds a code listed in `missing`. Columns in
    `PASSED_OVER`, and columns and items named in `ignored`, are passed over. An experiment may be empty. Raises
    `BadFrame` with every fault of the file.
    """
    sheet = read_sheet(path)
    items = {item: scale for scale in scales for item in scale.items}
    long = set(LONG) <= set(sheet.heading)
    there = set(sheet.column("item") if long else sheet.heading)
    items |= {item: scale for scale in besides for item in scale.items if item in there}
    faults = [*sheet.faults, *_heading_faults(sheet, items, long=long, ignored=ignored)]
    again = _ids_that_start_again(sheet)
    faults += [*_key_faults(sheet), *_repeat_faults(sheet, again, long=long), *_constant_faults(sheet, again)]
    faults += _start_again_faults(again)
    faults += _item_faults(sheet, items, ignored=ignored) if long else ()
    cells = [cell for cell in (_long_cells(sheet) if long else _wide_cells(sheet, items)) if cell[1] in items]
    read = {(item, cell): answer(cell, items[item]) for item, cell in {cell[1:] for cell in cells}}
    faults += _answer_faults(sheet, cells, read=read, column="answer" if long else None)
    if faults:
        raise BadFrame(fault.sentence for fault in sorted(faults))
    return _frame(sheet, cells, read=read, items=list(items))


def _heading_faults(
    sheet: Sheet, items: Mapping[str, Scale], *, long: bool, ignored: Collection[str]
) -> Iterator[Fault]:
    if len(sheet.heading) < 2:
        if sheet.heading and not sheet.faults:
            yield Fault(1, "The heading has a single column: responses need participant, chapter, wave and answers.")
        return
    expected = [*REQUIRED, *(LONG if long else items)]
    for name in expected:
        if name not in sheet.heading:
            yield Fault(1, f"Row 1: the column {name} is missing.")
    for name, times in Counter(sheet.heading).items():
        if times > 1:
            yield Fault(1, f"Row 1: the column {name or 'without a name'} stands {times} times.")
        if name in LONG and not long:
            yield Fault(1, f"Row 1, column {name}: one answer a row needs both columns, item and answer.")
        elif name not in {*expected, *OPTIONAL, *PASSED_OVER, *ignored}:
            yield Fault(1, f"Row 1, column {name or 'without a name'}: no scale has such an item.")


def _key_faults(sheet: Sheet) -> Iterator[Fault]:
    """Empty keys and unknown waves. The experiment may be empty, in all rows of somebody or in none."""
    yield from _experiment_faults(sheet)
    there = [name for name in REQUIRED if name in sheet.heading]
    cells = [(row, name, cell) for name in there for row, cell in zip(sheet.numbers, sheet.column(name), strict=True)]
    yield from once_each((row, name, "it is empty.") for row, name, cell in cells if not cell)
    waves = [(row, name, cell) for row, name, cell in cells if name == "wave" and cell not in ("", *FILE_WAVES)]
    said = {wave: not_known(wave, FILE_WAVES, called="a wave") for wave in {cell for _, _, cell in waves}}
    yield from once_each((row, name, said[wave]) for row, name, wave in waves)


def _experiment_faults(sheet: Sheet) -> Iterator[Fault]:
    """Rows without an experiment of somebody who has one in another row."""
    rows = list(zip(sheet.numbers, sheet.column("participant"), sheet.column("experiment"), strict=True))
    named = {participant: number for number, participant, experiment in reversed(rows) if experiment}
    for number, participant, experiment in rows:
        if participant and not experiment and participant in named:
            said = f"it is empty, and row {named[participant]} names one for the same participant."
            yield Fault(number, f"Row {number}, column experiment: {said}")


def _ids_that_start_again(sheet: Sheet) -> dict[str, Again]:
    """Participants who are in several chapters, each with the rows of the first two; none where they are few.

    So many are no slip in a cell: their ids start again in each chapter.
    """
    first: dict[Key, dict[str, int]] = {}
    for number, (participant, experiment, _), chapter in zip(
        sheet.numbers, _keys(sheet), sheet.column("chapter"), strict=True
    ):
        if participant and chapter:
            first.setdefault((participant, experiment), {}).setdefault(chapter, number)
    again = {key[0]: tuple(places.items())[:2] for key, places in first.items() if len(places) > 1}
    return again if len(again) >= SEVERAL else {}


def _start_again_faults(again: Mapping[str, Again]) -> Iterator[Fault]:
    """One sentence for all of them, that says how ids are made unique."""
    for participant, ((one, before), (other, row)) in list(again.items())[:1]:
        said = f"{len(again)} participants are in several chapters: {participant!r} is in {other!r} here and in "
        said += f"{one!r} in row {before}. Where ids start again in each chapter, write the chapter before them, as in "
        yield Fault(row, f"Row {row}, column participant: {said}'{other}-{participant}'.")


def _repeat_faults(sheet: Sheet, again: Collection[str], *, long: bool) -> Iterator[Fault]:
    """Rows that say the same participant, experiment and wave (and item, one answer a row) again."""
    seen: dict[Key, int] = {}
    repeats: list[tuple[int, str]] = []
    for number, key in zip(sheet.numbers, _keys(sheet, "item" if long else None), strict=True):
        first = seen.setdefault(key, number)
        if first != number and key[0] and key[2] and key[0] not in again:
            named = f"participant {key[0]!r}{f', experiment {key[1]!r}' if key[1] else ''}, wave {key[2]!r}"
            named += f", item {key[3]!r}" if long else ""
            repeats.append((number, f"{named} is already in row {first}"))
    printed = repeats if len(repeats) < MANY else repeats[:1]
    more = (
        f", and {len(repeats) - 1} more rows say again what an earlier one does" if len(printed) < len(repeats) else ""
    )
    for number, said in printed:
        yield Fault(number, f"Row {number}, column participant: {said}{more}.")


def _keys(sheet: Sheet, further: str | None = None) -> Iterator[Key]:
    names = ["participant", "experiment", "wave", *([further] if further else [])]
    return zip(*(sheet.column(name) for name in names), strict=True)


def _constant_faults(sheet: Sheet, again: Collection[str]) -> Iterator[Fault]:
    """One participant in one experiment belongs to one chapter and one arm."""
    for name in ("chapter", "arm"):
        seen: dict[Key, tuple[str, int]] = {}
        cells = sheet.column(name)
        for number, (person, experiment, _), cell in zip(sheet.numbers, _keys(sheet), cells, strict=True):
            said, first = seen.setdefault((person, experiment), (cell, number)) if cell else (cell, number)
            if said != cell and person not in again:
                sentence = f"participant {person!r} is in {cell!r} here and in {said!r} in row {first}"
                yield Fault(number, f"Row {number}, column {name}: {sentence}.")


def answer(cell: str, scale: Scale) -> float | str:
    """The number in a cell, NaN where it was not answered, or what is wrong with it."""
    if not cell or cell in scale.missing:
        return NOT_ANSWERED
    if not NUMBER.fullmatch(cell):
        return f"{cell!r} is not a number"
    value = float(cell)
    if value in scale.missing:
        return NOT_ANSWERED
    if not scale.minimum <= value <= scale.maximum:
        return f"{cell} is outside {scale.minimum:g} to {scale.maximum:g}"
    return value


def _item_faults(sheet: Sheet, items: Mapping[str, Scale], *, ignored: Collection[str]) -> Iterator[Fault]:
    named = zip(sheet.numbers, sheet.column("item"), strict=True)
    unknown = [(number, item) for number, item in named if item not in items and item not in ignored]
    yield from once_each((number, "item", f"{item!r} is not an item of any scale.") for number, item in unknown)


def _wide_cells(sheet: Sheet, items: Iterable[str]) -> Iterator[Cell]:
    """Every answer as its place among the rows, its item and its cell."""
    for item in items:
        for place, cell in enumerate(sheet.column(item)):
            yield place, item, cell


def _long_cells(sheet: Sheet) -> Iterator[Cell]:
    """Every answer as its place among the rows, its item and its cell."""
    for place, (item, cell) in enumerate(zip(sheet.column("item"), sheet.column("answer"), strict=True)):
        yield place, item, cell


def _answer_faults(
    sheet: Sheet, cells: Iterable[Cell], *, read: Mapping[tuple[str, str], float | str], column: str | None
) -> Iterator[Fault]:
    wrong = {key: said for key, said in read.items() if isinstance(said, str)}
    yield from once_each(
        (sheet.numbers[place], column or item, f"{wrong[item, cell]}.")
        for place, item, cell in (cells if wrong else ())
        if (item, cell) in wrong
    )


def _frame(
    sheet: Sheet, cells: Iterable[Cell], *, read: Mapping[tuple[str, str], float | str], items: list[str]
) -> pd.DataFrame:
    """One row a participant, experiment and wave, in the order each is first met."""
    keys = list(_keys(sheet))
    first: dict[Key, int] = {}
    for place, key in enumerate(keys):
        first.setdefault(key, place)
    rows = {key: row for row, key in enumerate(first)}
    columns = {item: column for column, item in enumerate(items)}
    answers = np.full((len(rows), len(items)), NOT_ANSWERED)
    for place, item, cell in cells:
        answers[rows[keys[place]], columns[item]] = read[item, cell]
    names = [*REQUIRED, *(name for name in OPTIONAL if name in sheet.heading)]
    texts = {
        name: [column[place] or None for place in first.values()] for name in names if (column := sheet.column(name))
    }
    return pd.concat([pd.DataFrame(texts, dtype="str"), pd.DataFrame(answers, columns=items)], axis="columns")
