"""Sheets of .xlsx, .ods and .xls workbooks as rows of text: values alone, and nothing hostile is unpacked."""

import datetime as dt
import io
import re
import struct
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.grids import MOST_COLUMNS, MOST_ROWS
from instruments.interchange.sheets.open_document import is_open_document, open_document_rows
from instruments.interchange.sheets.workbook import xls_row

LARGEST_PART = 400_000_000
MOST_MEMBERS = 2_000
MOST_TIMES_LARGER = 200
SMALL = 5_000_000
"""A part of a workbook of so many bytes is unpacked however tightly it was packed."""
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
NOT_COMPUTED = re.compile(rb"</f>\s*(<v\s*/>|<v></v>)?\s*</c>|<f(\s[^>]*)?/>\s*(<v\s*/>|<v></v>)?\s*</c>")
"""A cell with a formula and without the value that it had when the workbook was last saved."""
Rows = list[list[str]]


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are those of a workbook, whatever its name says."""
    return content.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def workbook_sheets(name: str, content: bytes) -> list[tuple[str, Rows]]:
    """The title and the rows of each sheet that is not hidden."""
    if content.startswith(b"PK"):
        _check_archive(name, content)
    read = _xls if content.startswith(b"\xd0") else _ods if is_open_document(content) else _xlsx
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions, which nothing here reads
            return [(title, _texts(name, rows)) for title, rows in read(content)]
    except (Refused, MemoryError):
        raise
    except ImportError as error:
        raise Refused(
            Message(
                "Reading workbooks needs %(name)s: install the extra “files” of this software.", name=error.name or ""
            )
        ) from None
    except Exception:  # noqa: BLE001 - damaged workbooks make the libraries raise nearly anything
        raise Refused(
            Message("%(name)s is a damaged workbook, or one with a password: it cannot be read.", name=name)
        ) from None


def _check_archive(name: str, content: bytes) -> None:
    """Refuses what grows without measure when it is unpacked, names other documents, or has formulas not computed."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        raise Refused(Message("%(name)s is a damaged workbook: it cannot be read.", name=name)) from None
    members = archive.infolist()
    larger = [
        part
        for part in members
        if part.file_size > SMALL and part.file_size > MOST_TIMES_LARGER * max(part.compress_size, 1)
    ]
    if len(members) > MOST_MEMBERS or larger or sum(part.file_size for part in members) > LARGEST_PART:
        raise Refused(Message("%(name)s would be far too large once unpacked.", name=name))
    for part in members:
        if part.filename.endswith((".xml", ".rels")):
            _check_part(name, _unpacked(name, archive, part), part.filename)


def _unpacked(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(part) as opened:
            return opened.read(part.file_size + 1)
    except Exception:  # noqa: BLE001 - damaged archives make the library raise nearly anything
        raise Refused(Message("%(name)s is a damaged workbook: it cannot be read.", name=name)) from None


def _check_part(name: str, text: bytes, part: str) -> None:
    if any(mark in text[:4000] for mark in DOCTYPES):
        raise Refused(
            Message("%(name)s declares a document type inside, which no workbook of answers needs.", name=name)
        )
    if part.startswith("xl/worksheets/") and NOT_COMPUTED.search(text):
        raise Refused(
            Message(
                "%(name)s has cells with formulas that were never computed. Open it in a spreadsheet program, save it, "
                "and bring it again.",
                name=name,
            )
        )


def _texts(name: str, rows: Iterable[Sequence[object]]) -> Rows:
    kept: Rows = []
    blank = 0
    for row in rows:
        texts = [_written(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            blank += 1
            continue
        if len(kept) + blank > MOST_ROWS:
            raise Refused(Message("%(name)s has more than %(most)s rows.", name=name, most=f"{MOST_ROWS:,}"))
        kept += [[] for _ in range(blank)]
        kept.append(texts)
        blank = 0
    return kept


def _xlsx(content: bytes) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    import openpyxl  # noqa: PLC0415 - slow to import

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()
            yield sheet.title, sheet.iter_rows(values_only=True)


def _ods(content: bytes) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    return open_document_rows(content, most_rows=MOST_ROWS + 51, most_columns=MOST_COLUMNS + 1)


def _xls(content: bytes) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    import xlrd  # noqa: PLC0415 - seldom needed

    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    for sheet in book.sheets():
        if not sheet.visibility:
            yield sheet.name, (xls_row(book, sheet.row(row)) for row in range(sheet.nrows))


def _written(cell: object) -> str:
    """A cell as text: whole numbers without a fraction, truths as yes or no, days as year, month and day."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=None).isoformat(" ", "seconds")
    return str(cell).strip()
