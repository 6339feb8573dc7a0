"""The language that somebody chose, or answered in, is kept on every way through the pages."""

import pytest
from lxml import html

from tests.survey.test_pages import sign_welsh
from tests.survey.who_answers.test_returning import follow


@pytest.fixture
def answered_in_welsh(sqlite_hall, phone):
    """Somebody answered Before in Welsh with a card, on a phone that prefers English; the code of the card."""
    sign_welsh(sqlite_hall)
    (token,) = sqlite_hall.cards()
    phone.start(sqlite_hall.words, lang="cy", card=token)
    phone.send({"bt1": "7"})
    return token


def language(page):
    return html.fromstring(page.data).get("lang")


@pytest.mark.parametrize("typed", ["river+lamp", "River-Lamp"])
def test_the_two_words_lead_on_in_the_language_that_was_asked_for(phone, typed):
    assert phone.get(f"/join?lang=cy&words={typed}").headers["Location"] == "/river-lamp?lang=cy"


def test_the_code_of_a_card_leads_on_in_it_too(sqlite_hall, phone):
    (token,) = sqlite_hall.cards()
    assert phone.get(f"/join?lang=cy&words={token}").headers["Location"] == f"/c/{token}?lang=cy"


def test_an_address_with_capitals_leads_on_in_it(sqlite_hall, phone):
    typed = sqlite_hall.words.title()
    assert phone.get(f"/{typed}?lang=cy").headers["Location"] == f"/{sqlite_hall.words}?lang=cy"


def test_the_page_for_the_two_words_asks_for_no_language_unless_somebody_did(phone):
    def sent(address):
        return html.fromstring(phone.get(address).data).xpath("//form//input[@name='lang']/@value")

    assert [sent("/"), sent("/?lang=cy")] == [[], ["cy"]]


@pytest.mark.usefixtures("answered_in_welsh")
def test_who_answered_in_welsh_is_welcomed_and_asked_after_in_welsh(sqlite_hall, phone):
    page = phone.get(f"/{sqlite_hall.words}", **{"Accept-Language": "en-GB"})
    assert language(page) == "cy"
    sqlite_hall.close("pre")
    assert language(phone.get(f"/{sqlite_hall.words}")) == "cy"
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    address, hidden = phone.form()
    assert "/post/cy/" in phone.post(address, {**hidden, "same": "yes"}).headers["Location"]


def test_their_card_says_so_on_another_phone(sqlite_hall, new_phone, answered_in_welsh):
    sqlite_hall.open("post")
    phone = new_phone()
    assert language(follow(phone, phone.get(f"/c/{answered_in_welsh}"))) == "cy"


@pytest.mark.usefixtures("answered_in_welsh")
def test_another_language_asked_for_and_another_person_are_heard_first(sqlite_hall, phone):
    assert language(phone.get(f"/{sqlite_hall.words}?lang=en")) == "en"
    assert language(phone.get(f"/{sqlite_hall.words}?new=1")) == "en"
    phone.post(f"/{sqlite_hall.words}/next", {})
    assert language(phone.get(f"/{sqlite_hall.words}")) == "en"


@pytest.mark.parametrize(
    ("accepted", "said"),
    [("ar", "ar"), ("cy-GB, en;q=0.5", "cy"), ("en-GB, cy;q=0.5", None), ("pl", None), ("*", None), ("", None)],
)
def test_a_browser_in_a_language_that_the_meeting_has_not_is_told_so_in_it(sqlite_hall, new_phone, accepted, said):
    page = html.fromstring(new_phone(**{"Accept-Language": accepted}).get(f"/{sqlite_hall.words}").data)
    told = page.xpath("//main/p[@class='note']/span/@lang")
    assert (told, page.get("lang")) == ([said] if said else [], "en")
