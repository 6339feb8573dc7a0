"""One table in every format that holds tables: CSV, JSON, Parquet, XLSX, and SPSS with everything SPSS can say."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from evaluation.impact_report.formats.csv import inert
from evaluation.impact_report.formats.extras import needed
from evaluation.reports.single_answers.codebook import DATE, Value, Variable

DECLINED, NOT_ANSWERED, NOT_ASKED = "I'd rather not say", "Not answered or not asked", "Not asked"
LONGEST_LABEL = 250
Cells = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table: its name, its heading and its rows."""

    name: str
    heading: Sequence[str]
    rows: Cells


def table_sheet(name: str, frame: pd.DataFrame) -> TableSheet:
    """A frame as a table, with None where a cell is empty."""
    plain = frame.astype(object).where(frame.notna(), None)
    return TableSheet(name, list(frame.columns), plain.to_numpy().tolist())


def as_csv(sheet: TableSheet) -> bytes:
    """A table as CSV (UTF-8, CRLF); text that a spreadsheet could take for a formula has an apostrophe before it."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([inert(cell) for cell in sheet.heading])
    writer.writerows([_plain(inert(cell)) for cell in row] for row in sheet.rows)
    return written.getvalue().encode()


def tables_as_json(sheets: Iterable[TableSheet]) -> bytes:
    """Tables as JSON: under each name a list of rows by column."""
    whole = {sheet.name: [dict(zip(sheet.heading, row, strict=True)) for row in sheet.rows] for sheet in sheets}
    return (json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def as_parquet(frame: pd.DataFrame) -> bytes:
    """A frame as Parquet."""
    needed("pyarrow", for_format="parquet")
    held = io.BytesIO()
    frame.to_parquet(held, index=False)
    return held.getvalue()


def as_xlsx(sheets: Iterable[TableSheet]) -> bytes:
    """Tables as a workbook, a sheet each; text is written as text, so that no cell can act as a formula."""
    xlsxwriter = needed("xlsxwriter", for_format="xlsx")
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    strong = book.add_format({"bold": True, "bottom": 1})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        page.set_column(0, len(sheet.heading), 18)
        for column, name in enumerate(sheet.heading):
            page.write_string(0, column, name, strong)
        for line, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                _write(page, line, column, cell)
    book.close()
    return held.getvalue()


def as_sav(frame: pd.DataFrame, variables: Sequence[Variable], *, title: str) -> bytes:
    """The answers as SPSS data, with words for columns and values, levels of measurement, and kinds of missing.

    A question declined, one not answered, and of one that follows on another that it was not asked are codes below
    every answer, declared as missing. Codes that are text in
    other files are numbered from 1 here, in the order in which they were shown. A date has no code of its own for what
    is missing: `declined` tells where it was declined.
    """
    pyreadstat = needed("pyreadstat", for_format="sav")
    items = [each for each in variables if each.is_item and each.type != DATE]
    days = {each.name: _days(frame[each.name]) for each in variables if each.type == DATE}
    codes = {each.name: _missing_codes(each) for each in items}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        pyreadstat.write_sav(
            frame.assign(**days, **{each.name: _coded(frame, each, codes[each.name]) for each in items}),
            str(path),
            file_label=title[:60],
            column_labels={each.name: each.words[:LONGEST_LABEL] for each in variables},
            variable_value_labels={each.name: _value_labels(each, codes.get(each.name)) for each in variables},
            missing_ranges={name: [{"lo": min(found), "hi": max(found)}] for name, found in codes.items()},
            variable_format=dict.fromkeys(days, "DATE11"),
            variable_measure={each.name: each.measure for each in variables},
        )
        return path.read_bytes()


def _days(written: "pd.Series[Any]") -> "pd.Series[Any]":
    """Days as SPSS keeps them: moments that are shown as days, of a kind that does not go by the first answers."""
    return pd.to_datetime(written.map(lambda each: each if isinstance(each, str) else None), format="ISO8601")


def _missing_codes(item: Variable) -> tuple[float, ...]:
    """Declined, not answered, and of a question that follows on another: not asked."""
    lowest = min(item.limits[0] if item.limits else 1, -7)
    return tuple(lowest - place for place in ((1.0, 2.0, 3.0) if item.follows else (1.0, 2.0)))


def _coded(frame: pd.DataFrame, item: Variable, codes: tuple[float, ...]) -> "pd.Series[float]":
    declined, skipped, *not_asked = codes
    numbered = frame[item.name] if item.type == "integer" else frame[item.name].map(_numbers(item))
    coded = numbered.astype(float).mask(_names(frame["declined"], item), declined)
    for code in not_asked:
        coded = coded.mask(_names(frame["not_asked"], item), code)
    return coded.fillna(skipped)


def _names(column: "pd.Series[str]", item: Variable) -> "pd.Series[bool]":
    """Of each row whether a column of names names an item."""
    return column.map(lambda names: item.name in names.split())


def _numbers(item: Variable) -> dict[Value, int]:
    return {value: place for place, value in enumerate(item.options, start=1)}


def _value_labels(variable: Variable, codes: tuple[float, ...] | None) -> Mapping[Any, str]:
    if codes is None:
        return dict(variable.options)
    numbers = {value: value for value in variable.options} if variable.type == "integer" else _numbers(variable)
    return {
        **{float(numbers[value]): words for value, words in variable.options.items()},
        **dict(zip(codes, (DECLINED, NOT_ANSWERED, NOT_ASKED), strict=False)),
    }


def _plain(cell: object) -> object:
    return str(cell).lower() if isinstance(cell, bool) else cell


def _write(page: Any, line: int, column: int, cell: object) -> None:  # noqa: ANN401 - xlsxwriter has no types
    if isinstance(cell, bool):
        page.write_boolean(line, column, cell)
    elif isinstance(cell, int | float):
        page.write_number(line, column, cell)
    elif cell not in (None, ""):
        page.write_string(line, column, str(cell))
