"""A press on a page that somebody else has overtaken does nothing, and the page that follows says so, and who did."""

import html
import re
from datetime import timedelta

import pytest

from evaluation.fieldwork.timekeeping import keep_time
from tests.fieldwork.evening.test_second_tap import Hand, evening, organiser, volunteer

__all__ = ["evening", "organiser", "volunteer"]

NOT_DONE = "was not done: the page it stood on was older than the evening."
ALREADY, AGAIN = "It is done already", "Press again"


@pytest.fixture
def another(mounted, evening):
    browser = mounted.person("mair@example.org", "organiser", chapter=mounted.desk.north)
    return Hand(browser, f"/staff/experiments/{evening.id}")


def reads(hand):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", hand.page)))


def test_it_says_who_was_quicker_when_and_where_the_evening_stands(organiser, another, clock):
    another.tap("Open Before")
    clock.advance(minutes=20)
    organiser.go(organiser.address)
    another.tap("Close Before")
    clock.advance(minutes=1)
    another.go(another.address)
    another.tap("Open After")
    organiser.tap("Close Before")
    page = reads(organiser)
    assert f"“Close Before” {NOT_DONE} After was opened at 18:51 by mair@example.org." in page
    assert "It stands here now: After is open." in page
    assert AGAIN not in page


def test_with_a_key_it_says_the_same(volunteer, organiser, clock):
    organiser.tap("Open Before")
    volunteer.go(volunteer.address)
    clock.advance(minutes=1)
    organiser.go(organiser.address)
    organiser.tap("Close Before")
    organiser.go(organiser.address)
    clock.advance(minutes=1)
    organiser.tap("Open After")
    volunteer.tap("Close Before")
    assert f"“Close Before” {NOT_DONE} After was opened at 18:32 by an organiser." in reads(volunteer)


def test_whoever_means_what_another_has_done_a_moment_before_is_told_that_it_is_done(volunteer, organiser):
    volunteer.tap("Open Before")
    organiser.tap("Open Before")
    page = reads(organiser)
    assert "It is done already: Before was opened at 18:30 with an evening key." in page
    assert NOT_DONE not in page


def test_of_an_evening_key_its_name_is_told_to_organisers(mounted, organiser, another, evening, clock):
    address = f"/staff/experiments/{evening.id}/key"
    handed = organiser.client.get(address).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', handed)[1]
    handed = organiser.client.post(address, data={"csrf_token": token, "name": "Siân"}).text
    key = f"/staff/evening/{re.search(r'/staff/evening/([A-Za-z0-9_-]+)', handed)[1]}"
    volunteer, second = Hand(mounted.nobody(), key), Hand(mounted.nobody(), key)
    volunteer.tap("Open Before")
    another.go(another.address)
    assert "Before was opened at 18:30 with the evening key of Siân." in reads(another)
    clock.advance(minutes=1)
    another.tap("Undo “Open Before”")
    volunteer.tap("Undo “Open Before”")
    assert "with the evening key" not in reads(volunteer)
    second.tap("Open Before")
    organiser.tap("Open Before")
    assert "It is done already: Before was opened at 18:31 with the evening key of Siân." in reads(organiser)


@pytest.mark.parametrize("first", ["Start round 1", "Add a round"])
def test_a_press_of_the_rounds_that_another_has_made_is_told_as_done(volunteer, organiser, clock, evening, first):
    evening.change(planned_rounds=3)
    for label in ("Open Before", "Close Before"):
        organiser.tap(label)
        clock.advance(minutes=1)
        organiser.go(organiser.address)
    volunteer.go(volunteer.address)
    organiser.tap(first)
    volunteer.tap(first)
    page = reads(volunteer)
    assert "It is done already: " in page
    assert "at 18:32 by an organiser." in page
    assert NOT_DONE not in page


def test_an_undo_that_comes_after_its_ten_minutes_says_so_and_the_way(organiser, clock):
    organiser.tap("Open Before")
    clock.advance(minutes=1)
    organiser.go(organiser.address)
    organiser.tap("Close Before")
    clock.advance(minutes=11)
    organiser.tap("Undo “Close Before”")
    page = reads(organiser)
    assert "a press can be taken back for ten minutes, and those are over. Before was closed at 18:31 by you." in page
    assert "To change that, press “Reopen Before”." in page
    assert NOT_DONE not in page


def test_it_says_that_the_clock_was_quicker(organiser, evening, clock):
    organiser.tap("Open Before")
    evening.answered(1, "pre")
    evening.change(starts_at=clock(), ends_at=clock() + timedelta(hours=1))
    organiser.go(organiser.address)
    clock.advance(minutes=50)
    keep_time(evening.desk.services)
    organiser.tap("Close Before")
    assert f"“Close Before” {NOT_DONE} After was opened at 19:20 by the clock." in reads(organiser)


def test_it_says_that_what_was_pressed_was_taken_back_meanwhile(organiser, another, clock):
    another.tap("Open Before")
    clock.advance(minutes=1)
    organiser.go(organiser.address)
    another.tap("Undo “Open Before”")
    organiser.tap("Close Before")
    assert f"“Close Before” {NOT_DONE} “Open Before” was taken back at 18:31 by mair@example.org." in reads(organiser)


def test_an_undo_that_another_press_has_overtaken_is_told_of(organiser, another, clock):
    organiser.tap("Open Before")
    clock.advance(minutes=1)
    another.go(another.address)
    another.tap("Close Before")
    organiser.tap("Undo “Open Before”")
    page = reads(organiser)
    assert f"“Undo” {NOT_DONE} Before was closed at 18:31 by mair@example.org." in page
    assert AGAIN not in page


def test_the_same_press_twice_by_one_person_is_not_told_of(organiser):
    first = organiser.page
    organiser.tap("Open Before")
    organiser.page = first
    organiser.tap("Open Before")
    assert NOT_DONE not in reads(organiser)


def test_it_is_told_until_something_is_pressed(organiser, another, clock):
    another.tap("Open Before")
    organiser.tap("Open Before")
    told = reads(organiser)
    clock.advance(minutes=1)
    organiser.tap("Close Before")
    assert (ALREADY in told, ALREADY in reads(organiser)) == (True, False)


# A hold


@pytest.fixture
def held(organiser, evening, clock):
    """After's time passes while it is held."""
    organiser.tap("Open Before")
    evening.answered(1, "pre")
    evening.change(starts_at=clock(), ends_at=clock() + timedelta(hours=1))
    organiser.go(organiser.address)
    organiser.tap("Hold After")
    clock.advance(minutes=50)
    organiser.go(organiser.address)
    return evening


def after_is_open(evening):
    keep_time(evening.desk.services)
    return evening.wave("post").is_open()


def test_ending_a_hold_that_opens_after_at_once_is_asked_first(held, organiser):
    organiser.tap("End the hold")
    assert "once the hold is ended, After opens within seconds and Before closes" in reads(organiser)
    assert not after_is_open(held)
    organiser.tap("Yes, End the hold")
    assert after_is_open(held)


def test_a_hold_that_ends_before_its_time_is_ended_without_a_question(organiser, evening, clock):
    evening.change(starts_at=clock(), ends_at=clock() + timedelta(hours=1))
    organiser.go(organiser.address)
    organiser.tap("Hold After")
    organiser.tap("End the hold")
    assert "Hold After" in reads(organiser)


def test_a_press_that_came_after_cancelling_is_told_that_as_its_reason(volunteer, evening, clock):
    for label in ("Open Before", "Undo “Open Before”"):
        volunteer.tap(label)
        clock.advance(minutes=1)
        volunteer.go(volunteer.address)
    evening.change(cancelled_at=clock())
    volunteer.tap("Open Before")
    page = reads(volunteer)
    assert "“Open Before” was not done: this evening had been cancelled." in page
    assert "was taken back" not in page
