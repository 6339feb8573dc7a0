"""Numbers read back from files as a person reads them, and the numbers that a report.json has."""

import html
import io
import re

import docx
import openpyxl
from pypdf import PdfReader

from analysis.pooling.equal_chapters import SURE_ENOUGH
from evaluation.impact_report.build.axis import whole_ticks
from evaluation.impact_report.figures.people_moved import people_moved
from evaluation.impact_report.formats import write
from tests.impact_report.examples import evening, study

NUMBER = re.compile(r"[−-]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d+)?")
HASHES = re.compile(r"\b[0-9a-f]{4}…[0-9a-f]{4}\b|\b[0-9a-f]{64}\b")
OF_THE_WORDING = {95.0, 100.0, 20.0, SURE_ENOUGH}
"""Numbers in the fixed words of a report: 95 % intervals, 95 of 100 such ranges, 20 people or more, a test's level."""
QUARTERS = {0.25, 0.75}
"""Ticks of an axis of changes."""
SIX = (40, 25, 30, 4, 28, 35)


LIVE = {
    "an evening of 34": lambda: evening(34, came=53, organisations=11, rounds=5, minutes=7, one_to_ones=130),
    "an evening of 12": lambda: evening(12, change=0.6),
    "a study of six": lambda: study(SIX, chapters=tuple(f"Chapter {letter}" for letter in "ABCDEFG")),
    "two chapters": lambda: study((22, 25)),
}


def files_of(report):
    """Every file of a release of this report, by name."""
    return write.of_release(report, {"number": 1}, formats=("html", "pdf", "csv", "xlsx", "docx", "svg"))


def numbers(text):
    """Every number in a text with its decimals, without signs."""
    found = NUMBER.findall(HASHES.sub("", text))
    return [(abs(float(each.replace("−", "-").replace(",", ""))), len(each.partition(".")[2])) for each in found]


def numbers_in(part):
    """Every number that JSON holds, also in its names and texts, without signs."""
    if isinstance(part, dict):
        return {number for name, inner in part.items() for number in numbers_in(name) | numbers_in(inner)}
    if isinstance(part, list):
        return {number for inner in part for number in numbers_in(inner)}
    if isinstance(part, str):
        return {number for number, _ in numbers(part)}
    return set() if part is None or isinstance(part, bool) else {abs(float(part))}


def axes_of(report):
    """The ticks of scales and of the figures of people, which are places on a line and nobody's figures."""
    drawn = [people_moved(outcome.moves, margin=outcome.scale.margin) for outcome in report.outcomes.values()]
    places = {abs(round(value, 2)) for figure in drawn if figure for value, _, _ in figure.ticks}
    scales = [outcome.scale for outcome in report.outcomes.values()]
    return places | QUARTERS | {float(tick) for scale in scales for tick in whole_ticks(scale.minimum, scale.maximum)}


def text_of_html(content):
    page = re.sub(r"<(style|head)\b.*?</\1>", " ", content.decode(), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def text_of_pdf(content):
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return "\n".join(re.sub(r"Page \d+ of \d+", "", page) for page in pages)


def text_of_docx(content):
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    footers = [paragraph.text for section in document.sections for paragraph in section.footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *pictures, *footers])


def text_of_xlsx(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


READERS = {
    "report.html": text_of_html,
    "report.pdf": text_of_pdf,
    "report.docx": text_of_docx,
    "report.xlsx": text_of_xlsx,
}


def texts_of(files):
    """Every file as a reader's text, by name."""
    return {name: READERS.get(name, bytes.decode)(content) for name, content in files.items()}
