"""Made-up answers, faster than a hall: put off or set aside, counted, and told; nothing honest is refused meanwhile."""

import uuid

import pytest

from evaluation.models import Experiment
from evaluation.store.studies.lookup import experiment_named
from evaluation.survey.starts.flood_limits import FLOOD, SPARE, UNKNOWN_HALL, UNVERIFIED, FloodLimits, people_at_once
from tests.intake.conftest import JSON

AT_ONCE = UNVERIFIED[0]


@pytest.fixture
def flooded(sqlite_door):
    """Three hundred made-up answers have just come, and no more are taken now."""
    for _ in range(AT_ONCE):
        assert sqlite_door.app.extensions["weaving_flood_limits"].takes_unverified()
    return sqlite_door


def test_made_up_answers_are_put_off_with_when_to_try_again(flooded):
    answer = flooded.send()
    assert (answer.status_code, answer.json["outcome"], answer.headers["Retry-After"]) == (503, "busy", "5")


def test_what_is_put_off_is_written_down_as_a_number(flooded):
    for _ in range(5):
        flooded.send()
        flooded.seconds += 0.1
    flooded.seconds += 1.0
    flooded.phone().get("/")
    assert flooded.tried() == {"start_put_off": 5}


def test_one_more_is_taken_each_second(flooded):
    flooded.seconds += 2.5
    assert [flooded.send().status_code for _ in range(3)] == [201, 201, 503]


def test_nobody_who_opens_the_first_screen_is_put_off(flooded):
    for phone in (flooded.phone(), flooded.phone(cookies=False)):
        phone.start(flooded.words)
        assert phone.send({"bt1": "7"}).status_code == 303
    assert flooded.send(flooded.signed()).status_code == 201
    assert flooded.set_aside() == {}


def test_nobody_who_has_begun_is_put_off_be_it_before_identities_were_signed(flooded):
    address = flooded.address_of(flooded.begin(), flooded.app.extensions["weaving"].settings)
    phone = flooded.phone(cookies=False)
    assert [phone.post(address, {"bt1": "7"}, **JSON).status_code for _ in range(2)] == [201, 200]


def test_no_card_is_put_off(flooded):
    (card,) = flooded.cards()
    phone = flooded.phone()
    phone.open(phone.post(f"/{flooded.words}", {"wave": "pre", "consent": "1", "card": card}).headers["Location"])
    assert phone.send({"bt1": "7"}).status_code == 303


def test_an_honest_phone_with_an_old_page_comes_in_once_the_flood_is_over(flooded):
    old = uuid.uuid4()
    assert flooded.send(old).status_code == 503
    flooded.seconds += 20
    assert flooded.send(old).status_code == 201
    assert flooded.set_aside() == {"no_start": 1}


def test_without_a_script_what_was_sent_is_kept_on_the_page_to_send_again(flooded):
    page = flooded.send(answers={"bt1": "7"}, Accept="text/html")
    assert page.status_code == 503
    assert 'name="bt1" value="7"' in page.text


def test_more_than_a_hall_who_opened_start_pages_are_taken_and_set_aside(sqlite_door):
    with sqlite_door.database.transaction() as db:
        experiment_named(db, sqlite_door.words).expected = 2
    hall = people_at_once(2)
    answers = [sqlite_door.send(sqlite_door.signed()).status_code for _ in range(hall + 3)]
    assert answers == [201] * (hall + 3)
    assert sqlite_door.set_aside() == {"flood": 3}


def test_a_hall_of_cards_fills_no_place_of_those_without(sqlite_door):
    limits = sqlite_door.app.extensions["weaving_flood_limits"]
    for card in sqlite_door.cards(3):
        sqlite_door.phone().post(f"/{sqlite_door.words}", {"wave": "pre", "consent": "1", "card": card})
    with sqlite_door.database.reading() as db:
        assert experiment_named(db, sqlite_door.words).expected is None
        assert db.query(Experiment).count() == 1
    wave = sqlite_door.evening().waves["pre"].id
    assert all(limits.fits_hall(wave, lambda: None) for _ in range(UNKNOWN_HALL))
    assert not limits.fits_hall(wave, lambda: None)


def test_how_many_fit_follows_from_how_many_are_expected():
    assert (people_at_once(None), people_at_once(40), people_at_once(300)) == (UNKNOWN_HALL, 120 + SPARE, 900 + SPARE)


def test_a_hall_that_fills_within_an_hour_is_let_in_again_after_it():
    clock = [0.0]
    limits, wave = FloodLimits(seconds=lambda: clock[0]), uuid.uuid4()
    assert sum(limits.fits_hall(wave, lambda: 40) for _ in range(500)) == people_at_once(40)
    clock[0] += 3600
    assert sum(limits.fits_hall(wave, lambda: 40) for _ in range(500)) == people_at_once(40)


def test_one_meeting_s_flood_leaves_another_s_places():
    limits, one, other = FloodLimits(seconds=lambda: 0.0), uuid.uuid4(), uuid.uuid4()
    while limits.fits_hall(one, lambda: 10):
        pass
    assert limits.fits_hall(other, lambda: 10)


def test_what_is_set_aside_of_a_flood_has_an_end_too():
    limits = FloodLimits(seconds=lambda: 0.0)
    assert sum(limits.takes_flood() for _ in range(FLOOD[0] + 100)) == FLOOD[0]
