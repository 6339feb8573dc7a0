"""A form begun without signal that arrives after its wave has closed: its phone knows whose it is all the same."""

import uuid

import pytest
from lxml import html

from evaluation.models import Consent
from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.who_answers.test_returning import people, press


def arrived(hall, phone, *, agreed=True, ago=None):
    """What the script sends of somebody who agreed and answered Before without signal: at After, in its order."""
    response, since = uuid.uuid4(), {} if ago is None else {"ago": str(ago)}
    begun = {"wave": "pre", "lang": "en", "consent": "1", "response": str(response), **since}
    if agreed:
        phone.post(f"/{hall.words}", begun, **JSON)
    phone.at = f"/{hall.words}/pre/en/{response}?o=1&consent=1&lang=en"
    return phone.send({"bt1": "7", **since}, **JSON)


@pytest.mark.parametrize("agreed", [True, False])
def test_what_arrives_after_after_has_opened_is_joined_with_after(sqlite_hall, phone, agreed):
    sqlite_hall.open("post")
    assert arrived(sqlite_hall, phone, agreed=agreed).status_code == 201
    assert "Was it you who answered Before" in words_of(phone.get(f"/{sqlite_hall.words}"))
    press(phone, ("same", "yes"))
    phone.at = phone.page.request.path
    phone.send({"bt1": "8"})
    assert (len(kept(sqlite_hall)), people(sqlite_hall)) == (2, 1)


def told_by_card(hall, phone, card, response):
    """What the script sends of somebody who agreed by a card, and answered After, without signal."""
    begun = {"wave": "post", "lang": "en", "consent": "1", "response": response, "card": card}
    page = phone.post(f"/{hall.words}", begun, **JSON)
    minted = f"/{hall.words}/post/en/{response}?o=1&consent=1&lang=en"
    return lambda: phone.post(
        page.headers["Location"] if "/post/" in page.headers["Location"] else minted, {"bt1": "8"}
    )


@pytest.fixture
def card(sqlite_hall, new_phone):
    """A card with which Before was answered on another phone; After is open."""
    (token,) = sqlite_hall.cards()
    phone = new_phone()
    phone.start(sqlite_hall.words, card=token)
    phone.send({"bt1": "4"})
    sqlite_hall.open("post")
    return token


def test_what_was_begun_by_a_card_and_is_told_once_more_is_stored_once(sqlite_hall, phone, card):
    """The reply to the first was lost, or the page and the worker both tell it."""
    response = str(uuid.uuid4())
    for _ in range(2):
        told_by_card(sqlite_hall, phone, card, response)()
    assert (len(kept(sqlite_hall)), people(sqlite_hall)) == (2, 1)


def test_told_twice_at_once_it_is_stored_once_too(sqlite_hall, new_phone, card):
    """Neither had a cookie as it began, and both were given one."""
    response = str(uuid.uuid4())
    sendings = [told_by_card(sqlite_hall, new_phone(), card, response) for _ in range(2)]
    for send in sendings:
        send()
    assert (len(kept(sqlite_hall)), people(sqlite_hall)) == (2, 1)


def test_another_phone_with_the_same_card_is_still_another(sqlite_hall, new_phone, card):
    sendings = [told_by_card(sqlite_hall, new_phone(), card, str(uuid.uuid4())) for _ in range(2)]
    for send in sendings:
        send()
    assert (len(kept(sqlite_hall)), people(sqlite_hall)) == (3, 2)


def test_a_beginning_told_too_late_begins_nothing(sqlite_hall, phone):
    sqlite_hall.open("post")
    sqlite_hall.clock.advance(hours=4)
    assert arrived(sqlite_hall, phone).status_code == 409
    assert kept(sqlite_hall, Consent) == []


def test_a_page_of_a_closed_wave_begins_nothing_where_no_script_says_so(sqlite_hall, phone):
    sqlite_hall.open("post")
    phone.post(f"/{sqlite_hall.words}", {"wave": "pre", "lang": "en", "consent": "1", "response": str(uuid.uuid4())})
    assert kept(sqlite_hall, Consent) == []


def test_whoever_has_the_phone_is_not_put_aside_by_what_arrives_late(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    phone.send({"bt1": "2"})
    arrived(sqlite_hall, phone, agreed=False)
    assert "You have answered Before" in words_of(phone.get(f"/{sqlite_hall.words}"))


def test_who_saved_without_signal_is_told_where_their_code_comes(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    saved = html.fromstring(phone.get(phone.at).data).get_element_by_id("saved").text_content()
    assert "Your code comes once your answers are sent" in saved


MINUTE = 60_000


def asked_after(hall, phone):
    """What somebody is asked at After on their phone."""
    hall.open("post")
    return words_of(phone.get(f"/{hall.words}"))


@pytest.mark.parametrize("agreed", [True, False])
def test_whoever_answered_without_signal_is_asked_by_when_they_began_on_their_phone(sqlite_hall, phone, agreed):
    sqlite_hall.clock.advance(minutes=25)
    arrived(sqlite_hall, phone, agreed=agreed, ago=2 * MINUTE)
    said = asked_after(sqlite_hall, phone)
    assert "Was it you who answered Before on this phone, and began at 18:53?" in said


@pytest.mark.parametrize("ago", ["-60000", "NaN", "1e6", "٣", "9" * 40])
def test_a_time_that_no_phone_can_tell_is_not_taken(sqlite_hall, phone, ago):
    sqlite_hall.clock.advance(minutes=25)
    assert arrived(sqlite_hall, phone, ago=ago).status_code == 201
    assert "and began at 18:55?" in asked_after(sqlite_hall, phone)


def test_nobody_began_before_their_wave_was_open(sqlite_hall, phone):
    sqlite_hall.clock.advance(minutes=25)
    arrived(sqlite_hall, phone, ago=600 * MINUTE)
    assert "and began at 18:30?" in asked_after(sqlite_hall, phone)


def test_answering_again_moves_no_time_by_which_somebody_knows_that_it_was_they(sqlite_hall, phone):
    sqlite_hall.clock.advance(minutes=13)
    at = phone.start(sqlite_hall.words)
    phone.send({"bt1": "7"})
    sqlite_hall.clock.advance(minutes=10)
    phone.at = f"{at}?again=1"
    phone.send({"bt1": "2"})
    assert "and began at 18:43?" in asked_after(sqlite_hall, phone)
