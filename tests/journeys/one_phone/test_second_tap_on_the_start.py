"""The second of two taps on what leads to the questions presses nothing of the first of them."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop
from tests.journeys.test_no_accidents import tap_twice

pytestmark = pytest.mark.browser
PACES = [300, *(pytest.param(gap, marks=pytest.mark.long) for gap in (150, 450, 600))]


def nothing_is_pressed(page):
    """The first question is shown, and nothing of it is chosen."""
    page.wait_for_timeout(900)
    expect(page.locator("body.step fieldset").first).to_be_visible()
    expect(page.locator("#f :checked")).to_have_count(0)


@pytest.mark.parametrize("gap", PACES)
@pytest.mark.parametrize(("width", "height"), [(320, 568), (375, 812)])
def test_agreeing(live, phone, width, height, gap):
    with phone(viewport={"width": width, "height": height}, has_touch=True) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        go = page.locator("form#begin button.go")
        go.scroll_into_view_if_needed()
        tap_twice(page, go, gap)
        nothing_is_pressed(page)


@pytest.mark.parametrize("gap", PACES)
def test_yes_that_was_me(live, phone, gap):
    with phone(viewport={"width": 320, "height": 568}, has_touch=True) as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        stop(page)
        page.wait_for_url("**/sent/**")
        live.open("post")
        page.goto(f"/{live.words}")
        yes = page.locator("button[value=yes]")
        yes.evaluate("yes => yes.scrollIntoView({block: 'end', behavior: 'instant'})")
        page.wait_for_timeout(1000)  # the page takes no tap at once: it may be the second of two
        tap_twice(page, yes, gap)
        nothing_is_pressed(page)


def test_what_is_chosen_a_moment_later_stays(live, phone):
    with phone(has_touch=True) as context:
        page = context.new_page()
        join(page, live.words)
        expect(page.locator("body.step")).to_be_attached()
        page.locator("fieldset#bt1 label").first.tap()
        page.reload()
        expect(page.locator("#f :checked")).to_have_count(1)
