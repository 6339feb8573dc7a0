"""A pack in two languages: a poster and a script in each, cards in both at once, forms in those that are live."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

import instruments
from evaluation.fieldwork.print_pack.pack_pdf import cards_pdf, pack_pdf
from evaluation.fieldwork.print_pack.print_facts import Stack
from evaluation.questionnaire.localised_version import version_in_language
from evaluation.questionnaire.paper_questionnaire import FormDetails, paper_form
from evaluation.questionnaire.questionnaire_html import AskedVersion
from tests.printing.conftest import DOTS, PRINTED

MM = DOTS / 25.4
FEW = {Stack.HOST: ["7K3M9Q2XZ"], Stack.GUEST: ["WWWWWWWWW"]}


@pytest.fixture(scope="module")
def both(facts):
    return replace(facts, languages=("en", "cy"), is_example=True)


@pytest.fixture(scope="module")
def texts(both):
    return [" ".join(page.extract_text().split()) for page in PdfReader(_pack(both)).pages]


def _pack(facts):
    return io.BytesIO(pack_pdf(FEW, facts, at=PRINTED))


def test_there_is_a_poster_and_a_script_in_each_language(texts):
    marks = ("Take a card and scan it", "Host script", "Cymerwch gerdyn", "Sgript y gwesteiwr")
    assert [next(n for n, text in enumerate(texts) if mark in text) for mark in marks] == [0, 1, 3, 4]


def test_a_welsh_poster_is_one_page(texts):
    poster = next(text for text in texts if "Cymerwch gerdyn" in text)
    assert "I bobl 16 oed a hŷn." in poster


def test_welsh_pages_leave_no_english_but_the_buttons(texts):
    welsh = " ".join(texts[3:7])
    assert [word for word in ("Welcome", "Round", "everybody", "Answer", "Bring", " the ") if word in welsh] == []


def test_each_card_speaks_both_languages_and_names_the_address_once(texts):
    hosts, guests = texts[-2:]
    for said in ("Bring this card", "Dewch â’r cerdyn hwn"):
        assert (hosts.count(said), guests.count(said)) == (1, 1)
    assert ("Host · Gwesteiwr" in hosts, "Guest · Gwestai" in guests, hosts.count("/river-lamp")) == (True, True, 1)


def test_nothing_on_a_card_of_two_languages_runs_into_something_else(both, pictures):
    page = pictures(cards_pdf(FEW, replace(both, slug="museum-bamboo", title="A long name " * 8), at=PRINTED))[0]
    strips = ((41, 48.6), (7, 58.2), (7, 73.7))  # mm: above the code, between code and foot, above the line to cut
    for left, top in strips:
        strip = page.convert("L").crop((round(left * MM), round(top * MM), round(104 * MM), round((top + 0.3) * MM)))
        assert strip.getextrema()[0] > 200, top


def test_a_welsh_form_is_welsh_throughout():
    version = version_in_language(instruments.load("common-ground", 1), "cy")
    asked = AskedVersion(version=version, wave="pre", language="cy", place="Caer Lliw")
    form = paper_form(asked, FormDetails(title="Neuadd", memory=True))
    english = (
        "Code on your card",
        "Mark one answer",
        "rather not say",
        "Strongly",
        "Five small",
        "Leave blank",
        "Last two",
    )
    assert [words for words in english if words in form] == []
    assert "Y cod ar eich cerdyn" in form


@pytest.mark.parametrize("memory", [False, True])
def test_forms_ask_memory_questions_only_where_they_are_on(memory):
    asked = AskedVersion(version=instruments.load("common-ground", 1), wave="pre", language="en", place="Leicester")
    form = paper_form(asked, FormDetails(title="Hall", memory=memory))
    assert ("Last two digits of your phone number" in form) is memory
