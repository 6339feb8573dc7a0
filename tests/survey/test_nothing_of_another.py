"""No page holds anything of whoever was shown it before, though pages are drawn once and kept."""

import re

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Card, Consent
from tests.hall import Phone

ALL_LANGUAGES = ("en", "cy")
IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture
def bilingual(sqlite_hall):
    """An evening that can be answered in both languages."""
    sqlite_hall.sign_welsh()
    return sqlite_hall


def links(page):
    return [str(link) for link in html.fromstring(page.data).xpath("//@href | //@action | //@formaction")]


def receipt_of(phone, hall, answers=None):
    phone.start(hall.words)
    return phone.send(answers or {"bt1": "7"}).headers["Location"]


@pytest.mark.parametrize("kept_cookies", [True, False])
@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_every_link_of_a_receipt_names_the_form_that_it_is_of(bilingual, participants, language, kept_cookies):
    for _ in range(4):
        phone = Phone(participants)
        at = receipt_of(phone, bilingual)
        own = IDENTITY.search(at).group()
        if not kept_cookies:
            phone.client = participants.test_client(use_cookies=False)
        page = phone.get(at.replace("lang=en", f"lang={language}"))
        named = [IDENTITY.findall(link) for link in links(page)]
        assert {identity for found in named for identity in found} == {own}
        assert [link for link in links(page) if "/sent/" in link and own not in link] == []


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_the_language_links_of_a_receipt_lead_to_the_same_receipt(bilingual, new_phone, language):
    for _ in range(3):
        phone = new_phone()
        at = receipt_of(phone, bilingual)
        page = phone.get(at.replace("lang=en", f"lang={language}"))
        (code,) = html.fromstring(page.data).xpath("//*[@id='code']/text()")
        (other,) = html.fromstring(page.data).xpath("//nav//a/@href")
        assert html.fromstring(phone.get(other).data).get_element_by_id("code").text == code


def walked(hall, phone, card, word):
    """Every page that somebody comes to who answers Before by a card."""
    at = f"/{hall.words}"
    yield from map(phone.get, (f"/c/{card}", f"{at}?card={card}", at, f"{at}?x={word}"))
    phone.get(f"{at}?card={card}")
    address, hidden = phone.form()
    form = phone.post(address, hidden).headers["Location"]
    yield from (phone.get(form), phone.get(f"{form}?again=1"), phone.get(f"{at}?lang=cy"), phone.get(f"{at}/next"))
    phone.at = form
    yield phone.send({"bt1": "7", "_check": "1"})
    sent = phone.send({"bt1": "7"}).headers["Location"]
    for language in ALL_LANGUAGES:
        yield phone.get(f"{sent}&x={word}".replace("lang=en", f"lang={language}"))
        yield phone.get(f"{at}?lang={language}&x={word}")
        yield phone.get(f"{at}/privacy?lang={language}&x={word}")
        yield phone.get(f"{at}/withdraw?lang={language}")
        yield phone.post(f"/withdraw?lang={language}", {"code": card, "words": hall.words})
    yield from (phone.get(f"{at}/under-16"), phone.get("/privacy"), phone.get("/"))


def test_no_page_of_the_second_person_holds_anything_of_the_first(bilingual, new_phone):
    cards = bilingual.cards(2)
    first = list(walked(bilingual, new_phone(), cards[0], "firstword"))
    with bilingual.database.reading() as db:
        ((form, person),) = db.execute(select(Consent.id, Consent.participant_id)).all()
        assert cards[0] in set(db.scalars(select(Card.token)))
    token = cards[0]
    theirs = {str(form), str(person), token, f"{token[:3]} {token[3:6]} {token[6:]}", " ".join(token), "firstword"}
    assert any(str(form) in page.text for page in first)
    for page in walked(bilingual, new_phone(), cards[1], "secondword"):
        assert [each for each in theirs if each in page.text] == [], page.request.url
