"""A press from a page that shows another state than there is now does nothing: it shows where the evening stands."""

import re

import pytest

from evaluation.models import Experiment, State
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.waves import waves_of
from tests.staff_pages import post


@pytest.fixture
def state(evening):
    def read():
        with evening.database.reading() as db:
            row = db.get_one(Experiment, evening.id)
            return state_of(row, waves_of(db, row))

    return read


def fields_of(client, page, action):
    """What the form on a page sends, as somebody had it open."""
    form = re.search(rf'action="{action}".*?</form>', client.get(page).text, re.DOTALL)[0]
    return {name: value for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form) if name != "csrf_token"}


@pytest.fixture
def undone(evening, organiser, desk, clock):
    """Before was closed, the organiser's page was opened then, and somebody else has undone the closing since."""
    page = f"/experiments/{evening.id}"
    post(organiser, f"{page}/waves/pre/open")
    clock.advance(minutes=1)
    post(organiser, f"{page}/waves/pre/close")
    clock.advance(minutes=1)
    opened = fields_of(organiser, page, f"{page}/waves/post/open")
    other = desk.signed_in("organiser", chapter=desk.north)
    post(other, f"{page}/waves/undo", **fields_of(other, page, f"{page}/waves/undo"))
    clock.advance(minutes=1)
    return opened


def test_open_after_of_an_older_page_does_not_open_it_over_an_open_before(evening, organiser, undone, state):
    page = f"/experiments/{evening.id}"
    assert state() is State.BEFORE_OPEN
    pressed = post(organiser, f"{page}/waves/post/open", **undone)
    assert (pressed.status_code, state()) == (303, State.BEFORE_OPEN)
    assert "Before is open" in organiser.get(pressed.headers["Location"]).text


def test_of_a_page_that_shows_what_is_so_it_opens(evening, organiser, undone, state, clock):
    page = f"/experiments/{evening.id}"
    for kind, move in (("pre", "close"), ("post", "open")):
        address = f"{page}/waves/{kind}/{move}"
        post(organiser, address, **fields_of(organiser, page, address))
        clock.advance(minutes=1)
    assert state() is State.AFTER_OPEN


def test_the_page_of_an_evening_key_does_as_little(evening, organiser, undone, state, desk):
    handed = post(organiser, f"/experiments/{evening.id}/key").text
    page = "/evening/" + re.search(r"/staff/evening/([\w-]+)<", handed)[1]
    volunteer = desk.app.test_client()
    sent = volunteer.post(f"{page}/waves/post/open", data=undone)
    assert (sent.status_code, state()) == (303, State.BEFORE_OPEN)
