"""The first tap on an answer counts as soon as it can be no second of two; where it does not, it is asked for."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose

pytestmark = pytest.mark.browser
SINCE_THE_TAP = "(wait) => new Promise((due) => setTimeout(due, wait - performance.now()))"
AN_ANSWER = "fieldset#bt1 label >> nth=2"


def tapped(page, live, *, later):
    """Yes is tapped, and an answer of the first question at the soonest some milliseconds later."""
    page.goto(f"/{live.words}")
    page.locator("form#begin button.go").tap()
    expect(page.locator("body.step")).to_be_attached()
    page.evaluate(SINCE_THE_TAP, later)
    box = page.locator(AN_ANSWER).bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_an_answer_tapped_400_ms_after_yes_is_kept(live, phone):
    with phone(has_touch=True) as context:
        page = context.new_page()
        tapped(page, live, later=400)
        expect(page.locator("fieldset#bt1 :checked")).to_have_count(1)
        page.get_by_role("button", name="Stop here").tap()
        page.get_by_role("button", name="Send what I have").tap()
        page.wait_for_url("**/sent/**")
    assert [list(one.answers) for one in live.kept()] == [["bt1"]]


COVER = """document.styleSheets[0].insertRule(
  "body::before { clip-path: none !important; animation: none !important; }", 0)"""


@pytest.fixture
def missed(live, phone):
    """The first question, an answer of which was tapped while taps are still taken for the second of two."""
    with phone(has_touch=True) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").tap()
        expect(page.locator("body.step.seen")).to_be_attached()
        page.evaluate(COVER)
        box = page.locator(AN_ANSWER).bounding_box()
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator("#f :checked")).to_have_count(0)
        page.evaluate("document.styleSheets[0].deleteRule(0)")
        page.wait_for_timeout(900)
        yield page


NO_ANSWER = "Question 1 has no answer yet. Continue again to leave it out."


def test_continue_asks_once_for_an_answer_whose_tap_was_not_taken(missed):
    onward = missed.get_by_role("button", name="Continue")
    onward.tap()
    expect(missed.get_by_text(NO_ANSWER)).to_be_visible()
    expect(missed.locator("fieldset#bt1")).to_be_visible()
    onward.tap()
    expect(missed.locator("fieldset#bt2")).to_be_visible()


def test_an_answer_given_now_ends_the_asking(missed):
    onward = missed.get_by_role("button", name="Continue")
    onward.tap()
    choose(missed, "bt1", 4)
    expect(missed.get_by_text(NO_ANSWER)).to_be_hidden()
    onward.tap()
    expect(missed.locator("fieldset#bt2")).to_be_visible()
