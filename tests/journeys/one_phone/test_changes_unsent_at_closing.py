"""Answers to Before that somebody began to change and did not send: what counts is said wherever they look."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from evaluation.models import ResponseRevision
from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import READY, everything_sent

pytestmark = pytest.mark.browser

UNSENT = "Changes to Before that you have not sent: 1."
TOO_LATE = f"{UNSENT} Before has closed, so they do not count: what you sent first stays as it was."
CAME_TOO_LATE = "Before had closed when your changes arrived. They do not count. What you sent first stays as it was."
PROMISE = "They are sent as they stand when you begin After."


@pytest.fixture
def page(live, phone):
    """Somebody sent Before, pressed “Change my answers”, changed one answer and left it unsent."""
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        page.evaluate(READY)
        choose(page, "bt1", 4)
        stop(page)
        page.get_by_role("link", name="Change my answers").click()
        page.wait_for_url("**again=1**")
        choose(page, "bt1", 9)
        live.clock.advance(minutes=1)
        yield page


def scan(live, page, query=""):
    """The poster's code is scanned again."""
    page.goto(f"/{live.words}{query}")


def begin_after(live, page, *, answer=8):
    page.get_by_role("button", name="Yes, that was me").dblclick()
    page.wait_for_url("**/post/**")
    choose(page, "bt1", answer)
    stop(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    everything_sent(page)


def stored(live):
    """The answers that count, Before first, and what is kept apart."""
    with live.database.reading() as db:
        apart = [each.answers for each in db.scalars(select(ResponseRevision)) if each.conflict]
    counted = sorted(live.kept(), key=lambda one: one.submitted_at)
    return [each.answers["bt1"] for each in counted], [each["bt1"] for each in apart]


def test_while_before_is_open_a_rescan_says_that_they_count_only_once_they_are_sent(live, page):
    scan(live, page)
    expect(page.get_by_text(f"{UNSENT} They count only once you send them, while Before is open.")).to_be_visible()
    page.get_by_role("link", name="Look at my answers").click()
    stop(page)
    page.wait_for_url("**/sent/**")
    assert stored(live) == ([9], [])


def test_between_the_waves_a_rescan_says_that_they_do_not_count(live, page):
    live.close("pre")
    scan(live, page)
    expect(page.get_by_text(TOO_LATE)).to_be_visible()
    expect(page.get_by_role("link", name="Look at my answers")).to_be_hidden()


def test_the_first_screen_of_after_promises_nothing_of_them(live, page):
    live.open("post")
    scan(live, page)
    expect(page.get_by_text(TOO_LATE)).to_be_visible()
    expect(page.get_by_text(PROMISE)).to_be_hidden()
    expect(page.get_by_role("link", name="Look at my answers")).to_be_hidden()


def test_they_are_kept_apart_once_and_the_receipt_of_after_says_so(live, page):
    live.open("post")
    live.clock.advance(minutes=1)
    scan(live, page)
    begin_after(live, page)
    expect(page.get_by_text(CAME_TOO_LATE)).to_be_visible()
    page.go_back()
    scan(live, page)
    everything_sent(page)
    assert stored(live) == ([4, 8], [9])


def test_left_out_they_are_kept_nowhere(live, page):
    live.open("post")
    scan(live, page)
    page.get_by_text("Leave them out", exact=True).click()
    page.get_by_role("button", name="Yes, leave them out").click()
    expect(page.get_by_text(TOO_LATE)).to_be_hidden()
    begin_after(live, page)
    expect(page.get_by_text(CAME_TOO_LATE)).to_be_hidden()
    assert stored(live) == ([4, 8], [])


def test_whoever_leaves_early_while_before_is_open_has_them_counted_as_is_promised(live, page):
    scan(live, page, "?early=1")
    expect(page.get_by_text(PROMISE)).to_be_visible()
    begin_after(live, page)
    assert stored(live) == ([9, 8], [])


def test_before_that_closes_after_the_promise_was_read_is_told_of_on_the_receipt(live, page):
    scan(live, page, "?early=1")
    expect(page.get_by_text(PROMISE)).to_be_visible()
    live.close("pre")
    live.clock.advance(minutes=1)
    begin_after(live, page)
    expect(page.get_by_text(CAME_TOO_LATE)).to_be_visible()
    assert stored(live) == ([4, 8], [9])


def test_the_questions_looked_at_again_once_before_has_closed_say_that_what_was_sent_stays(live, page):
    live.close("pre")
    live.app.extensions["weaving_page_cache"]._ready.clear()
    page.reload()
    expect(page.get_by_text("Before has closed, so it can no longer be changed.")).to_be_visible()
    assert stored(live) == ([4], [])
