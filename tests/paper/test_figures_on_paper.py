"""Beside every box of a paper form stands what is keyed for it, and that key is the answer."""

from lxml import html

import instruments
from evaluation.questionnaire.paper_figures import figure_of, value_keyed
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion


def form_of(name, number, wave="pre"):
    version = instruments.load(name, number)
    asked = AskedVersion(version=version, wave=wave, language="en", place="Leicester")
    return version, html.fromstring(paper_form(asked, FormDetails(title="Highfields", number=12)))


def keys_of(page):
    """What stands beside the boxes of each question."""
    return [[key.text_content() for key in item.xpath(".//small[@class='keyed']")] for item in page.xpath("//ol/li")]


def test_agreement_is_keyed_by_the_figures_of_its_answers():
    _, page = form_of("common-ground", 2)
    assert keys_of(page)[3] == ["1", "2", "3", "4", "5", "6", "7", "d"]


def test_pictures_have_figures_too():
    _, page = form_of("common-ground", 2)
    assert keys_of(page)[5] == ["1", "2", "3", "4", "5", "6", "7", "d"]


def test_an_answer_for_whom_a_question_does_not_apply_is_keyed_by_its_letter():
    _, page = form_of("common-ground", 2)
    assert keys_of(page)[2] == ["n", "d"]


def test_answers_that_are_words_are_keyed_by_their_place():
    version, page = form_of("about-you", 1)
    assert keys_of(page)[1] == ["1", "2", "d"]
    shown = version.format_of(version.questions("pre")[1])
    assert [value_keyed(shown, key) for key in ("1", "2", "3")] == ["host", "guest", "3"]


def test_a_figure_is_the_figure_of_one_answer_alone():
    for name, number in (("common-ground", 2), ("about-you", 1), ("community-life", 2), ("learning-module", 1)):
        version = instruments.load(name, number)
        for item in version.questions("pre"):
            shown = version.format_of(item)
            figures = [figure_of(shown, option) for option in shown.choices]
            assert len(set(figures)) == len(figures)
            assert [value_keyed(shown, str(each)) for each in figures] == [str(each.value) for each in shown.choices]


def test_a_numbered_form_says_its_number_and_one_to_be_copied_says_none():
    _, page = form_of("common-ground", 2)
    assert page.xpath("//p[@class='numbered']")[0].text_content() == "Form 12"
    asked = AskedVersion(version=instruments.load("common-ground", 2), wave="pre", language="en", place="Leicester")
    assert "numbered" not in html.fromstring(paper_form(asked, FormDetails(title="Highfields"))).xpath("//@class")
