"""The second of two taps on what leads to a page that asks, or to the questions, answers nothing there."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join
from tests.journeys.test_no_accidents import tap_twice

pytestmark = pytest.mark.browser
FORBIDDEN = """for (const one of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(window, one, {get() { throw new DOMException("denied", "SecurityError"); }});"""
"""What a browser does that is told to keep nothing."""


def is_handed_on(page):
    """Whether this phone is nobody's now."""
    return page.get_by_text("This phone was handed on.").count() > 0


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("gap", [80, 400, *(pytest.param(gap, marks=pytest.mark.long) for gap in (150, 250, 320))])
def test_somebody_else_pressed_twice_hands_nothing_on(live, phone, gap, script):
    with phone(viewport={"width": 320, "height": 568}, has_touch=True, java_script_enabled=script) as context:
        page = context.new_page()
        join(page, live.words)
        page.goto(f"/{live.words}")
        page.wait_for_timeout(1000)  # the page takes no tap at once: it may be the second of two
        tap_twice(page, page.get_by_text("Somebody else"), gap)
        page.wait_for_timeout(900)
        expect(page.get_by_role("heading", name="Hand this phone on?")).to_be_visible()
        assert not is_handed_on(page)
        live.clock.advance(seconds=2)
        page.get_by_role("button", name="Yes, hand this phone on").tap()
        expect(page.get_by_text("This phone was handed on.")).to_be_visible()


@pytest.mark.parametrize("forbidden", [True, False])
@pytest.mark.parametrize(
    ("width", "gap"),
    [(320, 80), (360, 250), *(pytest.param(*each, marks=pytest.mark.long) for each in ((375, 150), (412, 400)))],
)
def test_go_on_pressed_twice_answers_nothing_where_a_phone_keeps_nothing_or_runs_no_script(
    live, phone, width, gap, forbidden
):
    size = {"width": width, "height": 640}
    with phone(viewport=size, has_touch=True, java_script_enabled=forbidden) as context:
        context.add_init_script(FORBIDDEN)
        page = context.new_page()
        join(page, live.words)
        for number in range(12):
            page.goto(f"/{live.words}")
            page.wait_for_timeout(1000)  # the page takes no tap at once: it may be the second of two
            go = page.locator("#goon")
            # wherever on the screen the button stands
            go.evaluate("(go, at) => { go.style.cssText = `position: fixed; top: ${at}px`; }", 60 + 40 * number)
            tap_twice(page, go, gap)
            page.wait_for_url("**/pre/**")
            page.wait_for_timeout(300)
            assert page.locator("#f :checked").count() == 0


def test_a_phone_that_keeps_nothing_begins_with_the_first_question_after_a_reload(live, phone):
    with phone() as context:
        context.add_init_script(FORBIDDEN)
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        page.evaluate("location.hash = 'cg2'")
        expect(page.locator("fieldset#cg2")).to_be_visible()
        page.reload()
        expect(page.locator("fieldset#bt1")).to_be_visible()
        expect(page.locator("fieldset#cg2")).to_be_hidden()
