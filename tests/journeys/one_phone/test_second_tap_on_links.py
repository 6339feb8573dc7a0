"""The second of two taps leads to no page that was not chosen, and deletes nothing."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import join
from tests.journeys.test_no_accidents import tap_twice

pytestmark = pytest.mark.browser
WIDTHS = [320, pytest.param(375, marks=pytest.mark.long), pytest.param(412, marks=pytest.mark.long)]


@pytest.mark.parametrize("script", [True, False])
def test_yes_pressed_twice_in_a_second_tab_leads_to_where_they_were(live, phone, script):
    size = {"width": 375, "height": 640}
    with phone(viewport=size, has_touch=True, java_script_enabled=script) as context:
        left, page = context.new_page(), context.new_page()
        left.goto(f"/{live.words}")
        join(page, live.words)
        left.bring_to_front()
        yes = left.locator("form#begin button.go")
        yes.scroll_into_view_if_needed()
        tap_twice(left, yes, 400)
        left.wait_for_timeout(1000)
        expect(left.get_by_role("heading", name="Welcome back")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("words", ["of a meeting", "of none"])
def test_deleting_stands_nowhere_where_going_on_stood(live, phone, width, words):
    (card,) = live.cards(1)
    with phone(viewport={"width": width, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"/c/{card}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        page.goto("/withdraw" + (f"?words={live.words}" if words == "of a meeting" else ""))
        page.locator("#code").fill(card)
        went_on = page.get_by_role("button", name="Go on").bounding_box()
        page.get_by_role("button", name="Go on").click()
        delete = page.get_by_role("button", name="Delete my answers for good").bounding_box()
        assert delete["y"] >= went_on["y"] + went_on["height"] or delete["y"] + delete["height"] <= went_on["y"]
