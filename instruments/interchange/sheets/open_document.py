"""Sheets of OpenDocument spreadsheets (.ods), read from their XML without running or following anything."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import repeat
from xml.etree.ElementTree import Element

from instruments.interchange.markup import xml_of

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
CONTENT = "content.xml"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


def is_open_document(content: bytes) -> bool:
    """Whether a zip archive says first that it is an OpenDocument spreadsheet."""
    return MIMETYPE in content[:200]


def open_document_rows(
    content: bytes, *, most_rows: int, most_columns: int
) -> Iterator[tuple[str, Iterator[Sequence[object]]]]:
    """The name and the rows of each sheet; what is repeated stands as often as it is, up to these bounds."""
    root = xml_of(CONTENT, zipfile.ZipFile(io.BytesIO(content)).read(CONTENT))
    for sheet in root.iter(f"{TABLE}table"):
        yield sheet.get(f"{TABLE}name", ""), _rows(sheet, most_rows=most_rows, most_columns=most_columns)


def _rows(sheet: Element, *, most_rows: int, most_columns: int) -> Iterator[Sequence[object]]:
    left, empty = most_rows, 0
    for row in sheet.iter(f"{TABLE}table-row"):
        cells, times = _cells(row, most_columns), _repeated(row, "rows")
        if not any(cell is not None for cell in cells):
            empty += times
            continue
        for each in (*repeat((), min(empty, left)), *repeat(cells, min(times, max(left - empty, 0)))):
            yield each
            left -= 1
        empty = 0
        if left <= 0:
            return


def _cells(row: Element, most: int) -> list[object]:
    cells: list[object] = []
    for cell in row:
        if cell.tag in CELLS:
            cells += repeat(_value(cell), min(_repeated(cell, "columns"), most - len(cells)))
    return cells


def _repeated(of: Element, what: str) -> int:
    times = of.get(f"{TABLE}number-{what}-repeated", "1")
    return int(times) if times.isdecimal() and len(times) < 9 else 1


def _value(cell: Element) -> object:
    """What a cell holds: a number, a truth, or words; nothing where it is empty."""
    kind = cell.get(f"{OFFICE}value-type")
    if kind in {"float", "percentage", "currency"}:
        return float(cell.get(f"{OFFICE}value", "nan"))
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    words = "\n".join(_words(paragraph) for paragraph in cell.findall(f"{TEXT}p"))
    return words or None


def _words(paragraph: Element) -> str:
    """The words of a paragraph, with the spaces and line ends that have elements of their own."""
    said = paragraph.text or ""
    for inner in paragraph:
        if inner.tag == f"{TEXT}s":
            said += " " * min(_spaces(inner), 100)
        elif inner.tag == f"{TEXT}line-break":
            said += "\n"
        else:
            said += _words(inner)
        said += inner.tail or ""
    return said


def _spaces(inner: Element) -> int:
    count = inner.get(f"{TEXT}c", "1")
    return int(count) if count.isdecimal() and len(count) < 4 else 1
