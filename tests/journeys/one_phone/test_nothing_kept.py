"""A phone that keeps nothing, neither cookies nor in its browser: what was sent is said to be sent, and is whole."""

import pytest
from playwright.sync_api import expect

from tests.journeys.one_phone.test_second_tap_on_somebody_else import FORBIDDEN
from tests.journeys.pages import CHOSEN, answer_all, choose, join

pytestmark = pytest.mark.browser


def without_cookies(live, context):
    """Have the phone keep nothing, and bring no cookie."""
    context.add_init_script(FORBIDDEN)
    answer = live.app
    live.app = lambda environ, start: answer({**environ, "HTTP_COOKIE": ""}, start)


@pytest.mark.parametrize("script", [True, False])
def test_back_after_sending_says_that_it_was_sent(live, phone, script):
    with phone(java_script_enabled=script) as context:
        without_cookies(live, context)
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        if script:
            page.get_by_role("button", name="Continue").click()
            page.get_by_role("button", name="Stop here").click()
            page.get_by_role("button", name="Send what I have").click()
        else:
            page.locator("#send").click()
        page.wait_for_url("**/sent/**")
        page.go_back()
        expect(page.get_by_role("heading", name="Thank you. 1 answer arrived")).to_be_visible()
        expect(page.locator("#f")).to_have_count(0)


def test_who_presses_send_at_the_end_has_not_stopped_whatever_they_left_out(live, phone):
    with phone() as context:
        context.add_init_script(FORBIDDEN)
        page = context.new_page()
        join(page, live.words)
        some = dict(list(CHOSEN.items())[:3])
        answer_all(page, some)
        for _ in range(len(CHOSEN) - 3):
            page.wait_for_timeout(600)
            page.get_by_role("button", name="Continue").click()
        page.wait_for_timeout(1100)
        page.get_by_role("button", name="Send my answers").click()
        page.wait_for_timeout(1100)
        page.locator("#stop").click()
        page.wait_for_url("**/sent/**")
    assert [(response.answers, response.stopped) for response in live.kept()] == [(some, False)]
