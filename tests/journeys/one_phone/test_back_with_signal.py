"""Sent without signal, the tab closed: once there is signal, the poster's address says what is true."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import begin_without_signal, stop

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("looked_without_signal", [True, False])
def test_the_first_screen_knows_within_seconds_that_it_was_sent(live, phone, looked_without_signal):
    with phone() as context:
        page = context.new_page()
        begin_without_signal(context, page, live.words)
        stop(page)
        expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
        page.close()
        page = context.new_page()
        if looked_without_signal:
            page.goto(f"/{live.words}")
            expect(page.get_by_role("heading", name="You have answered Before")).to_be_visible()
            expect(page.get_by_text("Welcome to")).to_be_hidden()
        context.set_offline(False)
        page.goto(f"/{live.words}")
        known = page.get_by_text("Your answers were sent").or_(page.get_by_role("heading", name="Thank you"))
        expect(known).to_be_visible(timeout=8000)
        page.goto(f"/{live.words}")
        expect(page.get_by_text("Your answers were sent")).to_be_visible()
        expect(page.get_by_role("link", name="Look at my code")).to_be_visible()
    assert len(live.kept()) == 1


def test_what_is_saved_is_still_said_to_be_saved_after_a_reload(live, phone):
    with phone() as context:
        page = context.new_page()
        begin_without_signal(context, page, live.words)
        stop(page)
        saved = page.get_by_role("heading", name="Saved on this phone")
        expect(saved).to_be_visible()
        page.reload()
        expect(saved).to_be_visible()
        expect(page.locator("form#f")).to_be_hidden()
        context.set_offline(False)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [{"bt1": 4}]
