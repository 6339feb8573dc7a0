"""A phone handed on without signal: what was saved is sent, and the next person finds nothing of whoever was before."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import READY, everything_sent

pytestmark = pytest.mark.browser


@pytest.fixture
def shared(live, phone):
    """A phone that keeps the pages, on which somebody has begun and answered one question; then signal is lost."""
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.evaluate(READY)
        join(page, live.words)
        choose(page, "bt1", 1)
        context.set_offline(True)
        yield page


def saved(page):
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()


def hand_on_saved(page):
    page.get_by_text("Next person", exact=True).click()
    page.get_by_role("link", name="Yes, hand this phone on").click()
    expect(page.locator("form#begin")).to_be_visible()


def hand_on_midway(page, live):
    page.goto(f"/{live.words}")
    page.get_by_text("Somebody else", exact=True).click()
    page.get_by_role("button", name="Yes, hand this phone on").click()
    expect(page.locator("form#begin")).to_be_visible()


def test_two_people_are_stored_though_the_first_sending_fails_after_the_phone_was_handed_on(live, shared):
    saved(shared)
    hand_on_saved(shared)
    lost = lambda route: route.abort() if route.request.method == "POST" else route.fallback()  # noqa: E731
    shared.context.route("**/*", lost)
    shared.context.set_offline(False)
    shared.goto(f"/{live.words}")
    shared.locator("form#begin button.go").click()
    shared.wait_for_url("**/pre/**")
    shared.context.unroute("**/*", lost)
    choose(shared, "bt1", 2)
    stop(shared)
    expect(shared.locator("#saved:not([hidden]), #code")).to_be_visible()
    everything_sent(shared)
    stored = live.kept()
    assert sorted(response.answers["bt1"] for response in stored) == [1, 2]
    assert len({response.participant_id for response in stored}) == 2


def test_whoever_saved_without_signal_is_told_that_they_lose_their_code_before_they_hand_the_phone_on(live, shared):
    saved(shared)
    told = shared.get_by_text("Once you hand this phone on, you will not see your code").locator("visible=true")
    shared.get_by_text("Next person", exact=True).click()
    expect(told).to_be_visible()
    shared.goto(f"/{live.words}")
    expect(told).to_be_visible()


@pytest.mark.parametrize("has_sent", [True, False])
def test_once_there_is_signal_the_next_person_finds_a_clean_page(live, shared, has_sent):
    if has_sent:
        saved(shared)
        hand_on_saved(shared)
    else:
        hand_on_midway(shared, live)
    shared.context.set_offline(False)
    shared.goto(f"/{live.words}")
    expect(shared.locator("form#begin")).to_be_visible()
    everything_sent(shared)
    assert [response.answers for response in live.kept()] == [{"bt1": 1}] * has_sent


def test_a_form_of_whoever_was_before_takes_the_place_of_nothing_that_they_left_unsent(live, shared):
    stale = shared.context.new_page()
    stale.goto(shared.url)
    shared.bring_to_front()
    saved(shared)
    hand_on_saved(shared)
    stale.bring_to_front()
    choose(stale, "bt1", 2)
    stop(stale)
    expect(stale.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    shared.context.set_offline(False)
    everything_sent(shared)
    assert sorted(response.answers["bt1"] for response in live.kept()) == [1, 2]
