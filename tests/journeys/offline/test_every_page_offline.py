"""Without signal on any page of a meeting nobody meets the browser's own error, from the first visit on."""

import pytest
from playwright.sync_api import expect

from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import close_wave
from tests.journeys.offline.visits import visited
from tests.journeys.pages import CHOSEN, answer_all, choose, join, send, stop

pytestmark = pytest.mark.browser


def saved_offline(page):
    choose(page, "bt1", 4)
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()


def test_from_a_first_visit_on_everything_goes_without_signal_and_looks_as_it_does_with_it(live, page):
    visited(page, f"/{live.words}")
    page.context.set_offline(True)
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/pre/**")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 248, 244)"
    answer_all(page, CHOSEN)
    send(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Thank you. All 12 answers arrived")).to_be_visible()
    assert [one.answers for one in live.kept()] == [CHOSEN]


def test_a_first_visit_needs_no_reload_and_no_second_page_before_the_signal_may_go(live, page):
    visited(page, f"/{live.words}")
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("link", name="Take my answers back")).to_be_hidden()  # no phone keeps that page
    page.locator("form#begin button.go").click()
    page.wait_for_url("**/pre/**")
    expect(page.locator("fieldset#bt1")).to_be_visible()


def test_the_way_to_take_answers_back_comes_with_the_signal(live, page):
    visited(page, f"/{live.words}")
    link = page.get_by_role("link", name="Take my answers back")
    for is_offline in (True, False):
        page.context.set_offline(is_offline)
        expect(link).to_be_visible(visible=not is_offline)


@pytest.mark.parametrize("where", ["receipt", "hand on", "look again", "calendar"])
def test_any_other_page_leads_to_the_first_screen_which_knows_the_person(live, page, where):
    visited(page, f"/{live.words}")
    join(page, live.words)
    choose(page, "bt1", 4)
    stop(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.wait_for_timeout(900)
    page.context.set_offline(True)
    if where == "receipt":
        page.reload()
    elif where == "hand on":
        page.get_by_role("link", name="Hand this phone on").click()
    else:
        page.goto(f"/{live.words}" + ("?lang=en" if where == "look again" else "/next?lang=en"))
    expect(page.get_by_role("heading", name="You have answered Before")).to_be_visible()


def test_trying_now_says_that_there_is_still_no_signal(live, page):
    visited(page, f"/{live.words}")
    join(page, live.words)
    page.context.set_offline(True)
    saved_offline(page)
    expect(page.get_by_text("Forms waiting on this phone: 1")).to_be_visible()
    page.get_by_role("button", name="Try now").dblclick()
    expect(page.get_by_text("Still no signal.")).to_be_visible()
    assert live.kept() == []


def test_trying_now_with_signal_sends_and_leads_to_the_receipt(live, page):
    visited(page, f"/{live.words}")
    join(page, live.words)
    # the worker would send it at once
    page.evaluate("navigator.serviceWorker.getRegistration().then((worker) => worker.unregister())")
    page.route("**/pre/**", lambda route: route.abort())
    saved_offline(page)
    page.unroute("**/pre/**")
    page.get_by_role("button", name="Try now").click(click_count=2, no_wait_after=True)
    expect(page.get_by_role("heading", name="Thank you. 1 answer arrived")).to_be_visible()
    assert [one.answers for one in live.kept()] == [{"bt1": 4}]


def test_what_is_not_taken_is_said_to_be_refused_and_stays(live, page):
    visited(page, f"/{live.words}")
    join(page, live.words)
    page.context.set_offline(True)
    saved_offline(page)
    with live.database.transaction() as db:
        close_wave(db, experiment_named(db, live.words), kind="pre", now=live.clock())
    live.clock.advance(hours=9)
    page.context.set_offline(False)
    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_text("Answers from this phone were not taken. They stay on it.")).to_be_visible()
    expect(page.get_by_text("Forms waiting on this phone")).to_be_hidden()


def test_the_first_screen_counts_what_waits_and_sends_it_once_there_is_signal(live, page):
    visited(page, f"/{live.words}")
    join(page, live.words)
    page.context.set_offline(True)
    saved_offline(page)
    page.goto(f"/{live.words}")
    expect(page.get_by_text("Forms waiting on this phone: 1")).to_be_visible()
    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_text("Still no signal.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Thank you. 1 answer arrived")).to_be_visible()
    assert [one.answers for one in live.kept()] == [{"bt1": 4}]
