"""Enter after the code at After: it leads to the button that sends it, and folds nothing away."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_enter_after_the_code_at_after_leads_to_the_button_and_enter_there_sends_it(live, phone):
    (card,) = live.cards()
    live.close("pre")
    live.open("post")
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.get_by_text("I answered Before: enter my code").click()
        field = page.get_by_label("Code on your card")
        field.fill(card)
        field.press("Enter")
        expect(field).to_be_visible()
        expect(page.get_by_role("button", name="I am 16 or over.")).to_be_focused()
        page.wait_for_timeout(500)
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Nothing was sent with this card before.")
        page.wait_for_timeout(1000)
        page.get_by_role("button", name="I am 16 or over.").press("Enter")
        expect(page).to_have_url(re.compile("/post/"))
