"""Keying from the keyboard: Enter goes on to the next field, and the form is sent from its button alone."""

import pytest
from playwright.sync_api import expect

from evaluation.models import Response
from tests.fieldwork.test_organiser_in_a_browser import PATIENCE, served_desk, sit_down

pytestmark = pytest.mark.browser
__all__ = ["served_desk", "sit_down"]


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_in_a_field_keeps_nothing(sit_down, evening, scripts):
    page = sit_down("organiser", scripts=scripts)
    page.goto(f"/staff/experiments/{evening.id}/paper")
    page.get_by_label("How many sheets").fill("2")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").click()
    page.locator("#f-agreed").select_option("yes")
    page.locator("#f-bt1").fill("7")
    page.keyboard.press("Enter")
    if scripts:
        expect(page.locator("#f-bt2")).to_be_focused(timeout=PATIENCE)
    else:
        expect(page.get_by_text("questions are empty: keep it so?").first).to_be_visible(timeout=PATIENCE)
    with evening.database.reading() as db:
        assert db.query(Response).count() == 0
    page.get_by_role("button", name="Keep, and next sheet").click()
    page.get_by_role("button", name="Yes, the paper is empty there").click()
    expect(page.get_by_role("heading", name="sheet 2 of 2")).to_be_visible(timeout=PATIENCE)
