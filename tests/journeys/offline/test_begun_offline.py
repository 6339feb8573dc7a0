"""Begun without signal, or left midway when After opens: no answer stays on the phone, and both are joined."""

import pytest
from playwright.sync_api import expect

from tests.journeys.offline.visits import visited
from tests.journeys.pages import choose, join, stop

pytestmark = pytest.mark.browser


def begun_offline(page, live):
    """Somebody agrees and answers one question without signal."""
    visited(page, f"/{live.words}")
    page.context.set_offline(True)
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/pre/**")
    choose(page, "bt1", 4)


def answer_after(page, live):
    page.get_by_role("button", name="Yes, that was me").click()
    page.wait_for_url("**/post/**")
    choose(page, "bt1", 4)
    stop(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def stored(live):
    """What is stored of every wave, and how many people stand behind it."""
    responses = live.kept()
    answers = sorted((response.answers for response in responses), key=len, reverse=True)
    return answers, len({response.participant_id for response in responses})


def arrives(live, page):
    for _ in range(200):
        if live.kept():
            return
        page.wait_for_timeout(100)
    pytest.fail("nothing arrived")


def test_what_was_saved_without_signal_and_arrives_after_after_has_opened_is_joined(live, phone):
    with phone() as context:
        page = context.new_page()
        begun_offline(page, live)
        stop(page)
        expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
        live.open("post")
        context.set_offline(False)
        arrives(live, page)
        page.wait_for_url("**/sent/**")  # where the page goes by itself, before the test goes elsewhere
        page.goto(f"/{live.words}")
        answer_after(page, live)
    assert stored(live) == ([{"bt1": 4}, {"bt1": 4}], 1)


def test_what_was_begun_without_signal_and_never_sent_counts_and_is_joined(live, phone):
    with phone() as context:
        page = context.new_page()
        begun_offline(page, live)
        page.close()
        live.open("post")
        context.set_offline(False)
        page = context.new_page()
        page.goto(f"/{live.words}")
        answer_after(page, live)
        arrives(live, page)
    assert stored(live) == ([{"bt1": 4}, {"bt1": 4}], 1)


def test_what_was_answered_of_before_is_sent_when_its_owner_goes_on_to_after(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        page.close()
        live.open("post")
        page = context.new_page()
        page.goto(f"/{live.words}")
        expect(page.get_by_text("Answers to Before that wait on this phone: 1. They are sent as")).to_be_visible()
        answer_after(page, live)
        expect(page.get_by_text("were sent too, as they stood: 1.")).to_be_visible()
        arrives(live, page)
    assert stored(live) == ([{"bt1": 4}, {"bt1": 4}], 1)
    assert [response.stopped for response in live.kept()] == [True, True]


def test_what_was_answered_of_before_can_be_left_out(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        live.open("post")
        page.goto(f"/{live.words}")
        page.wait_for_timeout(1000)
        page.get_by_text("Leave them out", exact=True).click()
        page.get_by_role("button", name="Yes, leave them out").click()
        expect(page.get_by_text("Answers to Before that wait")).to_be_hidden()
        answer_after(page, live)
        arrives(live, page)
    assert stored(live) == ([{"bt1": 4}], 1)


def test_whoever_comes_to_after_by_a_card_is_told_of_what_waits_of_before(live, phone):
    (card,) = live.cards()
    with phone() as context:
        page = context.new_page()
        page.goto(f"/c/{card}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/pre/**")
        choose(page, "bt1", 4)
        live.open("post")
        page.goto(f"/c/{card}")
        expect(page.get_by_text("Answers to Before that wait on this phone: 1. They are sent as")).to_be_visible()
        expect(page.get_by_role("link", name="Go on at question 1")).to_be_visible()


def test_whoever_says_that_it_was_somebody_else_loses_them_nothing(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        live.open("post")
        page.goto(f"/{live.words}")
        page.get_by_role("button", name="No, somebody else").click()
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/post/**")
        choose(page, "bt1", 4)
        stop(page)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert stored(live) == ([{"bt1": 4}, {"bt1": 4}], 2)


def test_whoever_answered_without_signal_is_asked_at_after_by_when_they_began(live, phone):
    with phone() as context:
        page = context.new_page()
        page.clock.install()
        begun_offline(page, live)
        page.clock.fast_forward("07:00")
        stop(page)
        expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
        page.clock.fast_forward("05:00")
        # the worker, which may send it as well, has a clock that no test can move
        page.evaluate("navigator.serviceWorker.getRegistration().then((worker) => worker.unregister())")
        live.clock.advance(minutes=12, seconds=30)
        context.set_offline(False)
        page.wait_for_url("**/sent/**")
        live.open("post")
        page.goto(f"/{live.words}")
        expect(page.get_by_text("Was it you who answered Before on this phone, and began at 18:30?")).to_be_visible()
