"""The rows of workbooks and tables, read in another way than the program reads them."""

import csv
import warnings
import zipfile
from functools import cache
from xml.etree import ElementTree as ET

import openpyxl
import xlrd

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@cache
def sheets(path):
    """The sheets of a file by their names in small letters, each a list of rows of text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions
        found = _of_its_kind(path)
    return {name.strip().lower(): [[written(cell) for cell in row] for row in rows] for name, rows in found.items()}


def _of_its_kind(path):
    return {".xls": _xls, ".ods": _ods, ".csv": _csv, ".md": _markdown}.get(path.suffix.lower(), _xlsx)(path)


def written(cell):
    """A cell as somebody would read it aloud: 3 and not 3.0."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _xlsx(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return {name: list(book[name].values) if hasattr(book[name], "values") else [] for name in book.sheetnames}


def _xls(path):
    book = xlrd.open_workbook(path)
    types = {xlrd.XL_CELL_BOOLEAN: bool, xlrd.XL_CELL_DATE: lambda value: xlrd.xldate_as_datetime(value, book.datemode)}
    rows = {sheet.name: [sheet.row(row) for row in range(sheet.nrows)] for sheet in book.sheets()}
    return {
        name: [[types.get(cell.ctype, lambda value: value)(cell.value) for cell in row] for row in each]
        for name, each in rows.items()
    }


def _ods(path):
    root = ET.fromstring(zipfile.ZipFile(path).read("content.xml"))
    return {table.get(f"{TABLE}name"): list(_ods_rows(table)) for table in root.iter(f"{TABLE}table")}


def _ods_rows(table):
    for row in table.iter(f"{TABLE}table-row"):
        cells = []
        for cell in row:
            value = cell.get(f"{OFFICE}value") or "\n".join("".join(each.itertext()) for each in cell) or None
            value = float(value) if cell.get(f"{OFFICE}value-type") == "float" else value
            cells += [value] * min(int(cell.get(f"{TABLE}number-columns-repeated", 1)), 300)
        if any(cells) or int(row.get(f"{TABLE}number-rows-repeated", 1)) < 1000:
            yield from [cells] * int(row.get(f"{TABLE}number-rows-repeated", 1))


def text_of(path):
    content = path.read_bytes()
    for encoding in ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def csv_rows(path):
    """The rows of a table with commas, semicolons or tabs, whichever its first line has most of."""
    lines = text_of(path).splitlines(keepends=True)
    delimiter = max(",;\t", key=(lines or [""])[0].count)
    return list(csv.reader(lines, delimiter=delimiter))


def _csv(path):
    rows = csv_rows(path)
    if not rows or rows[0][:1] not in ([name] for name in ("survey", "choices", "settings")):
        return {"survey": rows}
    return _by_first_column(rows)


def _markdown(path):
    lines = [line.strip()[1:].rstrip("|").split("|") for line in text_of(path).splitlines() if line.strip()[:1] == "|"]
    return _by_first_column([[cell.strip() for cell in line] for line in lines if set("".join(line)) - set("-: ")])


def _by_first_column(rows):
    found, current = {}, []
    for row in rows:
        if row and row[0].strip():
            current = found.setdefault(row[0].strip(), [])
        if any(cell.strip() for cell in row[1:]):
            current.append(row[1:])
    return found
