"""An answer of which nothing shows a start page is kept apart, with a receipt; every honest way in counts at once."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from evaluation.models import Card
from evaluation.survey.starts.signed_start import STOCK, VALID_DAYS, is_signed
from tests.intake.conftest import JSON
from tests.survey.test_pages import words_of


def other_end(response):
    """Another identity of the same page, as the script makes it for whoever begins on a kept one."""
    return uuid.UUID(str(response)[:24] + uuid.uuid4().hex[-12:])


def signed(door, response, *, words="", wave="pre", after=timedelta()):
    with door.app.app_context():
        return is_signed(response, words or door.words, wave, now=door.clock() + after)


def test_what_a_start_page_mints_is_signed_for_its_meeting_and_wave(sqlite_door):
    minted = sqlite_door.signed()
    assert (minted.version, minted.variant) == (4, uuid.RFC_4122)
    assert signed(sqlite_door, minted)
    assert not signed(sqlite_door, minted, wave="post")
    assert not signed(sqlite_door, minted, words="other-words")


def test_whatever_end_a_phone_puts_to_it_it_stays_signed(sqlite_door):
    assert all(signed(sqlite_door, other_end(sqlite_door.signed())) for _ in range(50))


def test_one_bit_changed_before_the_end_and_it_is_signed_no_longer(sqlite_door):
    minted = sqlite_door.signed()
    assert not any(signed(sqlite_door, uuid.UUID(int=minted.int ^ 1 << bit)) for bit in range(48, 128))


def test_an_invented_identity_is_not_signed(sqlite_door):
    assert not any(signed(sqlite_door, uuid.uuid4()) for _ in range(2000))


def test_it_is_signed_as_long_as_a_phone_remembers_people_and_no_longer(sqlite_door):
    minted = sqlite_door.signed()
    assert signed(sqlite_door, minted, after=timedelta(days=VALID_DAYS))
    assert not signed(sqlite_door, minted, after=timedelta(days=VALID_DAYS + 1))


def test_a_clock_that_was_put_back_a_little_finds_it_signed(sqlite_door):
    assert signed(sqlite_door, sqlite_door.signed(), after=timedelta(hours=-20))


def test_an_invented_identity_is_taken_with_a_receipt_and_set_aside(door):
    answer = door.send()
    assert (answer.status_code, bool(answer.json["receipt"])) == (201, True)
    assert door.set_aside() == {"no_start": 1}


def test_so_is_one_that_says_it_began(door):
    phone = door.phone()
    sent = {"wave": "pre", "lang": "en", "consent": "1", "response": str(uuid.uuid4())}
    phone.open(phone.post(f"/{door.words}", sent).headers["Location"])
    assert phone.send({"bt1": "7"}).status_code == 303
    assert door.set_aside() == {"no_start": 1}


@pytest.mark.parametrize("cookies", [True, False], ids=["cookies", "no cookies"])
def test_whoever_opens_the_first_screen_counts(door, cookies):
    phone = door.phone(cookies=cookies)
    phone.start(door.words)
    assert phone.send({"bt1": "7"}).status_code == 303
    assert door.set_aside() == {}


def test_whoever_began_before_identities_were_signed_counts(sqlite_door):
    begun = sqlite_door.begin()
    address = sqlite_door.address_of(begun, sqlite_door.app.extensions["weaving"].settings)
    assert sqlite_door.phone(cookies=False).post(address, {"bt1": "7"}, **JSON).status_code == 201
    assert sqlite_door.set_aside() == {}


def test_a_card_needs_no_start_page(sqlite_door):
    (card,) = sqlite_door.cards()
    sent = {"wave": "pre", "lang": "en", "consent": "1", "card": card, "response": str(uuid.uuid4())}
    assert sqlite_door.phone().post(f"/{sqlite_door.words}", sent).status_code == 303
    assert sqlite_door.set_aside() == {}


def test_a_kept_page_vouches_for_all_who_begin_on_it_without_signal_and_no_more(sqlite_door):
    page = sqlite_door.signed()
    answers = [sqlite_door.send(other_end(page)).status_code for _ in range(STOCK + 2)]
    assert answers == [201] * (STOCK + 2)
    assert sqlite_door.set_aside() == {"repeated": 2}


def test_a_start_pressed_twice_is_one_start(sqlite_door):
    page = sqlite_door.signed()
    assert [sqlite_door.send(page).status_code for _ in range(3)] == [201, 200, 200]
    assert sqlite_door.set_aside() == {}


def test_a_page_of_another_meeting_vouches_for_nobody(sqlite_door):
    sqlite_door.send(sqlite_door.signed(words="other-words"))
    assert sqlite_door.set_aside() == {"no_start": 1}


@pytest.mark.parametrize("agreed", ["", "?o=1", "?o=1&consent=77&lang=en"])
def test_nobody_s_agreement_is_made_up(sqlite_door, agreed):
    answer = sqlite_door.send(agreed=agreed)
    assert (answer.status_code, answer.json["outcome"]) == (409, "not_agreed")
    assert sqlite_door.set_aside() == {}


@pytest.mark.parametrize("body", [{}, {"unknown": "7"}, {"_stop": "1", "x": "y"}])
def test_unknown_fields_alone_are_no_response(sqlite_door, body):
    answer = sqlite_door.send(answers=body)
    assert (answer.status_code, answer.json["outcome"]) == (409, "not_agreed")


def test_a_body_of_json_is_no_response(sqlite_door):
    address = f"/{sqlite_door.words}/pre/en/{uuid.uuid4()}?o=1&consent=1&lang=en"
    answer = sqlite_door.phone(cookies=False).client.post(address, json={"bt1": 7}, headers=JSON)
    assert answer.status_code == 409


def test_who_is_set_aside_can_take_their_answers_back(sqlite_door):
    phone = sqlite_door.phone()
    sent = {"wave": "pre", "lang": "en", "consent": "1", "response": str(uuid.uuid4())}
    phone.open(phone.post(f"/{sqlite_door.words}", sent).headers["Location"])
    receipt = phone.get(phone.send({"bt1": "7"}).headers["Location"])
    code = words_of(receipt).partition("Your code")[2]
    assert code
    token = next(iter(_codes(sqlite_door)))
    phone.post(f"/{sqlite_door.words}/withdraw", {"code": token})
    sqlite_door.clock.advance(seconds=5)
    assert "have been deleted" in phone.post(*phone.form()).text
    assert sqlite_door.set_aside() == {}


def _codes(door):
    with door.database.reading() as db:
        return list(db.scalars(select(Card.token)))
