"""A page that waits notices by itself that After has opened."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop

pytestmark = pytest.mark.browser


def test_the_page_that_says_after_opens_here_offers_it_once_it_is_open(live, phone):
    with phone() as context:
        page = context.new_page()
        page.clock.install()
        join(page, live.words)
        choose(page, "bt1", 4)
        page.clock.run_for(2000)
        stop(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_focused()
        page.goto(f"/{live.words}")
        expect(page.get_by_role("heading", name="You have answered Before")).to_be_visible()
        live.open("post")
        page.clock.run_for(31_000)
        expect(page.get_by_role("button", name="Yes, that was me")).to_be_visible()
