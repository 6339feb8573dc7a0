"""Back to the page that asks whether to delete: it is shown again, and not the browser's own error."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop

pytestmark = pytest.mark.browser
ASKS = "Delete your answers?"


@pytest.fixture
def asked(live, phone):
    """Somebody came from their receipt to the page that asks."""
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        stop(page)
        page.get_by_role("button", name="Take my answers back").click()
        expect(page.get_by_role("heading", name=ASKS)).to_be_visible()
        yield page


def test_from_another_page_it_is_asked_again(live, asked):
    asked.goto(f"/{live.words}/privacy")
    asked.go_back()
    expect(asked.get_by_role("heading", name=ASKS)).to_be_visible()
    assert len(live.kept()) == 1


def test_once_they_are_deleted_pressing_again_says_so(live, asked):
    live.clock.advance(seconds=5)
    asked.get_by_role("button", name="Delete my answers for good").click()
    expect(asked.get_by_role("heading", name="Your answers have been deleted")).to_be_visible()
    live.clock.advance(seconds=10)
    asked.go_back()
    expect(asked.get_by_role("heading", name=ASKS)).to_be_visible()
    asked.get_by_role("button", name="Delete my answers for good").click()
    expect(asked.get_by_role("heading", name="These answers were taken back before")).to_be_visible()
    assert live.kept() == []


def test_once_they_are_deleted_the_phone_forgets_the_code_and_the_form(live, asked):
    key = f"mine:{live.words}"
    assert asked.evaluate("(key) => localStorage.getItem(key)", key)
    live.clock.advance(seconds=5)
    asked.get_by_role("button", name="Delete my answers for good").click()
    expect(asked.get_by_role("heading", name="Your answers have been deleted")).to_be_visible()
    asked.wait_for_function("(key) => localStorage.getItem(key) === null", arg=key)
