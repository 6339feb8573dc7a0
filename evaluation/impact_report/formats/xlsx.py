"""The figures of a report as a spreadsheet: its results first, what it says, every figure, and the questions."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from analysis.wording import wording
from analysis.wording.measured import Measured
from analysis.wording.phrases import Verdict
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import csv
from evaluation.impact_report.formats.extras import needed
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.places import About
from evaluation.impact_report.layout.findings_listed import Listed, outcomes_found
from evaluation.impact_report.sections import module_answers_section
from evaluation.impact_report.sections.summary_section import (
    AFTER_OR_LATER,
    has_figures,
    said_of,
    way_said_of,
)
from evaluation.impact_report.text import sentences as report_sentences
from evaluation.impact_report.text.footer import stamp

WIDTHS = (64, 24, 60)
RESULTS = (
    "Outcome",
    "Chapter",
    "People",
    "Before",
    "After",
    "Change",
    "Range from",
    "Range to",
    "Change and range, as printed",
    "In words",
    "Welcome?",
)
OF_COMPARISON = {
    "People": "People who came",
    "Change": "Difference from the comparison group",
    "Change and range, as printed": "Difference and range, as printed",
}
"""What columns are called beside a comparison group."""
CHAPTER_OR_LATER = "Chapter, or months later"
WHO_CAME = ("Question", "Answer", "People", "The room", "The area")
WHO_CAME_WIDTHS = (64, 44, 18, 14, 14)
RESULT_WIDTHS = (44, 24, 10, 10, 10, 10, 12, 12, 40, 34, 16)


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
    if report.renderer >= 2:
        results = [*_results(report, language), *(((), (stamp(report, language),)) if report.is_draft else ())]
        _sheet(book, "Results", _headings(report, language), results, strong, widths=RESULT_WIDTHS)
    _sheet(book, "Report", ("What the report says", "", ""), _said(report, language), strong)
    if module_rows := list(_module_answers(report, language)):
        heading = [language.catalogue.gettext(cell) for cell in WHO_CAME]
        _sheet(book, "Who came", heading, module_rows, strong, widths=WHO_CAME_WIDTHS)
    _sheet(book, "Figures", ("key", "value", "not given because"), csv.printed_rows(report), strong)
    _sheet(book, "Codebook", csv.CODEBOOK, csv.codebook_rows(report), strong)
    book.close()
    return held.getvalue()


def _headings(report: ImpactReport, language: Language) -> list[str]:
    called = OF_COMPARISON if report.estimand.compared else {}
    if any(each.later for each in outcomes_found(report, language)):
        called = {**called, "After": AFTER_OR_LATER, "Chapter": CHAPTER_OR_LATER}
    return [language.catalogue.gettext(called.get(heading, heading)) for heading in RESULTS]


def _results(report: ImpactReport, language: Language) -> Iterator[tuple[object, ...]]:
    """A row an outcome, as in the report's own table, with numbers that a spreadsheet can work with.

    They have as many decimals as the report prints, and one more where a figure would seem to reach what it does not;
    beside them stands what it prints, as a rounded number alone may say what the words of the report do not.
    """
    for each in outcomes_found(report, language):
        found, shown = each.measured, has_figures(each.measured)
        figures = (found.pre, found.post, found.change, found.low, found.high) if shown else (None,) * 5
        written = language.of(found.fewest).against(found.bounds).as_fine(found.ranged)
        few = wording.verdict(found)[0] is Verdict.TOO_FEW_TO_REPORT
        yield (
            language.begin(found.outcome),
            each.place,
            "" if few else _people(each, language),
            *(None if figure is None else _rounded(figure, written) for figure in figures),
            _printed(found, written) if shown else "",
            said_of(each, language),
            way_said_of(each, language),
        )


def _people(each: Listed, language: Language) -> int | str:
    """How many people there are; in words where that is not told exactly."""
    people = each.later.people if each.later else each.measured.n
    return language.count(people) if isinstance(people, About) else people


def _module_answers(report: ImpactReport, language: Language) -> Iterator[tuple[object, ...]]:
    """A row an answer to what modules asked, in the words of the report, and under them what is said of them."""
    made = [module_answers_section.who_was_there(report, language), module_answers_section.area(report, language)]
    found = [each for each in made if each]
    for question in (question for each in found for question in each.questions):
        for row in question.rows:
            yield question.text, row.answer, row.people, row.share, row.area if row.area_bar is not None else ""
    for each in found:
        yield from ((said,) for said in (each.intro, each.note) if said)


def _rounded(figure: float, written: Language) -> float:
    return round(figure, written.decimals + written.needs_finer(figure))


def _printed(found: Measured, written: Language) -> str:
    """A change with its range in the words of the report."""
    if found.change is None:
        return ""
    change = written.change(found.change)
    return change if found.low is None or found.high is None else f"{change} {written.range(found.low, found.high)}"


def _said(report: ImpactReport, language: Language) -> list[tuple[object, ...]]:
    sentences = [report_sentences.headline(report), *report_sentences.lede(report), *report_sentences.quote(report)]
    return [*((language.say(sentence),) for sentence in sentences), (stamp(report, language),)]


def _sheet(
    book: Any,  # noqa: ANN401 - xlsxwriter has no types
    name: str,
    heading: Iterable[str],
    rows: Iterable[Iterable[object]],
    strong: object,
    *,
    widths: Iterable[float] = WIDTHS,
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths):
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
