"""The cells of a CSV file, with the row numbers a spreadsheet shows: the heading is row 1."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a file: the row it stands in (1 for the heading and the whole), and a sentence."""

    row: int
    sentence: str


@dataclass
class Sheet:
    """A heading, the rows under it (every cell trimmed), the number of each row, and the faults met while reading."""

    heading: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def column(self, name: str) -> list[str]:
        """The cells under a heading from top to bottom; empty text throughout where the file has no such column."""
        if name not in self.heading:
            return [""] * len(self.rows)
        place = self.heading.index(name)
        return [row[place] for row in self.rows]


def rows_named(numbers: Sequence[int]) -> str:
    """The first of these rows, and how many more there are."""
    return f"Row {numbers[0]} and {len(numbers) - 1} more" if len(numbers) > 1 else f"Row {numbers[0]}"


def read_sheet(path: Path) -> Sheet:
    """The sheet in a UTF-8 file with commas, a byte order mark or not; what is wrong with the file is in `faults`.

    Rows without any text are passed over. A row of another length than the heading is a fault, and is left out.
    """
    sheet = Sheet()
    try:
        content = path.read_bytes()
    except OSError as fault:
        sheet.faults.append(Fault(1, f"{path} cannot be read: {fault.strerror}."))
        return sheet
    if b"\0" in content:
        sheet.faults.append(Fault(1, "The file is not UTF-8 text: save it as CSV in UTF-8."))
    else:
        _fill(sheet, content.decode("utf-8-sig", errors="surrogateescape"))
    return sheet


def _fill(sheet: Sheet, text: str) -> None:
    of_length: dict[int, list[int]] = {}
    for number, cells in _records(sheet, text):
        if not sheet.heading:
            sheet.heading = cells
        elif len(cells) != len(sheet.heading):
            of_length.setdefault(len(cells), []).append(number)
        else:
            sheet.numbers.append(number)
            sheet.rows.append(cells)
    for length, rows in of_length.items():
        has = f"{rows_named(rows)} {'have' if len(rows) > 1 else 'has'}"
        sheet.faults.append(Fault(rows[0], f"{has} {length} cells where the heading has {len(sheet.heading)}."))
    sheet.faults.extend(_whole_faults(sheet))
    if UNDECODED.search(text):
        sheet.faults.extend(_undecoded(sheet))


def _records(sheet: Sheet, text: str) -> Iterator[tuple[int, list[str]]]:
    """The records that hold any text, with their row numbers; a broken quotation ends them with a fault."""
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            trimmed = [cell.strip() for cell in cells]
            if any(trimmed):
                yield number, trimmed
    except csv.Error as fault:
        sheet.faults.append(Fault(number + 1, f"Row {number + 1} cannot be read as CSV: {fault}."))


def _whole_faults(sheet: Sheet) -> Iterator[Fault]:
    alone = sheet.heading[0] if len(sheet.heading) == 1 else ""
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        if sign in alone:
            yield Fault(1, f"The file has {name} between its cells: save it with commas.")
    if not sheet.rows and not sheet.faults:
        yield Fault(1, "The file has a heading and no rows under it." if sheet.heading else "The file is empty.")


def _undecoded(sheet: Sheet) -> Iterator[Fault]:
    everything: Iterable[tuple[int, list[str]]] = [
        (1, sheet.heading),
        *zip(sheet.numbers, sheet.rows, strict=True),
    ]
    rows: dict[str, list[int]] = {}
    for number, cells in everything:
        for place, cell in enumerate(cells):
            if UNDECODED.search(cell):
                where = f"column {place + 1}" if number == 1 else f"column {sheet.heading[place]}"
                rows.setdefault(where, []).append(number)
    for where, found in rows.items():
        yield Fault(found[0], f"{rows_named(found)}, {where} is not UTF-8 text: save the file as UTF-8.")
