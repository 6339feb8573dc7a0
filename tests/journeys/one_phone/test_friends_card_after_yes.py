"""A friend's card on a phone on which somebody is midway, where no script runs: whose it is is asked at once."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_no_accidents import tap_twice

pytestmark = pytest.mark.browser
SIZE = {"viewport": {"width": 375, "height": 640}, "has_touch": True, "java_script_enabled": False}


def test_whose_the_card_is_is_asked_before_anybody_agrees(live, phone):
    own, friends = live.cards(2)
    with phone(**SIZE) as context:
        page = context.new_page()
        page.goto(f"/c/{own}")
        page.locator("form#begin button.go").tap()
        page.wait_for_url("**/pre/**")
        page.goto(f"/c/{friends}")
        expect(page.get_by_role("heading", name="Whose card is this?")).to_be_visible()


@pytest.mark.parametrize("gap", [80, 400, *(pytest.param(gap, marks=pytest.mark.long) for gap in (150, 250, 600))])
def test_yes_pressed_twice_takes_the_friend_for_nobody(live, phone, gap):
    """The first screen stands open from before somebody began on the phone, in another tab."""
    own, friends = live.cards(2)
    with phone(**SIZE) as context:
        left, page = context.new_page(), context.new_page()
        left.goto(f"/{live.words}?card={friends}")
        page.goto(f"/c/{own}")
        page.locator("form#begin button.go").tap()
        page.wait_for_url("**/pre/**")
        left.bring_to_front()
        yes = left.locator("form#begin button.go")
        yes.scroll_into_view_if_needed()
        tap_twice(left, yes, gap)
        left.wait_for_timeout(900)
        expect(left.get_by_role("heading", name="Whose card is this?")).to_be_visible()
        left.get_by_role("link", name="That was me").tap()
        left.wait_for_url("**/pre/**")
