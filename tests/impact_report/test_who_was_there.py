"""Who was in the room, and the room beside its area: on later pages, in every format, as who came and no effect."""

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from docx import Document
from lxml import html as lxml_html

from evaluation.impact_report.formats import csv, docx, html, xlsx
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.sections import sections
from evaluation.impact_report.sections.module_answers_section import area, who_was_there
from tests.impact_report.examples import evening
from tests.impact_report.modules import SOURCE, modules_at, modules_beside_an_area, question, trust


@pytest.fixture(scope="module")
def report():
    return evening(40, modules=modules_beside_an_area())


@pytest.fixture(scope="module")
def page(report):
    return lxml_html.fromstring(html.page(report, style=""))


def words(page, section):
    (found,) = page.xpath(f"//section[@id='{section}']")
    return " ".join(found.text_content().split())


def test_who_was_in_the_room_is_told_with_how_many_answered_and_whom_it_describes(page):
    found = words(page, "who_was_there")
    assert "About 35 people answered each question. This describes who answered: others who came may differ." in found
    assert re.search(r"No religion.*about 15 35 to 52% Muslim.*about 10 27 to 37% Sikh fewer than 10", found)
    assert "Left out, as too few people answered, or as it could tell of a few people: Age." in found


def test_the_room_stands_beside_its_area_with_source_and_year(page):
    found = words(page, "area")
    assert "The figures of the area are from Community Life Survey, Leicester, 2023/24 (licence: OGL v3.0)." in found
    assert "42 to 58% 40%" in found
    assert "fewer than 5 under 1%" in found
    assert "Religion" not in found


def test_nothing_of_it_is_worded_as_an_effect_or_tested(page):
    found = words(page, "area")
    assert "This tells who came, and not what the meetings did" in found
    assert not re.search(r"\b(effect|impact|caus|led to|because of|p =|significan|higher|lower|rose|fell)", found)


def test_bars_say_in_words_what_they_draw_and_a_few_people_are_not_drawn(page):
    titles = page.xpath("//section[@id='area']//*[local-name()='title']/text()")
    assert len(titles) == 4
    assert "fewer than 5 in the room, 4% in the area" in titles[2]
    room = page.xpath("//section[@id='who_was_there']//*[local-name()='svg']")
    assert len(room) == 2


def test_about_means_the_nearest_five_people_there_and_no_whole_point_of_a_scale(page):
    assert "nearest whole point" not in words(page, "area") + words(page, "who_was_there")


def test_page_one_is_as_it_was(report):
    without = replace(report, context=replace(report.context, modules=None))
    assert html.page(report, whole=False, style="") == html.page(without, whole=False, style="")


def test_a_report_without_modules_has_neither_section(report):
    without = replace(report, context=replace(report.context, modules=None))
    assert not {"who_was_there", "area"} & set(sections(without, without.language))
    assert "module-answers" not in html.page(without)
    assert "modules" not in document(without)["around"]


def test_without_a_table_there_is_no_area_and_the_first_renderer_knows_neither(report):
    found = evening(40, modules=modules_at(("post",)))
    assert area(found, found.language) is None
    assert who_was_there(replace(report, renderer=1), report.language) is None


def test_when_it_was_asked_is_told_where_that_differs():
    found = evening(40, modules=modules_at(("pre", "post")))
    assert [each.wave for each in who_was_there(found, found.language).questions] == ["Asked before.", "Asked after."]


def test_the_spreadsheet_and_the_figures_have_it_under_keys_of_their_own(report):
    rows = {key: value for key, value, _ in csv.figure_rows(report)}
    assert rows["around.modules.questions.post.religion.answers.none.people"] == 15
    assert rows["around.modules.questions.post.cl_trust.answers.many.area_percent"] == 40.4
    assert rows["around.modules.area.source"] == SOURCE.source
    whole = openpyxl.load_workbook(io.BytesIO(xlsx.xlsx(report)))
    cells = [cell for row in whole["Who came"].values for cell in row]
    assert {"No religion", "about 15", "fewer than 10", "42 to 58%", "40%"} <= set(cells)
    assert any(SOURCE.source in str(cell) for cell in cells)


def test_a_workbook_without_modules_has_no_sheet_of_them(report):
    without = replace(report, context=replace(report.context, modules=None))
    assert "Who came" not in openpyxl.load_workbook(io.BytesIO(xlsx.xlsx(without))).sheetnames


def test_the_word_document_has_both(report):
    made = Document(io.BytesIO(docx.docx(report)))
    headings = [each.text for each in made.paragraphs if each.style.name == "Heading 1"]
    assert {"Who was in the room", "The room beside its area"} <= set(headings)
    cells = {cell.text for table in made.tables for row in table.rows for cell in row.cells}
    assert {"No religion", "about 15", "42 to 58%", "40%"} <= cells


def test_words_of_a_source_are_shown_and_not_run(report):
    named = replace(SOURCE, source="<script>alert(1)</script>", year="=1+1")
    modules = replace(modules_beside_an_area(), area=named)
    found = replace(report, context=replace(report.context, modules=modules))
    assert "<script>" not in html.page(found, style="").partition("<body")[2]
    assert ",'=1+1," in csv.figures_csv(found)


@pytest.mark.parametrize(
    ("people", "answered", "percents"), [(10, 10, (83, 100)), (15, 25, (48, 74)), (35, 40, (78, 98)), (None, 35, None)]
)
def test_a_share_lies_between_what_the_counts_may_have_been(people, answered, percents):
    found = question("a", "A", "A?", (("x", "X", people, None),), answered=answered)
    assert found.percents(found.answers[0]) == percents


def test_in_welsh_all_of_it_is_in_welsh(report):
    page = html.page(replace(report, context=replace(report.context, language="cy")), style="")
    assert "Pwy oedd yn yr ystafell" in page
    assert "35 i 52%" in page
    assert trust().text not in page
