"""Offline: what is sent without signal waits on the phone and arrives once; random walks end with each person once."""

import random
from collections import Counter
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import READY, Walk

pytestmark = pytest.mark.browser


def ready(page):
    """Wait until the phone keeps the pages."""
    page.evaluate(READY)


def test_answers_sent_without_signal_are_saved_and_arrive_when_it_comes_back(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        ready(page)
        choose(page, "bt1", 4)
        context.set_offline(True)
        stop(page)
        expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
        assert live.kept() == []
        context.set_offline(False)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [{"bt1": 4}]


def test_the_page_opens_again_without_signal_with_what_was_answered(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        ready(page)
        join(page, live.words)
        choose(page, "bt1", 4)
        context.set_offline(True)
        page.reload()
        assert page.locator('input[name="bt1"]:checked').get_attribute("value") == "4"


def test_somebody_can_agree_and_answer_without_signal_after_somebody_else(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        ready(page)
        for person in (1, 2):
            if person == 1:
                page.goto(f"/{live.words}")
            else:
                page.get_by_text("Next person", exact=True).click()
                page.get_by_role("link", name="Yes, hand this phone on").click()
            page.locator("form#begin button.go").click()
            page.wait_for_url("**/pre/**")
            choose(page, "bt1", person)
            context.set_offline(True)
            stop(page)
            expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
        context.set_offline(False)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert sorted(response.answers["bt1"] for response in live.kept()) == [1, 2]


def test_staff_pages_are_outside_the_workers_scope(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        scope = page.evaluate("navigator.serviceWorker.ready.then((worker) => worker.scope)")
    assert scope == f"{live.base}/{live.words}"


def walk(live, phone, seed, done):
    """One walk of two people on a phone of its own; what they saw when they sent it."""
    before, lost = {response.id for response in live.kept()}, live.lost
    with phone() as context:
        going = Walk(context, live, random.Random(seed))
        going.take(2)
    done.update(going.done | {"replies lost": live.lost - lost})
    stored = [response.answers for response in live.kept() if response.id not in before]
    key = lambda answers: sorted(answers.items())  # noqa: E731
    assert sorted(stored, key=key) == sorted(going.shown, key=key), f"seed {seed}"


@pytest.mark.parametrize("part", [0, pytest.param(1, marks=pytest.mark.long)])
def test_random_walks_store_each_person_once_with_what_they_last_saw(live, phone, part):
    done = Counter()
    for seed in range(part * 5, part * 5 + 5):
        walk(live, phone, seed, done)
    print(f"walks {part * 5} to {part * 5 + 4}: {dict(done)}")  # noqa: T201 - the counts are asked for


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
def test_two_hundred_random_walks_store_each_person_once(live, phone, part):
    done = Counter()
    for seed in range(1000 + part * 10, 1010 + part * 10):
        walk(live, phone, seed, done)
    print(f"walks {part * 10} to {part * 10 + 9}: {dict(done)}")  # noqa: T201 - the counts are asked for


def test_answers_sent_while_the_server_is_busy_are_saved_and_arrive_once_when_it_is_not(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        with live.database.turn:  # somebody else writes, for longer than the server waits
            stop(page)
            expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
            assert live.kept() == []
        with suppress(Error):  # the worker may have sent it, and the receipt have come
            page.get_by_role("button", name="Try now").click(timeout=2000)
        for _ in range(300):  # the page or its worker, whichever comes first
            if live.kept():
                break
            page.wait_for_timeout(100)
    assert [response.answers for response in live.kept()] == [{"bt1": 4}]
