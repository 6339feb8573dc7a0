"""Once the planned end has passed without After, or rounds do not fit before it, the page and Today say so."""

import re
from datetime import timedelta

import pytest

from tests.fieldwork.evening.test_second_tap import evening, hand, organiser, state, volunteer

__all__ = ["evening", "hand", "organiser", "volunteer"]
STILL_OPEN = "The planned end has passed: Before is still open, and After has not been opened."
NOT_OPENED = "The planned end has passed, and After has not been opened."


@pytest.fixture
def hours(evening, clock):
    """An evening of ninety minutes that begins now, with five rounds of ten."""
    evening.change(
        starts_at=clock(), ends_at=clock() + timedelta(minutes=90), planned_rounds=5, minutes_a_round=10, date=None
    )


def reads(hand):
    hand.go(hand.address)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", hand.page))


def test_before_that_is_still_open_then_is_told_of_with_a_button_that_opens_after(hand, evening, hours, clock):
    hand.tap("Open Before")
    before = reads(hand)
    clock.advance(minutes=95)
    assert (STILL_OPEN in before, STILL_OPEN in reads(hand)) == (False, True)
    hand.tap("Open After")
    assert state(evening) == "after_open"


def test_after_that_was_not_opened_by_then_is_told_of_on_today_too(organiser, hours, clock):
    organiser.tap("Open Before")
    clock.advance(minutes=30)
    organiser.go(organiser.address)
    organiser.tap("Close Before")
    clock.advance(minutes=65)
    assert NOT_OPENED in reads(organiser)
    organiser.address = "/staff/"
    assert NOT_OPENED in reads(organiser)


def test_rounds_that_do_not_fit_any_more_are_counted(hand, hours, clock):
    hand.tap("Open Before")
    clock.advance(minutes=30)
    hand.go(hand.address)
    hand.tap("Close Before")
    early = reads(hand)
    clock.advance(minutes=25)
    hand.go(hand.address)
    hand.tap("Start round 1")
    assert "no longer fit" not in early
    assert "2 rounds no longer fit before the planned end." in reads(hand)


def test_before_that_was_reopened_once_after_had_closed_is_not_told_of(organiser, evening, hours, clock):
    for kind in ("pre", "post"):
        evening.open(kind)
        clock.advance(minutes=40)
        evening.close(kind)
    organiser.go(organiser.address)
    organiser.tap("Reopen Before")
    clock.advance(minutes=40)
    assert "The planned end has passed" not in reads(organiser)
