"""A report says when its answers were read, where its figures are whole points, and each thing in its own words."""

import io
import re
from dataclasses import replace

import docx
import openpyxl
import pytest

from analysis.wording.wording import Sentence
from evaluation.impact_report.build.context import DRAFT, Practice
from evaluation.impact_report.formats import csv, html, json, xlsx
from evaluation.impact_report.formats import docx as docx_file
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.text import sentences
from tests.impact_report.examples import evening
from tests.impact_report.page_one import plain
from tests.releases.masked import as_released

WHOLE = (
    "Figures are rounded to whole points, and ranges outwards, because fewer than 20 people answered both times; the "
    "change may be half a point either way. What is said of it was decided by unrounded figures."
)


def said(made, part):
    return [made.language.say(each) for each in part(made)]


def test_a_draft_says_when_it_was_made_that_newer_answers_may_wait_and_never_frozen():
    made = evening(34, named=DRAFT)
    read, told = plain(html.page(made)), json.document(made)["provenance"]
    assert ("made 15 May 2026" in read, "rozen" in read) == (True, False)
    assert "Made (a few newer answers may wait)" in read
    assert (told["answers_as_of"][:10], "frozen_at" in told) == ("2026-05-15", False)


def test_a_release_says_when_its_data_were_frozen():
    assert "Data frozen" in plain(html.page(evening(34)))


@pytest.mark.parametrize(("language", "said"), [("en", "Draft"), ("cy", "Drafft")])
def test_a_draft_says_that_it_is_one_on_page_1_in_its_foot_and_in_every_file(language, said):
    made = evening(34, named=DRAFT, language=language)
    page = html.page(made)
    assert f'<em class="draft">{said}</em>' in page
    assert plain(page[page.index('<footer class="stamp">') :]).lstrip().startswith(f"{said} · ")
    assert json.document(made)["provenance"]["draft"] is True
    word = docx.Document(io.BytesIO(docx_file.docx(made)))
    assert word.sections[0].footer.paragraphs[0].text.startswith(f"{said} · ")
    assert word.paragraphs[0].text.endswith(f" {said}")
    book = openpyxl.load_workbook(io.BytesIO(xlsx.xlsx(made)))
    for sheet in (book["Results"], book["Report"]):
        assert [row[0] for row in sheet.iter_rows(values_only=True)][-1].startswith(f"{said} · ")


@pytest.mark.parametrize("further", [{}, {"named": {"id": "Chapter A"}, "released": True}])
def test_what_is_no_draft_says_nothing_of_one(further):
    made = evening(34, **further)
    assert not re.search(r"\bdraft\b", plain(html.page(made)), re.IGNORECASE)
    assert "draft" not in json.document(made)["provenance"]


def test_of_fewer_than_20_page_1_and_the_quote_say_that_figures_are_whole_points():
    made = as_released(evening(17, change=2))
    assert WHOLE in said(made, sentences.lede)
    assert WHOLE in said(made, sentences.quote)


def test_from_20_on_and_by_the_first_renderer_nothing_is_said_of_whole_points():
    few = as_released(evening(17, change=2))
    for made in (as_released(evening(34, change=2)), evening(17, change=2), replace(few, renderer=1)):
        assert WHOLE not in plain(html.page(made))


def test_no_row_of_figures_holds_what_a_program_would_write():
    made = evening(34, practice=(Practice(chapter="Caer", kinds=("Assembly",), workshops=2, rounds=(3, 4)),))
    rows = {row[0]: row[1] for row in csv.figure_rows(made)}
    assert (rows["around.practice.1.chapter"], rows["around.practice.1.rounds"]) == ("Caer", "3, 4")
    assert not any("{" in str(value) for value in rows.values())


def test_a_question_at_the_end_of_a_sentence_has_one_mark():
    asked = Sentence("Not asked: {names:names}.", {"names": ["Was this your first time?"]})
    assert Language().say(asked) == "Not asked: Was this your first time?"
    assert Language(renderer=1).say(asked).endswith("first time?.")
