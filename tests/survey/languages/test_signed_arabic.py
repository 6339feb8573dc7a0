"""A signed language is offered only once the pages around the questions have words in it."""

import uuid

import pytest

import instruments
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.fieldwork.paper.paper_forms import paper_forms
from evaluation.models import Experiment
from evaluation.store.instruments.publishing import sign
from evaluation.store.studies.lookup import experiment_named
from evaluation.survey.delivery import page_cache
from tests.hall import Phone


@pytest.fixture
def signed(sqlite_hall):
    """The evening, in English, Welsh and Arabic, all of them signed."""
    with sqlite_hall.database.transaction() as db:
        db.query(Experiment).one().languages = ["en", "cy", "ar"]
        for language in ("cy", "ar"):
            sign(db, instruments.translation("common-ground", 1, language), by="somebody", now=sqlite_hall.clock())
    return sqlite_hall


def test_the_first_page_offers_the_languages_it_speaks(signed, phone):
    page = phone.get(f"/{signed.words}").text
    assert ("lang=cy" in page, "lang=ar" in page, "العربية" in page) == (True, False, False)


def test_asking_for_it_by_address_leads_to_a_page_in_english(signed, phone):
    page = phone.get(f"/{signed.words}?lang=ar").text
    assert ('lang="en"' in page, 'lang="ar"' in page, "rtl" in page) == (True, False, False)


def test_the_first_page_says_why_it_is_not_in_the_language_that_was_asked_for(sqlite_hall, phone):
    said = {each: phone.get(f"/{sqlite_hall.words}?lang={each}").text for each in ("cy", "ar", "en", "xx")}
    english = "You cannot answer in {} yet."
    assert [english.format(name) in said[each] for each, name in (("cy", "Cymraeg"), ("ar", "العربية"))] == [True, True]
    assert ["You cannot answer in" in said[each] for each in ("en", "xx")] == [False, False]


@pytest.mark.parametrize("wave", ["pre", "post"])
def test_its_questionnaire_is_at_no_address(signed, phone, wave):
    asked = phone.get(f"/{signed.words}/{wave}/ar/{uuid.uuid4()}")
    assert (asked.status_code, asked.headers["Location"]) == (303, f"/{signed.words}")


def test_nothing_is_stored_that_is_sent_to_such_an_address(signed, phone):
    assert phone.post(f"/{signed.words}/pre/ar/{uuid.uuid4()}", {"bt1": "5"}).status_code == 303


def test_a_questionnaire_does_not_lead_to_it(signed, phone):
    phone.start(signed.words)
    assert ("العربية" in phone.page.text, "Cymraeg" in phone.page.text) == (False, True)


def test_there_are_no_paper_forms_in_it(signed):
    with signed.database.reading() as db:
        forms = paper_forms(db, experiment_named(db, signed.words))
    assert [form for form in forms if 'lang="ar"' in form] == []
    assert any('lang="cy"' in form for form in forms)


def test_the_proof_would_notice_were_it_offered(signed, participants, monkeypatch):
    monkeypatch.setattr(
        "evaluation.store.instruments.published_versions.INTERFACE_LANGUAGES", (*INTERFACE_LANGUAGES, "ar")
    )
    page_cache.PageCache()
    assert "العربية" in Phone(participants).get(f"/{signed.words}").text
