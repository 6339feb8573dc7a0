"""Sheets kept as text: comma-separated values, and the tables of Markdown in which XLSForms are exchanged."""

import csv
import io
import re

from instruments.interchange.imported import refusal
from instruments.interchange.sheets.workbook import MOST_COLUMNS, MOST_ROWS, Row, Sheets
from instruments.messages import PlainMessage

DELIMITERS = (",", ";", "\t")
"""What stands between the cells of a table; spreadsheets of many countries write semicolons."""
HEADING = 5000
"""Characters that the first line is looked for in."""
OF_AN_XLSFORM = frozenset({"survey", "choices", "settings", "external_choices", "entities", "osm"})
BETWEEN = re.compile(r"(?<!\\)\|")
"""What stands between the cells of a Markdown table."""
RULE = re.compile(r":?-{2,}:?")
"""The cells of the line below a Markdown heading."""


def csv_rows(name: str, text: str) -> list[Row]:
    """The rows of a table of comma-separated values, each cell trimmed."""
    first = text[:HEADING].splitlines()[0] if text.strip() else ""
    delimiter = max(DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise refusal(
            name, PlainMessage("it cannot be read as comma-separated values: %(fault)s.", fault=error)
        ) from None
    return [[cell.strip() for cell in row] for row in rows]


def sheets_in_csv(rows: list[Row]) -> Sheets:
    """The sheets of an XLSForm in one table: the first column names a sheet, its rows follow in the other columns.

    Empty where the table is none.
    """
    first = next((row[0].lower() for row in rows if any(row)), "")
    return _sheets(rows) if first in OF_AN_XLSFORM else {}


def sheets_in_markdown(name: str, text: str) -> Sheets:
    """The sheets of an XLSForm in Markdown; the same form as in comma-separated values, between upright lines."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("|")]
    rows = [_cells(line) for line in lines]
    found = _sheets([row for row in rows if not all(RULE.fullmatch(cell) or not cell for cell in row) or not any(row)])
    if "survey" not in found:
        raise refusal(
            name, PlainMessage("an XLSForm in Markdown is a table whose first column names the sheet 'survey'.")
        )
    for title, each in found.items():
        if len(each) > MOST_ROWS:
            raise refusal(name, PlainMessage("it has more than %(most)s rows.", most=f"{MOST_ROWS:,}"), where=title)
    return found


def _cells(line: str) -> Row:
    inner = line.removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in BETWEEN.split(inner)][: MOST_COLUMNS + 1]


def _sheets(rows: list[Row]) -> Sheets:
    """What follows each name in the first column; what stands before the first of them belongs to no sheet."""
    sheets: Sheets = {}
    current: list[Row] = []
    for first, *others in (row or [""] for row in rows):
        if first:
            current = sheets.setdefault(first.strip().lower(), [])
        if any(others) or (current and not first):
            current.append(others if any(others) else [])
    return sheets
