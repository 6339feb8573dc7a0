"""The figures of a report as a spreadsheet: a sheet of what it says, one of every figure, one of the questions."""

import io
from collections.abc import Iterable
from typing import Any

from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import csv
from evaluation.impact_report.formats.extras import needed
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.text import sentences as report_sentences
from evaluation.impact_report.text.footer import stamp

WIDTHS = (64, 24, 60)


def xlsx(report: ImpactReport) -> bytes:
    """The workbook; text is written as text, so that no cell can act as a formula."""
    xlsxwriter = needed("xlsxwriter", for_format="xlsx")
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    language = report.language
    created = report.context.frozen_at
    book.set_properties({"title": "Impact report", "comments": stamp(report, language)})
    if created:
        book.set_properties({"title": "Impact report", "created": created.replace(tzinfo=None)})
    strong = book.add_format({"bold": True, "bottom": 1})
    _sheet(book, "Report", ("What the report says", "", ""), _said(report, language), strong)
    _sheet(book, "Figures", ("key", "value", "not given because"), csv.figure_rows(report), strong)
    _sheet(book, "Codebook", csv.CODEBOOK, csv.codebook_rows(report), strong)
    book.close()
    return held.getvalue()


def _said(report: ImpactReport, language: Language) -> list[tuple[object, ...]]:
    sentences = [report_sentences.headline(report), *report_sentences.lede(report), *report_sentences.quote(report)]
    return [*((language.say(sentence),) for sentence in sentences), (stamp(report, language),)]


def _sheet(
    book: Any,  # noqa: ANN401 - xlsxwriter has no types
    name: str,
    heading: Iterable[str],
    rows: Iterable[Iterable[object]],
    strong: object,
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for column, cell in enumerate(heading):
        sheet.write_string(0, column, cell, strong)
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _cell(sheet, line, column, value)


def _cell(sheet: Any, line: int, column: int, cell: object) -> None:  # noqa: ANN401 - xlsxwriter has no types
    if isinstance(cell, bool):
        sheet.write_boolean(line, column, cell)
    elif isinstance(cell, (int, float)):
        sheet.write_number(line, column, cell)
    elif cell not in (None, ""):
        sheet.write_string(line, column, str(cell))
