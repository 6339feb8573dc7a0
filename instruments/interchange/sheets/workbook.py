"""Spreadsheets as rows of text: only values are read, and what is no plain workbook is refused before it is opened."""

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

from instruments.interchange.imported import refusal
from instruments.interchange.markup import MOST_MARKS
from instruments.interchange.sheets.open_document import is_open_document, open_document_rows
from instruments.messages import PlainMessage

MOST_ROWS = 10_000
MOST_COLUMNS = 250
FURTHEST_ROW = 65_536
"""How far a sheet is looked through, so that a row far below the others is refused and not overlooked."""
LARGEST_SHEET = 8_000_000
LARGEST_PART = 2_000_000
LARGEST_WHOLE = 24_000_000
MOST_MEMBERS = 2_000
"""Bounds for the unpacked parts of a workbook, taken from the zip directory before anything is unpacked."""

MACRO = PlainMessage("it holds macros, and a questionnaire needs none; save it as a plain .xlsx workbook.")
DAMAGED = PlainMessage("the workbook is damaged and cannot be read.")
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))

Part = TypeVar("Part")
Row = list[str]
Sheets = dict[str, list[Row]]
"""The rows of each sheet read, under its name in small letters; every cell is text, trimmed, blank ends cut off."""


def sheets_of(name: str, content: bytes, *, wanted: AbstractSet[str]) -> Sheets:
    """The first and the wanted sheets of an .xlsx, .xls or .ods file, the others without their rows.

    Raises InvalidInstrument where it is neither, is damaged, too large, or holds macros or a document type.
    """
    if content.startswith(b"PK"):
        _check_zip(name, content)
        found = _opened(name, content, _ods if is_open_document(content) else _xlsx, wanted)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        _check_xls(name, content)
        found = _opened(name, content, _xls, wanted)
    else:
        raise refusal(name, PlainMessage("this is no workbook, whatever its name says."))
    for title, rows in found.items():
        if len(rows) > MOST_ROWS:
            raise refusal(name, PlainMessage("it has more than %(most)s rows.", most=f"{MOST_ROWS:,}"), where=title)
    return found


Reader = Callable[[bytes], Iterator[tuple[str, Iterator[Sequence[object]]]]]


def _opened(name: str, content: bytes, read: Reader, wanted: AbstractSet[str]) -> Sheets:
    sheets: Sheets = {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions, which nothing here reads
            for title, rows in read(content):
                key = title.strip().lower()
                sheets[key] = _trimmed(rows) if key in wanted or not sheets else []
    except ImportError as error:
        sentence = PlainMessage(
            "reading workbooks needs '%(name)s': install the 'files' extra of this software.", name=error.name
        )
        raise refusal(name, sentence) from None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - damaged workbooks make the libraries raise nearly anything
        raise refusal(name, DAMAGED) from None
    return sheets


def _trimmed(rows: Iterator[Sequence[object]]) -> list[Row]:
    kept = list[Row]()
    for place, row in enumerate(rows):
        cells = _cut([_written(cell) for cell in row]) if any(cell not in (None, "") for cell in row) else []
        if place <= MOST_ROWS or cells:
            kept.append(cells)
    return _cut(kept)


def _cut(row: list[Part]) -> list[Part]:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


def _check_zip(name: str, content: bytes) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        raise refusal(name, DAMAGED) from None
    members = archive.infolist()
    if any(re.search(r"vbaproject|macrosheets|activex", part.filename, re.IGNORECASE) for part in members):
        raise refusal(name, MACRO)
    if len(members) > MOST_MEMBERS or sum(part.file_size for part in members) > LARGEST_WHOLE:
        raise refusal(
            name, PlainMessage("unpacked it would be larger than %(most)s MB.", most=LARGEST_WHOLE // 1_000_000)
        )
    for part in members:
        _check_part(name, archive, part)


def _check_part(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    large = re.search(r"xl/(worksheets|media)/|sharedstrings|^content\.xml$", part.filename, re.IGNORECASE)
    if part.file_size > (LARGEST_SHEET if large else LARGEST_PART):
        raise refusal(name, PlainMessage("unpacked its part '%(part)s' would be too large.", part=part.filename[:80]))
    try:
        text = archive.read(part)
    except Exception:  # noqa: BLE001 - damaged archives make the library raise nearly anything
        raise refusal(name, PlainMessage("its part '%(part)s' is damaged.", part=part.filename[:80])) from None
    if text.count(b"<") > MOST_MARKS:
        raise refusal(
            name, PlainMessage("its part '%(part)s' holds more cells than any questionnaire.", part=part.filename[:80])
        )
    if any(mark in text for mark in DOCTYPES):
        raise refusal(
            name,
            PlainMessage(
                "its part '%(part)s' declares a document type, which no workbook needs.", part=part.filename[:80]
            ),
        )
    if b"macroEnabled" in text or b"ms-excel.macrosheet" in text:
        raise refusal(name, MACRO)


def _xlsx(content: bytes) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    import openpyxl  # noqa: PLC0415 - an extra, and slow to import

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        yield sheet.title, sheet.iter_rows(max_row=FURTHEST_ROW, max_col=MOST_COLUMNS, values_only=True)


def _ods(content: bytes) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    return open_document_rows(content, most_rows=MOST_ROWS + 1, most_columns=MOST_COLUMNS)


def _check_xls(name: str, content: bytes) -> None:
    """Refuse Visual Basic projects and Excel 4 macro sheets, which stand in the workbook's own list of sheets."""
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise refusal(name, MACRO)
    for place in (found.start() for found in re.finditer(b"\x85\x00", content)):
        header = content[place : place + 10]
        if len(header) == 10 and 8 <= header[2] < 80 and header[3] == 0 and header[8] < 3 and header[9] == 1:
            raise refusal(name, MACRO)


def _xls(content: bytes) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    import xlrd  # noqa: PLC0415 - an extra

    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    for sheet in book.sheets():
        yield sheet.name, (xls_row(book, sheet.row_slice(row, 0, MOST_COLUMNS)) for row in range(sheet.nrows))


def xls_row(book: Any, cells: Sequence[Any]) -> list[object]:  # noqa: ANN401 - xlrd has no types
    """The cells of a row; truths and dates are kept as numbers in such a file."""
    import xlrd  # noqa: PLC0415 - an extra

    return [
        bool(cell.value)
        if cell.ctype == xlrd.XL_CELL_BOOLEAN
        else xlrd.xldate_as_datetime(cell.value, book.datemode)
        if cell.ctype == xlrd.XL_CELL_DATE
        else cell.value
        for cell in cells
    ]


def _written(cell: object) -> str:
    """A cell as text: whole numbers without a fraction, true and false in words, everything else as it prints."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()
