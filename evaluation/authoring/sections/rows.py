"""An entry of a form that holds rows, each of a few cells: as one text, as it is sent, moved and taken out.

As a text a row is a line, its cells with bars between; a bar, a line's end or a backslash inside a cell is written
with a backslash before it. So rows are compared, merged and told in the history as every other entry is.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

CELL = re.compile(r"((?:[^|\\]|\\.)*)(?:\||$)", re.DOTALL)
ESCAPED = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
WAYS = ("up", "down", "out", "add")
Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class RowPress:
    """A press on a row: which entry it is of, what it does (up, down, out, add), and to which of the sent rows."""

    name: str
    way: str
    row: int

    def place(self, count: int) -> int:
        """Where the row stands afterwards, or the one that took its place, of so many rows before; 0 is the first."""
        if self.way == "add":
            return count
        if self.way == "out":
            return min(self.row, max(count - 2, 0))
        return min(max(self.row + (1 if self.way == "down" else -1), 0), count - 1)


def text_of_rows(rows: Iterable[Sequence[str]]) -> str:
    """Rows as one text, those without a word left out."""
    return "\n".join(_line(row) for row in rows if any(cell.strip() for cell in row)).strip()


def rows_in(text: str, *, columns: int) -> Rows:
    """The rows of such a text, each filled up to so many cells."""
    lines = [[_plain(cell) for cell in CELL.findall(line)[:columns]] for line in text.split("\n") if line.strip()]
    return [[*line, *[""] * (columns - len(line))] for line in lines]


def sent_rows(name: str, columns: Sequence[str], sent: MultiDict[str, str], *, staying: Collection[str] = ()) -> str:
    """The rows that a form sent as `name.row.column`, in the order they stood on the page, as one text.

    Where a row was pressed up, down or out, that is done to it; one that moves leaves its cells of the columns that
    are `staying` where they are.
    """
    rows = [row for row in _rows(name, columns, sent).values() if any(row)]
    press = row_press(name, columns, sent)
    if press and press.way == "out":
        del rows[press.row]
    elif press and press.way != "add":
        _move(rows, press.row, press.place(len(rows)), stays=[column in staying for column in columns])
    return text_of_rows(rows)


def _move(rows: Rows, row: int, place: int, *, stays: Sequence[bool]) -> None:
    before = list(rows)
    rows.insert(place, rows.pop(row))
    rows[:] = [
        [old if stay else new for old, new, stay in zip(*each, stays, strict=True)]
        for each in zip(before, rows, strict=True)
    ]


def row_press(name: str, columns: Sequence[str], sent: MultiDict[str, str]) -> RowPress | None:
    """The press on a row of this entry; None where there was none."""
    entry, way, number = [*sent.get("row", "").split(" "), "", "", ""][:3]
    filled = [key for key, row in _rows(name, columns, sent).items() if any(row)]
    if entry != name or way not in WAYS or (way != "add" and number not in filled):
        return None
    return RowPress(name, way, len(filled) if way == "add" else filled.index(number))


def _rows(name: str, columns: Sequence[str], sent: MultiDict[str, str]) -> dict[str, list[str]]:
    cell = re.compile(re.escape(name) + r"\.(\d{1,4})\.\w+")
    numbers = dict.fromkeys(found[1] for key in sent if (found := cell.fullmatch(key)))
    return {number: [_even(sent.get(f"{name}.{number}.{column}", "")) for column in columns] for number in numbers}


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _line(row: Sequence[str]) -> str:
    filled = max((place for place, cell in enumerate(row, start=1) if cell), default=0)
    return " | ".join(re.sub(r"[\\|\n]", lambda found: ESCAPED[found[0]], cell) for cell in row[:filled])


def _plain(cell: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], cell.strip(), flags=re.DOTALL)
