"""A signed language is offered only once the pages around the questions have words in it."""

import uuid

import pytest
from lxml import html

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
    page = html.fromstring(phone.get(f"/{signed.words}?lang=ar").data)
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")


NOT_CHECKED = {
    "cy": "Nid yw’r holiadur hwn wedi’i wirio yn Gymraeg eto, felly rydych yn ei ddarllen mewn iaith arall (English).",
    "ar": "لم تُراجَع صيغة هذا الاستبيان بالعربية بعد، لذلك تقرؤه بلغة أخرى (English).",
}
NOT_ASKED = {
    "cy": "Ni allwch ateb yn Gymraeg yn y cyfarfod hwn, felly rydych yn darllen hwn mewn iaith arall (English).",
    "ar": "لا يمكنك الإجابة بالعربية في هذا اللقاء، لذلك تقرأ هذا بلغة أخرى (English).",
}
DIRECTION = {"cy": "ltr", "ar": "rtl"}


@pytest.fixture
def arrange(sqlite_hall):
    """Have the evening arranged for some languages, none of which is signed."""

    def arranged(*languages):
        with sqlite_hall.database.transaction() as db:
            db.query(Experiment).one().languages = list(languages)

    return arranged


def why(page):
    """What a page says of a language that it is not in: the language, its direction and the words."""
    return [
        (each.get("lang"), each.get("dir"), each.text_content())
        for each in html.fromstring(page.data).xpath("//main//*[@class='note']//*[@lang]")
    ]


@pytest.mark.parametrize("language", ["cy", "ar"])
@pytest.mark.parametrize("way", ["link", "browser"])
def test_the_first_page_says_in_a_language_that_nobody_has_checked_why_it_is_in_another(
    sqlite_hall, phone, arrange, language, way
):
    arrange("en", "cy", "ar")
    asked = f"/{sqlite_hall.words}" + (f"?lang={language}" if way == "link" else "")
    page = phone.get(asked, **{"Accept-Language": f"{language}, en;q=0.5" if way == "browser" else "en"})
    assert why(page) == [(language, DIRECTION[language], NOT_CHECKED[language])]


@pytest.mark.parametrize("language", ["cy", "ar"])
def test_it_says_so_too_where_the_meeting_does_not_ask_in_that_language(sqlite_hall, phone, arrange, language):
    arrange("en")
    page = phone.get(f"/{sqlite_hall.words}?lang={language}")
    assert why(page) == [(language, DIRECTION[language], NOT_ASKED[language])]


def test_a_language_whose_questions_are_signed_and_whose_pages_are_not_is_not_checked_either(signed, phone):
    assert why(phone.get(f"/{signed.words}?lang=ar")) == [("ar", "rtl", NOT_CHECKED["ar"])]


def test_nothing_is_said_where_the_page_is_in_the_language_that_was_asked_for(signed, phone):
    asked = [("?lang=cy", "en"), ("", "cy"), ("?lang=en", "ar"), ("", "pl, en;q=0.5"), ("?lang=xx", "en")]
    pages = [phone.get(f"/{signed.words}{query}", **{"Accept-Language": browser}) for query, browser in asked]
    assert [why(page) for page in pages] == [[]] * len(asked)


def test_of_a_language_in_which_the_pages_have_no_words_it_is_said_in_english(sqlite_hall, phone):
    assert "You cannot answer in Polski yet." in phone.get(f"/{sqlite_hall.words}?lang=pl").text


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


OF_NO_MEETING = "لم تُراجَع هذه الصفحة بالعربية بعد، لذلك تقرؤها بلغة أخرى (English)."


@pytest.mark.parametrize("address", ["/", "/privacy", "/withdraw", "/{words}/privacy"])
@pytest.mark.parametrize("way", ["link", "browser"])
def test_so_do_the_pages_beside_the_questions(sqlite_hall, phone, new_phone, address, way):
    at = address.format(words=sqlite_hall.words)
    page = phone.get(f"{at}?lang=ar") if way == "link" else new_phone(**{"Accept-Language": "ar, en;q=0.5"}).get(at)
    (note,) = html.fromstring(page.data).xpath("//main//p[@class='note']")
    assert (note.get("lang"), note.get("dir"), note.text_content()) == ("ar", "rtl", OF_NO_MEETING)


@pytest.mark.parametrize("accepted", ["en, ar;q=0.5", "cy", "pl", "*"])
def test_they_say_nothing_of_it_to_whoever_reads_another_language(new_phone, accepted):
    page = new_phone(**{"Accept-Language": accepted}).get("/privacy")
    assert html.fromstring(page.data).xpath("//main//p[@class='note']") == []
