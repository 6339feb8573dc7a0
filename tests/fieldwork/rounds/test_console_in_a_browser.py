"""The evening's page and the seating plan in a browser: narrow, from the keyboard, without scripts, for a key too."""

import re

import pytest
from playwright.sync_api import expect

from evaluation.models import Experiment
from evaluation.store.accounts.evening_keys import hand_key
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from tests.fieldwork.evening.test_forgiving_evening_in_a_browser import faults_of, press
from tests.fieldwork.test_organiser_in_a_browser import PATIENCE, served_desk, sit_down

pytestmark = pytest.mark.browser
__all__ = ["served_desk", "sit_down"]


@pytest.fixture
def key(desk, evening, clock):
    with desk.services.database.transaction() as db:
        by = RecordedActor(actor=Actor("test"), log_key=b"k" * 32, now=clock())
        return hand_key(db, db.get_one(Experiment, evening.id), by=by).key


@pytest.fixture(params=["account", "key"])
def evening_page(request, sit_down, evening, key):
    """The evening's page as an account sees it, and as the holder of a key does."""
    evening.change(languages=["en", "cy"], minutes_a_round=6, title="Weaving Trust, Neuadd Lliw")

    def opened(*, width=320, scripts=True):
        page = sit_down("organiser", width=width, scripts=scripts)
        if request.param == "key":
            page.context.clear_cookies()
        page.goto(f"/staff/experiments/{evening.id}" if request.param == "account" else f"/staff/evening/{key}")
        return page

    return opened


def test_an_evening_is_walked_at_320_pixels_without_a_fault(evening_page, clock):
    page = evening_page()
    labels = ["Open Before", "Close Before", "Start round 1", "Pause", "Go on", "Open After", "Close After"]
    for label in labels:
        assert faults_of(page) == [], label
        press(page, label)
        clock.advance(minutes=1)
        page.reload()
    expect(page.get_by_role("heading", name="Closed")).to_be_visible(timeout=PATIENCE)
    assert faults_of(page) == []


def test_rounds_are_pressed_from_the_keyboard_without_scripts(evening_page, evening, clock):
    evening.open("pre")
    evening.close("pre")
    page = evening_page(scripts=False)
    for label in ("Start round 1", "Ring now and go to round 2"):
        for _tab in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == label:
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
        clock.advance(minutes=1)
    expect(page.get_by_role("heading", name="Round 2 of 5")).to_be_visible(timeout=PATIENCE)


def test_what_another_presses_is_put_in_and_the_keyboard_stays_where_it_was(evening_page, evening, clock):
    page = evening_page(width=1280)
    link = page.get_by_role("link", name="Join screen for the projector")
    link.focus()
    evening.open("pre")
    expect(page.get_by_role("heading", name="Before is open")).to_be_visible(timeout=PATIENCE)
    expect(link).to_be_focused()


def test_the_address_is_copied_and_sent(evening_page, evening, served_desk):
    page = evening_page(width=375)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served_desk)
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("navigator.clipboard.readText()").endswith(evening.words)
    sms = page.get_by_role("link", name="Text message").get_attribute("href")
    assert re.match(r"sms:\?&body=.*%0A.*" + evening.words, sms)


def test_the_plan_of_a_volunteer_fits_320_pixels_and_is_made_from_the_keyboard(sit_down, key):
    page = sit_down("organiser", width=320)
    page.context.clear_cookies()
    page.goto(f"/staff/evening/{key}/seating")
    assert faults_of(page) == []
    page.get_by_label("Groups and how many people each has").focus()
    page.keyboard.type("Mosque 23\nSchool 23")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("4")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Round 1 of 4")).to_be_visible(timeout=PATIENCE)
    assert faults_of(page) == []
    assert page.context.cookies() == []
