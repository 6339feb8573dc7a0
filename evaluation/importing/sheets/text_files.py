"""Text of a CSV in whatever encoding and with whatever delimiter a program wrote it."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 60
"""So many records tell which sign stands between cells."""
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LONGEST_CELL = 1_000_000


def text_of(name: str, content: bytes) -> str:
    """The file as text: by its byte order mark, as UTF-16 without one, as UTF-8, else as cp1252 or Mac Roman."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(name, content, encoding)
    begun = content[:4000]
    if begun.count(0) > len(begun) // 5:
        return _decoded(name, content, "utf-16-le" if begun[1:2] == b"\0" else "utf-16-be")
    if 0 in content:
        raise Refused(Message("%(name)s is no text and no workbook that can be read.", name=name))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("mac-roman" if _is_mac(content) else "cp1252", errors="replace")


def _decoded(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(Message("%(name)s is damaged: its text breaks off in the middle of a sign.", name=name)) from None


def _is_mac(content: bytes) -> bool:
    """Whether line ends are those of an old Mac, which writes no line feeds."""
    return b"\r" in content and b"\n" not in content


def records_of(name: str, text: str) -> list[list[str]]:
    """Every record with its cells trimmed."""
    lines = text.replace("\0", "")
    said = re.match(r"sep=(.)\r?\n", lines)
    delimiter = said[1] if said else _delimiter(lines)
    csv.field_size_limit(LONGEST_CELL)
    try:
        read = _trimmed(lines, delimiter, strict=True)
    except csv.Error as fault:
        if "unexpected end of data" in str(fault):
            raise Refused(
                Message("%(name)s cannot be read as a table: a quotation mark in it is never closed.", name=name)
            ) from None
        read = _read_leniently(name, lines, delimiter)
    return [[], *read[1:]] if said else read


def _read_leniently(name: str, lines: str, delimiter: str) -> list[list[str]]:
    """The same with quotation marks that stand for themselves; refused where a cell is longer than any answer."""
    try:
        return _trimmed(lines, delimiter, strict=False)
    except csv.Error:
        raise Refused(
            Message(
                "%(name)s cannot be read as a table: one of its cells has more than %(most)s signs.",
                name=name,
                most=f"{LONGEST_CELL:,}",
            )
        ) from None


def _trimmed(text: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    return [[cell.strip() for cell in record] for record in _reader(text, delimiter, strict=strict)]


def _reader(text: str, delimiter: str, *, strict: bool = False) -> Iterable[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=strict)


def _delimiter(text: str) -> str:
    """The sign that gives most rows the same number of cells, and the most of them."""
    found = []
    for place, sign in enumerate(DELIMITERS):
        widths = []
        try:
            for record in _reader(text[:200_000], sign):
                if any(record):
                    widths.append(len(record))
                if len(widths) == LOOKED_AT:
                    break
        except csv.Error:
            pass
        wide = Counter(width for width in widths if width > 1)
        width, rows = wide.most_common(1)[0] if wide else (1, 0)
        found.append((rows * 3 >= len(widths) * 2, rows, width, -place))
    best = max(range(len(found)), key=lambda place: found[place])
    return DELIMITERS[best]
