"""Somebody midway comes back by a way that does not know their question: they go on where they were."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose
from tests.journeys.walks import READY

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("by", ["card", "meeting"])
def test_the_page_that_says_before_has_closed_leads_on_to_the_question_they_were_at(live, phone, by):
    (card,) = live.cards()
    with phone() as context:
        page = context.new_page()
        page.goto(f"/c/{card}")
        page.evaluate(READY)
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        for item, value in (("bt1", 4), ("bt2", 5)):
            choose(page, item, value)
            page.locator("#next").click()
            page.wait_for_timeout(600)
        live.close("pre")
        page.goto(f"/c/{card}" if by == "card" else f"/{live.words}")
        page.locator("#goon").click()
        expect(page.get_by_text("Question 3 of 12").locator("visible=true").first).to_be_visible()
