"""An evening that was held stays on a day that has come, and what people were told of its day stands as it was told."""

import html
import re
from datetime import date

import pytest

from evaluation.store.responses.promised_days import changeable_until, promised_until
from tests.mounted_evening import details_sent, evening, organiser

__all__ = ["evening", "organiser"]

TODAY, EARLIER, LATER = "2026-05-14", "2026-05-13", "2026-05-28"


@pytest.fixture
def at(evening, organiser):
    """Where the evening's page is, on today."""
    there = f"/staff/experiments/{evening.id}"
    details_sent(organiser, there, date=TODAY)
    return there


def undo_of(organiser, at):
    """The form that takes a move back: what it sends."""
    found = re.search(r'name="entry" value="(\d+)"', organiser.get(f"{at}/arrange").text)
    return {"entry": found[1]} if found else None


def press(organiser, at, clock, *moves):
    for move in moves:
        clock.advance(minutes=25)
        assert organiser.post(f"{at}/waves/{move}", page=at).status_code == 303


def promised(evening):
    with evening.database.reading() as db:
        return promised_until(db, [evening.id])


HELD = ("pre/open", "pre/close", "post/open", "post/close")


def test_no_day_to_come_once_after_has_closed(organiser, at, evening, clock):
    press(organiser, at, clock, *HELD)
    answer = details_sent(organiser, at, date=LATER)
    assert answer.status_code == 422
    assert "After has closed, so this has taken place: its day cannot be after today." in html.unescape(answer.text)
    assert evening.row().date == date.fromisoformat(TODAY)
    assert details_sent(organiser, at, date=EARLIER).status_code == 303


def test_a_move_stands_once_before_has_opened(organiser, at, evening, clock):
    details_sent(organiser, at, date=EARLIER)
    details_sent(organiser, at, date=TODAY)
    form = undo_of(organiser, at)
    clock.advance(minutes=2)
    organiser.post(f"{at}/waves/pre/open", page=at)
    assert undo_of(organiser, at) is None
    organiser.post(f"{at}/move/undo", page=at, **form)
    assert evening.row().date == date.fromisoformat(TODAY)


def test_a_day_that_nobody_was_told_is_promised_to_nobody(organiser, at, evening, clock):
    press(organiser, at, clock, "pre/open")
    details_sent(organiser, at, date=LATER)
    clock.advance(minutes=1)
    organiser.post(f"{at}/move/undo", page=at, **undo_of(organiser, at))
    assert promised(evening) == changeable_until(date.fromisoformat(TODAY))


def test_a_slip_while_people_answer_that_is_corrected_by_hand_neither(organiser, at, evening, clock):
    press(organiser, at, clock, "pre/open")
    details_sent(organiser, at, date=LATER)
    clock.advance(minutes=15)
    details_sent(organiser, at, date=TODAY)
    press(organiser, at, clock, *HELD[1:])
    assert promised(evening) == changeable_until(date.fromisoformat(TODAY))


def test_a_day_under_which_somebody_agreed_is_promised(organiser, at, evening, clock):
    press(organiser, at, clock, "pre/open")
    details_sent(organiser, at, date=LATER)
    clock.advance(minutes=1)
    evening.answered(1)
    details_sent(organiser, at, date=TODAY)
    assert promised(evening) == changeable_until(date.fromisoformat(LATER))


def test_a_correction_once_all_have_answered_leaves_what_they_were_told(organiser, at, evening, clock):
    details_sent(organiser, at, date=EARLIER)
    press(organiser, at, clock, *HELD)
    clock.advance(minutes=15)
    details_sent(organiser, at, date=TODAY)
    assert promised(evening) == changeable_until(date.fromisoformat(EARLIER))
