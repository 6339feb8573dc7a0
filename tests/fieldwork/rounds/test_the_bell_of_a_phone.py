"""On a phone the bell is wanted until somebody says otherwise; a press without connection stays on the page."""

import re

import pytest
from playwright.sync_api import expect

from tests.fieldwork.test_organiser_in_a_browser import PATIENCE, served_desk, sit_down

pytestmark = pytest.mark.browser
__all__ = ["served_desk", "sit_down"]


@pytest.fixture
def phone(sit_down, evening):
    """A phone on the evening's page, while people talk in rounds."""
    evening.open("pre")
    evening.close("pre")
    page = sit_down("organiser")
    page.goto(f"/staff/experiments/{evening.id}")
    return page


def test_a_phone_that_is_to_sound_the_bell_does_so_after_it_was_loaded_anew(phone):
    phone.get_by_role("button", name="Let the bell sound here").click()
    sounds = phone.get_by_role("button", name="The bell sounds here")
    expect(sounds).to_be_visible(timeout=PATIENCE)
    other = phone.context.new_page()
    other.goto(phone.url)
    bell = other.locator("[data-bell]")
    expect(bell).to_have_text(re.compile("bell sounds here"), timeout=PATIENCE)
    other.locator("h1").first.click()
    expect(bell).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)


def test_a_press_without_connection_stays_on_the_page_and_says_so(phone):
    at = phone.url
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Start round 1").click()
    expect(phone.get_by_text("No connection: nothing was pressed.")).to_be_visible(timeout=PATIENCE)
    assert phone.url == at
    phone.context.set_offline(False)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Start round 1").click()
    expect(phone.get_by_role("heading", name="Round 1 of 5")).to_be_visible(timeout=PATIENCE)


def test_what_was_pressed_without_connection_is_told_until_somebody_has_read_it(phone):
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Start round 1").click()
    expect(phone.locator("[data-lost]")).to_contain_text("No connection since", timeout=PATIENCE)
    expect(phone.get_by_text("No connection: nothing was pressed.")).to_be_visible()
    phone.context.set_offline(False)
    told = phone.get_by_text("What you pressed without a connection (Start round 1) was not done.")
    expect(told).to_be_visible(timeout=PATIENCE)
    phone.get_by_role("button", name="I have read this").click()
    expect(told).to_be_hidden()


def test_the_time_since_when_a_page_is_away_is_told_in_24_hours(phone, chromium):
    context = chromium.new_context(locale="en-US", storage_state=phone.context.storage_state())
    american = context.new_page()
    american.goto(phone.url)
    context.set_offline(True)
    lost = american.locator("[data-lost]")
    expect(lost).to_contain_text("No connection since", timeout=PATIENCE)
    said = lost.text_content()
    context.close()
    assert re.search(r"since \d\d:\d\d: the count", said)


def test_without_scripts_no_bell_is_offered_that_cannot_sound(sit_down, evening):
    evening.open("pre")
    evening.close("pre")
    page = sit_down("organiser", scripts=False)
    page.goto(f"/staff/experiments/{evening.id}")
    expect(page.get_by_role("button", name="Start round 1")).to_be_visible()
    expect(page.locator("[data-bell]")).to_be_hidden()
