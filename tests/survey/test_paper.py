"""The paper form says what the phone says, in the same order, and becomes a tagged PDF."""

from io import BytesIO

import pytest
from lxml import html
from pypdf import PdfReader

import instruments
from evaluation.printing.pdf_ua import pdf_of
from evaluation.questionnaire.localised_version import version_in_language
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion
from tests.hall import NOON


def asked(language="en", wave="post"):
    version = version_in_language(instruments.load("common-ground", 1), language)
    return AskedVersion(version=version, wave=wave, language=language, place="Leicester")


def test_the_form_asks_every_question_of_the_wave_in_order():
    page = html.fromstring(paper_form(asked(), FormDetails(title="Highfields")))
    wanted = [
        item.text.replace("{place}", "Leicester") for item in instruments.load("common-ground", 1).questions("post")
    ]
    assert [heading.text_content() for heading in page.xpath("//h2")] == wanted


def test_every_question_can_be_declined():
    page = html.fromstring(paper_form(asked(), FormDetails(title="Highfields")))
    assert len(page.xpath("//ol/li[.//p[@class='skip']]")) == len(page.xpath("//ol/li"))


def test_beside_the_open_question_stands_the_box_by_which_words_may_be_quoted():
    page = html.fromstring(paper_form(asked(), FormDetails(title="Highfields")))
    (box,) = page.xpath("//ol/li//p[@class='quote']")
    assert "You may quote these words in a report, without my name." in box.text_content()
    assert "Ni ellir tynnu" in paper_form(asked("cy"), FormDetails(title="Highfields"))


def test_the_code_of_a_card_is_printed_where_there_is_one():
    assert "7QK 2M4 9TX" in paper_form(asked(), FormDetails(title="Highfields", token="7QK 2M4 9TX"))


def test_without_a_card_there_are_nine_boxes_for_its_code():
    page = html.fromstring(paper_form(asked(), FormDetails(title="Highfields")))
    assert len(page.xpath("//p[@class='card']//i")) == 9


@pytest.mark.parametrize(("language", "said"), [("en", "types in what you write here"), ("cy", "yn teipio")])
def test_the_form_says_who_sees_what_is_written_on_it(language, said):
    """The published consent promises that nobody at the meeting sees the answers, which is true of phones alone."""
    page = " ".join(paper_form(asked(language), FormDetails(title="Highfields")).split())
    assert said in page
    assert "Nobody at this meeting sees your answers" not in page


@pytest.mark.parametrize("large", [False, True])
def test_the_form_becomes_an_a4_pdf(large):
    pdf = PdfReader(BytesIO(pdf_of(paper_form(asked(), FormDetails(title="Highfields", large=large)), at=NOON)))
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    assert (len(pdf.pages) > 6) is large


def test_a_form_in_a_language_from_right_to_left_says_so():
    assert html.document_fromstring(paper_form(asked("ar"), FormDetails(title="Highfields"))).get("dir") == "rtl"
