"""Headings of sections, and information before a question: read by everybody, answered by nobody."""

import csv
import io

import pandas as pd
import pytest
from lxml import html

import instruments
from evaluation.authoring.sections import items
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion, questionnaire_html
from evaluation.reports.single_answers.codebook import codebook, variables
from instruments.checklist import seconds
from instruments.comparison import Comparability, compare
from instruments.interchange.export.to_ddi import to_ddi
from instruments.interchange.export.to_redcap import to_redcap
from instruments.interchange.export.to_xlsform import to_xlsform
from tests.questions.asked import TEXT, VERSION

TOLD = 'section = "About {place}"\ninformation = "People say many things.\\nThere is no right answer."\n'
VERSION_THAT_TELLS = instruments.parse(TEXT.replace('label = "Trust"\ntext', f'label = "Trust"\n{TOLD}text'))
WELSH = instruments.Translation(instrument="walk", number=1, language="cy", strings={"items.bt1.section": "Am {place}"})


def asked(version):
    return AskedVersion(version=version, wave="pre", language="en", place="Leicester")


@pytest.fixture
def page(phone):
    with phone.client.application.test_request_context():
        return html.fromstring(questionnaire_html(asked(VERSION_THAT_TELLS)))


def test_both_stand_in_the_heading_that_is_heard_whole_before_the_question(page):
    said = " ".join(page.get_element_by_id("bt1-t").text_content().split())
    assert said == (
        "About Leicester People say many things. There is no right answer. Question 1 of 3 "
        "How much do you trust people in Leicester?"
    )


def test_information_is_not_said_again_with_each_answer(page):
    question = page.get_element_by_id("bt1")
    assert question.get("aria-labelledby") == "bt1-q"
    assert page.get_element_by_id("bt1-q").text_content() == "How much do you trust people in Leicester?"


def test_both_stand_above_the_question_on_paper():
    paper = " ".join(paper_form(asked(VERSION_THAT_TELLS), FormDetails(title="A walk")).split())
    assert '<p class="section">About Leicester</p><p class="information">People say many things. There' in paper


def test_they_are_translated_as_any_words_of_a_question():
    assert instruments.strings_of(VERSION_THAT_TELLS)["items.bt1.information"].startswith("People say")
    assert instruments.translated(VERSION_THAT_TELLS, WELSH).items_by_id["bt1"].section == "Am {place}"


def test_told_otherwise_the_questions_from_there_on_compare_only_with_care():
    changes = compare(VERSION, VERSION_THAT_TELLS).changes
    assert [(each.key, each.comparability) for each in changes] == [
        ("items.bt1.section", Comparability.WITH_CARE),
        ("items.bt1.information", Comparability.WITH_CARE),
    ]


def test_what_is_told_earlier_touches_the_scored_questions_after_it():
    later = instruments.parse(TEXT.replace('label = "Languages"', 'label = "Languages"\ninformation = "Welcome."'))
    order = ("langs", "bt1", "since")
    old, new = (
        version.having(items=tuple(version.items_by_id[name] for name in order)) for version in (VERSION, later)
    )
    (change,) = compare(old, new).changes
    assert change.items == ("langs", "bt1")


def test_reading_it_takes_time():
    assert seconds(VERSION_THAT_TELLS, "pre") > seconds(VERSION, "pre") + 2


def test_other_tools_and_the_codebook_are_told_of_it():
    redcap = list(csv.DictReader(io.StringIO(to_redcap(VERSION_THAT_TELLS, wave="pre"))))
    assert redcap[1]["Section Header"].startswith("About {place}\nPeople say")
    form = pd.read_excel(io.BytesIO(to_xlsform(VERSION_THAT_TELLS, wave="pre")), "survey").set_index("name")
    assert form.loc["bt1_before", "type"] == "note"
    assert "<preQTxt>About {place}</preQTxt>" in to_ddi(VERSION_THAT_TELLS)
    book = {row[0]: row for row in codebook(variables([VERSION_THAT_TELLS]))}
    assert "About {place} – People say many things.\nThere is no right answer." in book["bt1"]


def test_the_editor_takes_and_shows_both():
    typed = {**items.values(VERSION, "bt1"), "section": "About you", "information": "Welcome."}
    version = items.put(VERSION, "bt1", typed)
    assert version.items_by_id["bt1"].preface == ("About you", "Welcome.")
    assert items.values(version, "bt1")["section"] == "About you"


def test_the_digest_of_what_tells_nothing_is_as_it_was():
    assert "section" not in instruments.canonical_toml(instruments.load("common-ground", 1))
