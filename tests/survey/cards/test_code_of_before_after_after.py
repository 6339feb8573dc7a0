"""After is sent on another phone without the code of Before: its receipt and the address take that code, no more."""

import pytest

from evaluation.models import Participant
from tests.survey.cards.test_card_on_a_phone_in_use import by_person, scan, send
from tests.survey.cards.test_own_card_after_after import JOINED, MINE, how_joined, main_of
from tests.survey.test_pages import kept
from tests.survey.who_answers.test_returning import follow, press

OFFER = "I answered Before: enter my code"


@pytest.fixture
def thanked(midway):
    """The receipt of After, on a phone that does not know of Before."""
    follow(midway, midway.send({"bt1": "8"}))
    return midway


def typed(phone, code):
    """Type a code into the form that is offered."""
    index = next(n for n, (_, fields) in enumerate(_forms(phone)) if set(fields) == {"lang", "joining"})
    address, fields = phone.form(index)
    query = "&".join(f"{name}={value}" for name, value in {**fields, "card": code}.items())
    return follow(phone, phone.get(f"{address}?{query}"))


def _forms(phone):
    return [phone.form(n) for n in range(phone.page.text.count("<form"))]


@pytest.mark.parametrize("at_the_address", [True, False])
def test_the_code_is_asked_for_on_the_receipt_and_at_the_address_and_joins_both_forms(
    sqlite_hall, thanked, cards, at_the_address
):
    if at_the_address:
        thanked.get(f"/{sqlite_hall.words}")
    assert OFFER in main_of(thanked.page)
    typed(thanked, cards[0])
    assert MINE in main_of(thanked.page)
    sqlite_hall.clock.advance(seconds=5)
    press(thanked, ("", ""), form=_form_saying(thanked, "claimed"))
    assert (JOINED in main_of(thanked.page), OFFER in main_of(thanked.page)) == (True, False)
    assert (by_person(sqlite_hall), how_joined(sqlite_hall)) == ([[2], [8]], [("person", 1)])


def _form_saying(phone, name):
    return next(n for n, (_, fields) in enumerate(_forms(phone)) if name in fields)


@pytest.mark.parametrize("code", ["wrong", "unused"])
def test_a_code_that_joins_nothing_begins_nobody_new(sqlite_hall, thanked, cards, code):
    people = len(kept(sqlite_hall, Participant))
    typed(thanked, cards[1] if code == "unused" else "MMMMMMMMM")
    assert "After" in main_of(thanked.page)
    assert len(kept(sqlite_hall, Participant)) == people
    assert "You have answered After" in main_of(thanked.get(f"/{sqlite_hall.words}"))


def test_a_wrong_code_is_given_back_with_a_sentence_and_no_button_that_begins_another_after(sqlite_hall, thanked):
    typed(thanked, "MMM22<MMM")
    said = main_of(thanked.page)
    assert ["No form has this code." in said, "You have answered After" in said, "I am 16" in said] == [
        True,
        True,
        False,
    ]
    assert 'value="MMM22&lt;MMM"' in thanked.page.text


def test_who_answered_before_on_this_phone_is_not_asked_for_a_code(sqlite_hall, phone, cards):
    scan(phone, cards[0])
    send(phone, "2")
    assert OFFER not in main_of(phone.get(f"/{sqlite_hall.words}"))
    sqlite_hall.open("post")
    phone.get(f"/{sqlite_hall.words}")
    press(phone, ("same", "yes"))
    phone.at = phone.page.request.path
    follow(phone, phone.send({"bt1": "8"}))
    assert OFFER not in main_of(phone.page)
    assert OFFER not in main_of(phone.get(f"/{sqlite_hall.words}"))


def test_once_after_has_closed_no_code_is_asked_for(sqlite_hall, thanked):
    address = thanked.page.request.path
    sqlite_hall.close("post")
    assert OFFER not in main_of(thanked.get(address))
    assert OFFER not in main_of(thanked.get(f"/{sqlite_hall.words}"))


def test_another_phone_that_opens_the_receipt_is_asked_for_no_code(thanked, new_phone):
    assert OFFER not in main_of(new_phone().get(thanked.page.request.path))
