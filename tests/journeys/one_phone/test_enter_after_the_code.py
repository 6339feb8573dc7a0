"""Enter in the field of the code looks the card up, and agrees to nothing."""

import pytest
from playwright.sync_api import expect

from evaluation.models import Consent

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False])
def test_enter_after_the_code_shows_the_first_screen_with_the_card(live, phone, script):
    (card,) = live.cards(1)
    with phone(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("summary", has_text="card").click()
        page.locator("#card").fill(card)
        page.locator("#card").press("Enter")
        expect(page.get_by_text("Your card:")).to_be_visible()
        expect(page.locator("form#begin button.go")).to_be_visible()
    with live.database.reading() as db:
        assert db.query(Consent).count() == 0
