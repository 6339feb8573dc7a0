"""A shared tablet that loses signal: what could not be sent is tried again, and it leads to no page of the browser."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop

pytestmark = pytest.mark.browser
NEXT = "There is no signal now. The next person can begin here as soon as there is."


@pytest.fixture
def tablet(live, phone):
    """Somebody has stopped and sent what they have, without signal."""
    with phone(viewport={"width": 768, "height": 1024}) as context:
        page = context.new_page()
        page.clock.install()
        join(page, live.words, query="?kiosk=1")
        choose(page, "bt1", 8)
        page.clock.run_for(1500)
        context.set_offline(True)
        page.get_by_role("button", name="Stop here").click()
        page.clock.run_for(1500)
        page.get_by_role("button", name="Send what I have").click()
        expect(page.get_by_text("it tries again by itself")).to_be_visible()
        yield page


def test_what_waits_is_not_cleared_for_ten_minutes_and_is_sent_by_itself(live, tablet):
    tablet.clock.run_for(9 * 60_000)
    expect(tablet.get_by_role("button", name="Send what I have")).to_be_visible()
    tablet.context.set_offline(False)
    tablet.clock.run_for(21_000)
    tablet.wait_for_url("**/sent/**")
    assert [one.answers for one in live.kept()] == [{"bt1": 8}]


def test_once_it_is_cleared_it_says_that_there_is_no_signal_until_there_is(live, tablet):
    address = tablet.url.partition("#")[0]
    for _ in range(16):
        tablet.clock.run_for(60_000)
        tablet.wait_for_timeout(50)
    expect(tablet.get_by_text(NEXT)).to_be_visible()
    assert (tablet.url.partition("#")[0], tablet.locator(":checked").count()) == (address, 0)
    tablet.context.set_offline(False)
    tablet.clock.run_for(6_000)
    expect(tablet.locator("form#begin")).to_be_visible()
    assert live.kept() == []


def test_so_does_a_receipt_that_clears_itself(live, phone):
    with phone() as context:
        page = context.new_page()
        page.clock.install()
        join(page, live.words, query="?kiosk=1")
        choose(page, "bt1", 8)
        page.clock.run_for(1500)
        page.get_by_role("button", name="Stop here").click()
        page.clock.run_for(1500)
        page.get_by_role("button", name="Send what I have").click()
        page.wait_for_url("**/sent/**")
        code = page.locator("#code").inner_text()
        context.set_offline(True)
        page.clock.run_for(62_000)
        expect(page.get_by_text(NEXT)).to_be_visible()
        assert code not in page.content()


def test_forward_to_a_receipt_shows_no_code(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words, query="?kiosk=1")
        choose(page, "bt1", 8)
        page.wait_for_timeout(600)
        stop(page)
        page.wait_for_url("**/sent/**")
        code = page.locator("#code").inner_text()
        page.evaluate("setTimeout(() => history.back(), 0)")
        page.wait_for_timeout(600)
        expect(page.locator("form#begin")).to_be_visible()
        page.evaluate("setTimeout(() => history.forward(), 0)")
        page.wait_for_url("**/sent/**", wait_until="commit")
        expect(page.locator("form#begin")).to_be_visible()
        assert code not in page.content()
