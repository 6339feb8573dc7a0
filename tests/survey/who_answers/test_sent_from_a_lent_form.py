"""A form of whoever handed the phone on, without JavaScript: not opened, and asked about before anything is stored."""

import pytest
from lxml import html

from tests.survey.test_pages import kept, words_of
from tests.survey.who_answers.test_returning import JSON, answered, follow, people

ASKED = "This form belongs to somebody who handed this phone on. Is it yours?"


@pytest.fixture
def lent(sqlite_hall, phone):
    """The address of the lender's questions, on a phone that they have handed on."""
    at = phone.start(sqlite_hall.words)
    phone.post(f"/{sqlite_hall.words}/next", {})
    return at


def say(phone, label):
    """Press a button of the question whose form it is; a redirection keeps what was sent where it says so."""
    form = html.fromstring(phone.page.data).xpath(f"//form[.//button[contains(., '{label}')]]")[0]
    (button,) = form.xpath(f".//button[contains(., '{label}')]")
    sent = {
        field.get("name"): field.get("value")
        for field in form.xpath(".//input[@type='hidden'][not(ancestor::noscript)]")
    }
    sent |= {button.get("name"): button.get("value")} if button.get("name") else {}
    page = phone.post(form.get("action") or phone.page.request.full_path.rstrip("?"), sent)
    while page.status_code == 307:
        phone.at = page.headers["Location"]
        page = phone.post(phone.at, sent)
    return follow(phone, page)


def checked(phone):
    return [(one.get("name"), one.get("value")) for one in html.fromstring(phone.page.data).xpath("//input[@checked]")]


@pytest.mark.parametrize("next_has_begun", [True, False])
def test_the_form_leads_to_the_first_screen(sqlite_hall, phone, lent, next_has_begun):
    if next_has_begun:
        phone.start(sqlite_hall.words)
    assert phone.get(lent).headers["Location"] == f"/{sqlite_hall.words}?lang=en"


@pytest.mark.parametrize("next_has_begun", [True, False])
def test_what_is_sent_from_it_is_asked_and_not_stored(sqlite_hall, phone, lent, next_has_begun):
    if next_has_begun:
        phone.start(sqlite_hall.words)
    phone.at = lent
    assert ASKED in words_of(phone.send({"bt1": "9"}))
    assert phone.send({"bt1": "9"}, **JSON).get_json() == {"outcome": "handed_on", "faults": {}}
    assert kept(sqlite_hall) == []


def test_the_lender_says_that_it_is_theirs_once_or_twice(sqlite_hall, phone, lent):
    phone.at = lent
    phone.send({"bt1": "9", "_stop": "1"})
    asked = phone.page
    for _ in range(2):
        phone.page = asked
        assert "Thank you" in words_of(say(phone, "Yes, it is mine"))
    assert [(one.answers, one.stopped) for one in kept(sqlite_hall)] == [({"bt1": 9}, True)]
    assert "You have answered Before" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_somebody_else_agrees_and_finds_their_answers_in_a_form_of_their_own(sqlite_hall, phone, lent):
    phone.at = lent
    phone.send({"bt1": "9"})
    assert "Before you start" in words_of(say(phone, "No, somebody else"))
    say(phone, "I am 16 or over")
    assert phone.at != lent
    assert checked(phone) == [("bt1", "9")]
    phone.send({"bt1": "9"})
    (stored,) = kept(sqlite_hall)
    assert str(stored.id) in phone.at


def test_a_code_that_fits_nobody_loses_none_of_their_answers(sqlite_hall, phone, lent):
    phone.at = lent
    phone.send({"bt1": "9"})
    say(phone, "No, somebody else")
    address, hidden = phone.form()
    phone.post(address, {**hidden, "card": "zzz"})
    assert "We could not use your code" in words_of(phone.page)
    say(phone, "I am 16 or over")
    assert checked(phone) == [("bt1", "9")]


def test_somebody_else_who_has_begun_finds_their_answers_in_the_form_that_they_began(sqlite_hall, phone, lent):
    own = phone.start(sqlite_hall.words)
    phone.at = lent
    phone.send({"bt1": "9"})
    say(phone, "No, somebody else")
    assert (phone.at, checked(phone)) == (own, [("bt1", "9")])


def test_somebody_else_at_after_says_who_they_are_and_keeps_their_answers(sqlite_hall, phone):
    answered(sqlite_hall, phone)
    phone.post(f"/{sqlite_hall.words}/next", {})
    sqlite_hall.clock.advance(minutes=5)
    answered(sqlite_hall, phone, bt1="2")
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    lent = phone.at = say(phone, "18:30").request.path
    phone.post(f"/{sqlite_hall.words}/next", {})
    phone.at = lent
    phone.send({"bt1": "9"})
    assert "Did you answer on this phone before?" in words_of(say(phone, "No, somebody else"))
    asked = phone.page
    assert "Before you start" in words_of(say(phone, "No, somebody else"))
    assert html.fromstring(phone.page.data).xpath("//input[@name='bt1']/@value") == ["9"]
    phone.page = asked
    say(phone, "18:35")
    assert (phone.at != lent, checked(phone)) == (True, [("bt1", "9")])
    phone.send({"bt1": "9"})
    assert people(sqlite_hall) == 2


def test_what_was_sent_before_the_phone_was_handed_on_is_taken_as_it_comes(sqlite_hall, phone, lent):
    phone.at = lent
    assert phone.send({"bt1": "9", "handed": "1"}, **JSON).status_code == 201


def test_the_lender_who_comes_by_their_card_has_the_phone_again(sqlite_hall, phone):
    (token,) = sqlite_hall.cards()
    follow(phone, phone.get(f"/c/{token}"))
    lent = say(phone, "I am 16 or over").request.path
    phone.post(f"/{sqlite_hall.words}/next", {})
    phone.start(sqlite_hall.words)
    page = follow(phone, phone.get(f"/c/{token}"))
    page = follow(phone, phone.get(html.fromstring(page.data).get_element_by_id("goon").get("href")))
    assert page.request.path == lent
    phone.at = lent
    assert phone.send({"bt1": "9"}, **JSON).status_code == 201


def test_a_phone_that_was_never_handed_on_costs_no_statement(sqlite_hall, phone, count_sql):
    at = phone.start(sqlite_hall.words)
    phone.get(at)
    sent = count_sql(sqlite_hall.database)
    phone.get(at)
    assert len(sent) == 0


def test_handing_on_that_was_announced_late_cannot_be_undone(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.post(f"/{sqlite_hall.words}/next", {"ago": "15000"}, **JSON)
    assert "Undo" not in words_of(phone.get(f"/{sqlite_hall.words}"))
