"""Files of any form as sheets of text; e-mail addresses are hashed in the very reading, so that no sheet has one."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.grids import HASHED, LARGEST_FILE, MOST_COLUMNS, MOST_ROWS, Grid, NamedFile
from evaluation.importing.sheets.days_alike import with_days_alike
from evaluation.importing.sheets.headings import Heading, heading_of
from evaluation.importing.sheets.long_form import spread
from evaluation.importing.sheets.text_files import records_of, text_of
from evaluation.importing.sheets.workbook_files import is_workbook, workbook_sheets

ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]{2,}")
TRIAL_ADDRESS = re.compile(r"(test|testing|asdf)@[^\s@,;<>\"]+", re.IGNORECASE)
"""An address of nobody, typed to try a form out: of it the word is kept, by which its row is left out."""
MOST_FILES = 24
AGAIN = 0.8
"""The share of its cells that are names of columns in a row that is a heading again."""


def read_files(files: Sequence[NamedFile], *, secret: bytes | None = None) -> tuple[Grid, ...]:
    """Every sheet with a heading and rows of these files, in their order.

    The secret is drawn anew for each reading, where none is given: it joins rows of one reading and nothing else.
    """
    if len(files) > MOST_FILES:
        raise Refused(Message("At most %(most)s files can be read together.", most=MOST_FILES))
    key = secret or secrets.token_bytes(32)
    grids = tuple(grid for file in files for grid in _grids(file, key))
    if not grids:
        named = ", ".join(file.name for file in files)
        raise Refused(Message("%(names)s: there is no heading with rows under it.", names=named))
    return with_days_alike(grids)


def _grids(file: NamedFile, secret: bytes) -> Iterator[Grid]:
    if len(file.content) > LARGEST_FILE:
        said = Message("%(name)s is larger than %(most)s MB.", name=file.name, most=LARGEST_FILE // 1_000_000)
        raise Refused(said)
    if is_workbook(file.content):
        sheets = workbook_sheets(file.name, file.content)
    else:
        sheets = [("", records_of(file.name, text_of(file.name, file.content)))]
    several = len(sheets) > 1
    for title, rows in sheets:
        heading = heading_of(rows)
        if heading is not None and len(rows) > heading.above:
            if is_workbook(file.content):
                heading = _widened(heading, rows)
            yield spread(_grid(file.name, title if several else "", rows, heading, secret))


def _grid(name: str, sheet: str, rows: list[list[str]], heading: Heading, secret: bytes) -> Grid:
    width = len(heading.names)
    if width > MOST_COLUMNS:
        raise Refused(Message("%(name)s has more than %(most)s columns.", name=name, most=f"{MOST_COLUMNS:,}"))
    below = [
        (number, row)
        for number, row in enumerate(rows[heading.above :], heading.above + 1)
        if any(row) and not _is_heading(row, heading)
    ]
    if len(below) > MOST_ROWS:
        raise Refused(Message("%(name)s has more than %(most)s rows.", name=name, most=f"{MOST_ROWS:,}"))
    longer = [number for number, row in below if any(row[width:])]
    if longer:
        raise Refused(
            Message(
                "%(name)s, row %(row)s has more cells than the heading has names: a comma in an answer may lack its "
                "quotation marks.",
                name=name,
                row=longer[0],
            )
        )
    kept = [tuple(_hidden(cell, secret) for cell in _padded(row, width)) for _, row in below]
    return Grid(
        file=name,
        sheet=sheet,
        heading=heading.names,
        labels=heading.labels,
        rows=tuple(kept),
        numbers=tuple(number for number, _ in below),
    )


def _widened(heading: Heading, rows: list[list[str]]) -> Heading:
    """The heading with a name for cells that stand in no named column, as a note at the right of a sheet does."""
    width = max(map(len, rows))
    more = tuple(f"column {place}" for place in range(len(heading.names) + 1, width + 1))
    return replace(
        heading, names=(*heading.names, *more), labels=heading.labels and (*heading.labels, *("" for _ in more))
    )


def _is_heading(row: list[str], heading: Heading) -> bool:
    """Whether a row says the names of columns again, as where two files were pasted under one another."""
    said = [(cell, name) for cell, name in zip(row, heading.names, strict=False) if cell]
    return len(said) > 1 and sum(" ".join(cell.split()) == name for cell, name in said) >= AGAIN * len(said)


def _padded(row: list[str], width: int) -> list[str]:
    return row[:width] if len(row) >= width else row + [""] * (width - len(row))


def _hidden(cell: str, secret: bytes) -> str:
    """The cell with every e-mail address in it replaced by its hash, or by the word of a trial where it is one."""
    if "@" not in cell:
        return cell
    if trial := TRIAL_ADDRESS.fullmatch(cell):
        return trial[1].casefold()
    if ADDRESS.fullmatch(cell):
        return HASHED + hashed(cell, secret)
    return ADDRESS.sub(lambda found: HASHED + hashed(found[0], secret), cell)


def hashed(value: str, secret: bytes) -> str:
    """The keyed hash of an address or code, without regard to capital letters and blanks."""
    plain = "".join(value.split()).casefold()
    return hmac.new(secret, plain.encode(), hashlib.sha256).hexdigest()[:24]
