"""One form in two tabs of one phone: of each question the latest answer counts, in whichever tab it was given."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop

pytestmark = pytest.mark.browser


@pytest.fixture
def tabs(live, phone):
    """Two tabs that show the same form, in which the first question was answered."""
    with phone() as context:
        first = context.new_page()
        join(first, live.words)
        choose(first, "bt1", 4)
        second = context.new_page()
        second.goto(first.url)
        expect(second.locator("body.step")).to_be_attached()
        yield first, second


def answer(page, item, value):
    page.evaluate("(item) => { location.hash = item; }", item)
    choose(page, item, value)


def test_what_each_tab_answered_is_sent_by_either(live, tabs):
    first, second = tabs
    answer(second, "bt2", 7)
    answer(first, "bt3", 5)
    answer(second, "bt1", 9)
    first.wait_for_timeout(300)
    stop(first)
    first.wait_for_url("**/sent/**")
    assert [one.answers for one in live.kept()] == [{"bt1": 9, "bt2": 7, "bt3": 5}]


def test_a_tab_that_is_loaded_anew_has_what_each_answered(tabs):
    first, second = tabs
    answer(second, "bt2", 7)
    answer(first, "bt3", 5)
    second.reload()
    chosen = {
        item: second.locator(f'input[name="{item}"]:checked').get_attribute("value") for item in ("bt1", "bt2", "bt3")
    }
    assert chosen == {"bt1": "4", "bt2": "7", "bt3": "5"}
