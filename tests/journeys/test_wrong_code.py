"""A code that is not right, on a small phone: the fault, the field and the way on without it stand together."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_no_accidents import tap_twice

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_the_fault_and_the_way_on_without_the_code_are_seen_at_once(live, phone, script):
    with phone(viewport={"width": 320, "height": 568}, has_touch=True, java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.get_by_text("I have a card", exact=True).click()
        page.get_by_label("Code on your card").fill("zzz")
        for _ in range(2):
            page.locator("form#begin button.go:not([name])").click()
            for seen in (
                page.get_by_text("This meeting has no such code."),
                page.get_by_label("Code on your card"),
                page.get_by_text("Go on without the code", exact=True),
            ):
                expect(seen).to_be_in_viewport()
        page.wait_for_timeout(800)  # as whoever reads the sentence does
        tap_twice(page, page.get_by_role("button", name="Go on without the code"), 250)
        expect(page).to_have_url(re.compile("/pre/"))


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("at", [300, *(pytest.param(at, marks=pytest.mark.long) for at in (140, 220, 380, 460))])
def test_the_second_tap_after_a_code_that_is_not_right_presses_nothing_of_the_page_that_says_so(
    live, phone, script, at
):
    with phone(viewport={"width": 320, "height": 568}, has_touch=True, java_script_enabled=script) as context:
        page = context.new_page()
        go = page.locator("form#begin button.go:not([name])")
        page.goto(f"/{live.words}")
        page.get_by_text("I have a card", exact=True).click()
        page.get_by_label("Code on your card").fill("zzz")
        # wherever on the screen the button stands
        go.evaluate("(go, at) => { go.style.cssText = `position: fixed; z-index: 9; top: ${at}px`; }", at)
        page.wait_for_timeout(300)
        tap_twice(page, go, 400)
        page.wait_for_timeout(400)
        expect(page.get_by_role("heading", name="We could not use your code")).to_be_visible()


def test_whoever_pressed_under_16_by_mistake_goes_back_to_agree_with_their_card(live, phone):
    (card,) = live.cards()
    with phone(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/c/{card}")
        page.get_by_role("link", name="No, I am under 16").click()
        page.get_by_role("link", name="Go back, I am 16 or over").click()
        expect(page.get_by_text("Your card:")).to_be_visible()
        page.locator("form#begin button.go").click()
        expect(page).to_have_url(re.compile("/pre/"))


def test_after_asks_for_the_code_of_the_card_or_of_the_page_after_before(live, phone):
    live.open("post")
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.get_by_text("I answered Before: enter my code").click()
        expect(page.get_by_label("Code on your card, or from the page after Before")).to_be_visible()
