"""The box beside the open question in a real browser: kept with the draft, sent without signal, gone for the next."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from evaluation.models import OpenAnswer
from tests.journeys.walks import READY

pytestmark = pytest.mark.browser
BOX = "You may quote these words in a report, without my name."


@pytest.fixture
def open_question(live, phone):
    """A phone at the open question of After."""
    live.open("post")
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.evaluate(READY)
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/post/**")
        page.goto(f"{page.url}#op1")
        page.locator("textarea").fill("We talked about buses.")
        yield page


def kept(live):
    with live.database.reading() as db:
        return [tuple(row) for row in db.execute(select(OpenAnswer.text, OpenAnswer.may_quote))]


def test_the_tick_outlives_a_reload_without_signal_and_arrives_with_the_words(live, open_question):
    page = open_question
    page.get_by_label(BOX).check()
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_label(BOX)).to_be_checked()
    expect(page.locator("textarea")).to_have_value("We talked about buses.")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert kept(live) == [("We talked about buses.", True)]


def test_the_tick_leaves_rather_not_say_as_it_is_and_the_next_person_finds_neither(live, open_question):
    page = open_question
    page.get_by_label("I’d rather not say").locator("visible=true").check()
    page.get_by_label(BOX).check()
    expect(page.get_by_label("I’d rather not say").locator("visible=true")).to_be_checked()
    page.context.set_offline(True)
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_text("Next person", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("link", name="Yes, hand this phone on").click()
    page.wait_for_function("!JSON.stringify([localStorage, sessionStorage]).includes('op1')")
