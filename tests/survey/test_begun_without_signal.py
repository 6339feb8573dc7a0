"""A form begun without signal that arrives after its wave has closed: its phone knows whose it is all the same."""

import uuid

import pytest

from evaluation.models import Consent
from tests.survey.test_pages import JSON, kept, words_of
from tests.survey.test_returning import people, press


def arrived(hall, phone, *, agreed=True):
    """What the script sends of somebody who agreed and answered Before without signal: at After, in its order."""
    response = uuid.uuid4()
    if agreed:
        phone.post(f"/{hall.words}", {"wave": "pre", "lang": "en", "consent": "1", "response": str(response)}, **JSON)
    phone.at = f"/{hall.words}/pre/en/{response}?o=1&consent=1&lang=en"
    return phone.send({"bt1": "7"}, **JSON)


@pytest.mark.parametrize("agreed", [True, False])
def test_what_arrives_after_after_has_opened_is_joined_with_after(sqlite_hall, phone, agreed):
    sqlite_hall.open("post")
    assert arrived(sqlite_hall, phone, agreed=agreed).status_code == 201
    assert "Was it you who answered Before" in words_of(phone.get(f"/{sqlite_hall.words}"))
    press(phone, ("same", "yes"))
    phone.at = phone.page.request.path
    phone.send({"bt1": "8"})
    assert (len(kept(sqlite_hall)), people(sqlite_hall)) == (2, 1)


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
