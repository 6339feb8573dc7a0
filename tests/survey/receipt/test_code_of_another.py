"""Whoever says by a button that a form is theirs has proven nothing: the whole code is not shown to them."""

import pytest
from lxml import html

from tests.hall import Phone
from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import follow
from tests.survey.who_answers.test_sent_from_a_lent_form import say


@pytest.fixture
def codes(sqlite_hall, phone):
    """The codes of two who answered Before on one phone, which was handed on between them; After is open."""
    found = []
    for answer in ("7", "2"):
        phone.start(sqlite_hall.words)
        page = follow(phone, phone.send({"bt1": answer}))
        found.append(html.fromstring(page.data).get_element_by_id("code").text)
        sqlite_hall.clock.advance(minutes=20)
        phone.post(f"/{sqlite_hall.words}/next", {})
        sqlite_hall.clock.advance(minutes=20)
    sqlite_hall.open("post")
    return found


def claim(phone, words, ending):
    phone.get(f"/{words}")
    phone.at = say(phone, f"Code ending in {ending}").request.path


def test_after_claimed_by_a_button_of_a_phone_that_many_use_shows_only_the_end_of_the_code(sqlite_hall, phone, codes):
    claim(phone, sqlite_hall.words, codes[0][-3:])
    page = follow(phone, phone.send({"bt1": "5"}))
    said = words_of(page)
    assert (codes[0] in page.text, f"Code ending in {codes[0][-3:]}" in said, "code filled in" in said) == (
        False,
        True,
        False,
    )
    assert "More than one person uses this phone" in said
    assert "Change my answers" in said


def test_their_before_shows_the_whole_code_no_more_either(sqlite_hall, phone, codes):
    (before,) = [one.id for one in kept(sqlite_hall) if one.answers == {"bt1": 7}]
    claim(phone, sqlite_hall.words, codes[0][-3:])
    phone.send({"bt1": "5"})
    assert codes[0] not in phone.get(f"/{sqlite_hall.words}/sent/{before}").text


def test_on_a_phone_of_ones_own_the_code_stays(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    page = follow(phone, phone.send({"bt1": "7"}))
    code = html.fromstring(page.data).get_element_by_id("code").text
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    phone.at = say(phone, "Yes, that was me").request.path
    assert code in follow(phone, phone.send({"bt1": "5"})).text


def test_whoever_sent_no_form_before_is_shown_the_code_once(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.post(f"/{sqlite_hall.words}/next", {})
    sqlite_hall.clock.advance(minutes=1)
    sqlite_hall.close("pre")
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    phone.at = say(phone, "Yes, that was me").request.path
    page = follow(phone, phone.send({"bt1": "5"}))
    assert html.fromstring(page.data).xpath("//*[@id='code']")


@pytest.mark.parametrize("again", [True, False])
def test_a_stranger_with_the_link_who_says_that_it_is_theirs_sees_no_code(sqlite_hall, participants, again):
    owner, stranger = Phone(participants, cookies=False), Phone(participants, cookies=False)
    at = owner.start(sqlite_hall.words)
    owner.send({"bt1": "7"})
    assert "Did you begin this form?" in words_of(stranger.post(at, {"bt1": "0"}))
    page = say(stranger, "Yes, it is mine")
    if again:
        page = follow(stranger, stranger.post(at, {"bt1": "0"}))
    assert ("Thank you" in words_of(page), html.fromstring(page.data).xpath("//*[@id='code']")) == (True, [])


def test_who_hands_on_after_sending_is_reminded_of_their_code(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    assert "Have you kept your code?" not in phone.get(f"/{sqlite_hall.words}/next").text
    phone.send({"bt1": "7"})
    assert "Have you kept your code?" in phone.get(f"/{sqlite_hall.words}/next").text


def test_the_receipt_opened_on_another_phone_leads_to_a_form_of_ones_own(sqlite_hall, new_phone):
    sender, other = new_phone(), new_phone()
    sender.start(sqlite_hall.words)
    address = sender.send({"bt1": "7"}).headers["Location"]
    said = "Did somebody else send these answers? Then answer for yourself."
    assert said not in words_of(sender.get(address))
    page = other.get(address)
    (way,) = html.fromstring(page.data).xpath("//main//a[normalize-space()='Look what is open now']/@href")
    assert said in words_of(page)
    assert "I am 16 or over" in words_of(other.get(way))
