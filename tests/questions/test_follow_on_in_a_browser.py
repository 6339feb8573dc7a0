"""What follows on another question, on a phone: shown where it is due, with and without a script or signal."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import phone as phone  # noqa: PLC0414 - the fixture itself
from tests.journeys.test_accessible import violations
from tests.journeys.walks import READY
from tests.questions.following import VERSION_THAT_FOLLOWS
from tests.questions.test_in_a_browser import LiveWalk

pytestmark = pytest.mark.browser


@pytest.fixture
def live(sqlite_database, sqlite_settings, clock):
    evening = LiveWalk(sqlite_database, clock, version=VERSION_THAT_FOLLOWS)
    with evening.serve(sqlite_settings) as base:
        evening.base = base
        yield evening


def begun(page, live, *, with_script=True):
    page.goto(f"/{live.words}")
    if with_script:
        page.evaluate(READY)
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/pre/**")


@pytest.fixture
def page(live, phone):
    """A narrow phone at the question on which two others follow."""
    with phone(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        begun(page, live)
        page.goto(f"{page.url}#again")
        yield page


def choose(page, words):
    page.locator("fieldset:visible label", has_text=words).first.click()
    page.wait_for_timeout(550)  # what is pressed at one place within half a second is a double tap


def go_on(page):
    page.wait_for_timeout(550)
    page.get_by_role("button", name="Continue").click()


def test_whoever_met_nobody_again_is_asked_why_and_not_how_many(page):
    expect(page.get_by_role("button", name="Send my answers")).to_be_visible()
    choose(page, "No")
    expect(page.get_by_role("button", name="Send my answers")).to_be_hidden()
    go_on(page)
    expect(page.get_by_role("heading", name="What kept you?")).to_be_focused()
    expect(page.locator("#nav span")).to_have_text("Question 7 of 7")
    page.get_by_role("link", name="Back").click()
    expect(page.locator("#nav span")).to_have_text("Question 5 of 7")


def test_an_answer_that_is_changed_changes_what_is_asked_and_what_is_sent(live, page):
    choose(page, "Often")
    go_on(page)
    page.locator("#how_many .number").fill("3")
    page.get_by_role("link", name="Back").click()
    expect(page.locator("#nav span")).to_have_text("Question 5 of 7")
    choose(page, "No")
    go_on(page)
    expect(page.get_by_role("heading", name="What kept you?")).to_be_visible()
    page.wait_for_timeout(1050)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [each.answers for each in live.kept()] == [{"again": 0, "how_many": "not_asked", "which": "not_asked"}]


def test_it_outlives_a_reload_without_signal_and_arrives_later(live, page):
    choose(page, "Once")
    go_on(page)
    page.locator("#how_many .number").fill("4")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#how_many .number")).to_have_value("4")
    page.wait_for_timeout(1050)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert live.kept()[0].answers["how_many"] == 4


def test_it_fits_a_narrow_phone_and_axe_finds_nothing(page):
    choose(page, "Once")
    go_on(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(page) == []


def test_without_a_script_it_shows_once_it_is_due(live, phone):
    with phone(java_script_enabled=False) as context:
        page = context.new_page()
        begun(page, live, with_script=False)
        how_many, kept, which = (page.locator(f"#{name}") for name in ("how_many", "kept", "which"))
        for hidden in (how_many, kept, which):
            expect(hidden).to_be_hidden()
        page.locator("#again label", has_text="Often").click()
        expect(how_many).to_be_visible()
        expect(kept).to_be_hidden()
        page.locator("#again label", has_text="No").first.click()
        expect(how_many).to_be_hidden()
        expect(kept).to_be_visible()
        page.locator("#langs label", has_text="Arabic").click()
        expect(which).to_be_visible()
