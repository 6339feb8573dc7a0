"""A press that is taken back within seconds is taken back on every page that shows the evening."""

import pytest
from playwright.sync_api import expect

from evaluation.models import Experiment
from evaluation.store.evening.switch_wave import switch_wave, undo_press
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from tests.fieldwork.test_organiser_in_a_browser import PATIENCE, served_desk, sit_down

__all__ = ["served_desk", "sit_down"]
PAGES = {"": "Before is open", "/screen": "of about 46 have answered"}
"""What the evening's page and its screen show while Before is open."""
CLOSED = {"": "Between", "/screen": "Round 1 begins soon."}


class Hand:
    """Somebody who presses, and takes it back."""

    def __init__(self, evening, clock):
        self.evening, self.clock = evening, clock

    def does(self, act, **about):
        by = RecordedActor(actor=Actor("test"), log_key=b"k" * 32, now=self.clock())
        with self.evening.database.transaction() as db:
            assert act(db, db.get_one(Experiment, self.evening.id), by=by, **about)

    def presses(self, kind, move):
        self.does(switch_wave, kind=kind, move=move)
        self.clock.advance(seconds=1)

    def takes_it_back(self):
        self.does(undo_press)


@pytest.fixture
def hand(evening, clock):
    return Hand(evening, clock)


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_it_reaches_a_page_that_had_just_drawn_the_press(sit_down, evening, hand, page):
    hand.presses("pre", "open")
    screen = sit_down("organiser", width=1280)
    with screen.expect_response(lambda answer: answer.status == 304, timeout=PATIENCE):
        screen.goto(f"/staff/experiments/{evening.id}{page}")
    hand.presses("pre", "close")
    expect(screen.locator("main").get_by_text(CLOSED[page]).first).to_be_visible(timeout=PATIENCE)
    hand.takes_it_back()
    expect(screen.get_by_role("heading", name=PAGES[page])).to_be_visible(timeout=10_000)


@pytest.mark.browser
def test_a_page_asks_with_the_tag_of_what_it_shows(sit_down, evening, hand):
    hand.presses("pre", "open")
    screen = sit_down("organiser", width=1280)
    with screen.expect_response(lambda answer: answer.status == 304, timeout=PATIENCE):
        screen.goto(f"/staff/experiments/{evening.id}/screen")
    with screen.expect_response(lambda answer: "/count" in answer.url and answer.status == 200) as seen:
        hand.presses("pre", "close")
    with screen.expect_request(lambda asked: "/count" in asked.url) as asked:
        pass
    assert asked.value.headers.get("if-none-match", "") != seen.value.request.headers["if-none-match"]


@pytest.mark.parametrize("page", ["now", "count"])
def test_a_state_that_comes_back_has_another_tag(organiser, evening, hand, page):
    hand.presses("pre", "open")
    tags = [organiser.get(f"/experiments/{evening.id}/{page}").headers["ETag"]]
    hand.presses("pre", "close")
    hand.takes_it_back()
    tags.append(organiser.get(f"/experiments/{evening.id}/{page}").headers["ETag"])
    assert tags[0] != tags[1]
