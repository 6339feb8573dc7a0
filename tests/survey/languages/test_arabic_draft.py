"""What participants would read in Arabic once somebody has checked the draft of the pages and signed the questions."""

import pytest
from lxml import html

import instruments
from evaluation.models import Experiment
from evaluation.store.instruments.publishing import sign
from evaluation.store.linking.memory_questions import OPTION
from tests.survey.languages.test_every_page_in_every_language import offered, pages_seen, ways_on
from tests.survey.languages.test_interface_words import catalogue
from tests.survey.languages.unchecked_words import offer_unchecked_words
from tests.survey.test_pages import words_of


@pytest.fixture
def signed(sqlite_hall):
    """The evening with memory questions, and with Welsh and Arabic questions signed."""
    with sqlite_hall.database.transaction() as db:
        experiment = db.query(Experiment).one()
        experiment.languages = ["en", "cy", "ar"]
        experiment.options = {**experiment.options, OPTION: True}
        for language in ("cy", "ar"):
            sign(db, instruments.translation("common-ground", 1, language), by="somebody", now=sqlite_hall.clock())
    return sqlite_hall


@pytest.fixture
def checked(signed, monkeypatch):
    """The same, as though the words of the pages had been checked too."""
    offer_unchecked_words(monkeypatch)
    return signed


def sentences():
    """The sentences of ours that have no blanks."""
    ids = [each.id for each in catalogue("ar") if isinstance(each.id, str) and each.id]
    return {text for text in ids if "%(" not in text and len(text) > 12}


def test_every_page_is_in_arabic_from_right_to_left_offers_the_others_and_leads_on(checked, phone):
    wrong = {}
    for name, page in pages_seen(checked, phone, "ar"):
        document = html.fromstring(page.data)
        said = {
            "language": (document.get("lang"), document.get("dir")) == ("ar", "rtl"),
            "others": offered(document) == {"en", "cy"},
            "way on": bool(ways_on(document)),
            "heading": len(document.xpath("//h1")) == 1,
            "english": [text for text in sentences() if text in words_of(page)] == [],
        }
        if faults := [what for what, holds in said.items() if not holds]:
            wrong[name] = (page.status_code, faults)
    assert wrong == {}


def test_signed_questions_alone_offer_it_on_no_page(signed, phone):
    for name, page in pages_seen(signed, phone, "ar"):
        document = html.fromstring(page.data)
        assert (document.get("lang"), "ar" in offered(document)) == ("en", False), name


def test_the_preview_shows_the_draft_of_the_pages_beside_the_questions(phone):
    page = html.fromstring(phone.get("/preview/common-ground/1/pre/ar").data)
    (note,) = page.xpath("//p[@class='note'][@lang='ar']")
    assert "مسودة ترجمة" in note.text_content()
    assert "متابعة" in page.text_content()
    assert "Continue" not in page.text_content()
