"""A form that was sent on a shared tablet: whoever goes back to it or has its address begins one of their own."""

import pytest
from lxml import html

from evaluation.models import ResponseRevision
from tests.hall import Phone
from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.who_answers.test_returning import follow
from tests.survey.who_answers.test_sent_from_a_lent_form import checked, say

SENT = "This form was already sent"


def begin(tablet, words, **extra):
    """Agree on a shared tablet; the address of the questions."""
    tablet.get(f"/{words}?kiosk=1")
    address, hidden = tablet.form()
    return tablet.post(address, hidden | extra).headers["Location"]


@pytest.fixture
def at(sqlite_hall, phone):
    """The address of a form that the person before has sent."""
    at = begin(phone, sqlite_hall.words)
    assert phone.post(at, {"bt1": "7"}).status_code == 303
    return at


def stored(hall):
    return sorted(one.answers["bt1"] for one in kept(hall))


def code(page):
    return html.fromstring(page.data).xpath("//*[@id='code']")


@pytest.mark.parametrize("more", ["", "&again=1"])
def test_going_back_leads_to_the_start_for_the_next_person(sqlite_hall, phone, at, more):
    page = phone.get(at + more)
    assert page.headers["Location"].startswith(f"/{sqlite_hall.words}?kiosk=1")
    assert "I am 16 or over" in words_of(follow(phone, page))


def test_its_address_copied_to_a_phone_shows_neither_questions_nor_code(sqlite_hall, at, participants):
    for address in (at, at.replace("kiosk=1&", "")):
        other = Phone(participants, cookies=False)
        page = follow(other, other.get(address))
        assert ("Question 1" in words_of(page), code(page)) == (False, [])


@pytest.mark.parametrize("is_shared", [True, False])
@pytest.mark.parametrize("answers", [{"bt1": "2"}, {"bt1": "2", "_mine": "1"}, {}])
def test_other_answers_change_nothing_and_are_given_no_code(sqlite_hall, phone, at, is_shared, answers):
    page = phone.post(at if is_shared else at.replace("kiosk=1&", ""), answers)
    assert code(follow(phone, page)) == []
    assert ([one.answers for one in kept(sqlite_hall)], kept(sqlite_hall, ResponseRevision)) == ([{"bt1": 7}], [])


@pytest.mark.parametrize("more", [{}, {"_check": "1"}, {"_back": "1"}, {"_switch": "cy"}, {"nu1": "x"}])
def test_whatever_is_pressed_there_says_that_it_was_sent(sqlite_hall, phone, at, more):
    page = phone.post(at, {"bt1": "2", **more})
    assert (page.status_code, SENT in words_of(page), "Question 1" in words_of(page)) == (409, True, False)


def test_the_script_is_told_and_shows_the_page_that_says_so(phone, at):
    assert phone.post(at, {"bt1": "2"}, **JSON).get_json() == {"outcome": "sent_on_kiosk", "faults": {}}


def test_what_the_next_person_typed_goes_with_them_into_a_form_of_their_own(sqlite_hall, phone, at):
    phone.post(at, {"bt1": "2"})
    say(phone, "Begin as the next person")
    say(phone, "I am 16 or over")
    assert checked(phone) == [("bt1", "2")]
    page = follow(phone, phone.post(phone.at, {"bt1": "2"}))
    assert (stored(sqlite_hall), len(code(page))) == ([2, 7], 1)
    assert len({one.participant_id for one in kept(sqlite_hall)}) == 2
    assert kept(sqlite_hall)[0].mode == kept(sqlite_hall)[1].mode == "kiosk"


@pytest.mark.parametrize(("seconds", "codes"), [(20, 1), (61, 0)])
def test_the_same_answers_once_more_show_the_code_only_as_long_as_the_receipt_stays(
    sqlite_hall, phone, at, seconds, codes
):
    sqlite_hall.clock.advance(seconds=seconds)
    page = follow(phone, phone.post(at, {"bt1": "7"}))
    assert ("Thank you" in words_of(page), len(code(page)), stored(sqlite_hall)) == (True, codes, [7])


def test_blank_answers_sent_twice_show_no_code(sqlite_hall, phone):
    at = begin(phone, sqlite_hall.words)
    pages = [follow(phone, phone.post(at, {"_blank": "1"})) for _ in range(2)]
    assert code(pages[1]) == []


def test_a_card_that_two_have_on_one_tablet_is_settled_for_each_once_they_have_sent(sqlite_hall, phone):
    (card,) = sqlite_hall.cards()
    first, other = (begin(phone, sqlite_hall.words, card=card) for _ in range(2))
    phone.post(first, {"bt1": "7"})
    assert "Question 1 of 12" in words_of(phone.get(other))
    phone.post(other, {"bt1": "2"})
    for address in (first, other):
        assert phone.get(address).headers["Location"].startswith(f"/{sqlite_hall.words}?kiosk=1")
        assert phone.post(address, {"bt1": "5"}).status_code == 409
    assert stored(sqlite_hall) == [2, 7]


def test_only_what_its_receipt_was_given_changes_it(sqlite_hall, phone):
    at = begin(phone, sqlite_hall.words)
    receipt = phone.post(at, {"bt1": "7"}).headers["Location"]
    proof = receipt.split("proof=")[1].split("&")[0]
    assert phone.post(at, {"bt1": "2", "proof": proof}).status_code == 303
    assert stored(sqlite_hall) == [2]
