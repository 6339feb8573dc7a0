"""A receipt's address shows the code to the phone that sent, and to nobody who finds the address later."""

import pytest
from sqlalchemy import select

from evaluation.models import Response
from evaluation.participants_app import participants_app
from evaluation.web.app import Services
from tests.hall import Hall, Phone

ANSWERS = {"bt1": "4", "bt2": "5"}
HELD = "The code was shown when these answers were first sent. It is not shown here."


@pytest.fixture
def world(sqlite_database, sqlite_settings, clock):
    """An evening under way, and how to get a phone."""
    hall = Hall(sqlite_database, clock)
    app = participants_app(Services(sqlite_settings, sqlite_database, clock))
    return hall, lambda: Phone(app)


def sent(hall, phone):
    """Answer Before on a phone; the address that it ends on."""
    phone.start(hall.words)
    address = phone.send(ANSWERS).headers["Location"]
    return address, phone.get(address).text


def shows_a_code(page):
    return 'id="code"' in page


def test_the_phone_that_sent_shows_the_code_whenever_it_comes_back(world, clock):
    hall, new_phone = world
    phone = new_phone()
    address, page = sent(hall, phone)
    clock.advance(hours=20)
    assert (shows_a_code(page), shows_a_code(phone.get(address).text)) == (True, True)


def test_another_phone_that_has_the_address_later_sees_no_code(world, clock):
    hall, new_phone = world
    address, _ = sent(hall, new_phone())
    clock.advance(hours=1)
    page = new_phone().get(address).text
    assert (shows_a_code(page), HELD in page) == (False, True)


def test_a_phone_that_was_handed_on_shows_the_code_no_more(world):
    hall, new_phone = world
    phone = new_phone()
    address, _ = sent(hall, phone)
    phone.post(f"/{hall.words}/next", {"sure": "1"})
    assert shows_a_code(phone.get(address).text) is False


def test_the_next_person_of_a_shared_phone_does_not_see_the_code_of_the_first(world):
    hall, new_phone = world
    phone = new_phone()
    address, _ = sent(hall, phone)
    phone.post(f"/{hall.words}/next", {"sure": "1"})
    second, page = sent(hall, phone)
    assert (shows_a_code(page), shows_a_code(phone.get(address).text), second != address) == (True, False, True)


def test_a_blank_form_takes_the_place_of_no_answers(world):
    hall, new_phone = world
    phone = new_phone()
    sent(hall, phone)
    phone.send({"_blank": "1"})
    with hall.database.reading() as db:
        assert [one.answers for one in db.scalars(select(Response))] == [{"bt1": 4, "bt2": 5}]
