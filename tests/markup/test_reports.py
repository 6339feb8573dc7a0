"""Whatever markup stands in a report, its page runs, draws, fetches and computes nothing, opened from the disk."""

import csv
import io
import itertools

import pytest
from openpyxl import load_workbook

from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.write import write
from tests.close_browser import close_context
from tests.markup.looking import Looking
from tests.markup.payloads import FORMULAS, PAYLOADS
from tests.markup.reports import report_saying

WITHOUT_BRACES = [each.replace("{", "(").replace("}", ")") for each in PAYLOADS]
"""A sentence with a blank of ours takes no braces of others: questionnaires with braces are not published."""

CHAPTERS = ('=HYPERLINK("http://evil.test/10")', "@SUM(1+1)*cmd")


@pytest.fixture(scope="module")
def report():
    said = itertools.cycle(WITHOUT_BRACES)
    return report_saying(lambda: next(said), themes=len(PAYLOADS), chapters=CHAPTERS)


@pytest.mark.browser
def test_no_page_of_a_report_lets_markup_act(report, chromium, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(html.page(report), encoding="utf-8")
    browser = chromium.new_context()
    looking = Looking(browser.new_page(), path.as_uri())
    assert looking.at(path.as_uri()) == []
    shown = looking.page.inner_text("body")
    assert sum(each in shown for each in PAYLOADS) > 20
    close_context(browser)


def cells_of(folder):
    """Every cell of the tables of a report, by file."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".csv":
            rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
            yield from ((path.name, cell, False) for row in rows for cell in row)
        elif path.suffix == ".xlsx":
            for sheet in load_workbook(path):
                yield from (
                    (path.name, str(cell.value), cell.data_type == "f")
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.value is not None
                )


def is_number(text):
    try:
        float(text.replace("\N{MINUS SIGN}", "-").rstrip("%"))
    except ValueError:
        return False
    return True


@pytest.mark.integration
def test_no_cell_of_a_report_begins_a_formula(report, tmp_path):
    write(report, tmp_path / "report", formats=("csv", "xlsx"))
    cells = list(cells_of(tmp_path / "report"))
    acting = [
        (name, cell)
        for name, cell, is_formula in cells
        if is_formula or (name.endswith(".csv") and cell.startswith(FORMULAS) and not is_number(cell))
    ]
    assert acting == []
    assert any("HYPERLINK" in cell for _name, cell, _formula in cells)
