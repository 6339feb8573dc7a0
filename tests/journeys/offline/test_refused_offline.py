"""What was saved without signal and is refused, since its wave has closed, is said to be, can be seen, and waits."""

import pytest
from playwright.sync_api import expect

from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import close_wave
from tests.journeys.offline.visits import visited
from tests.journeys.pages import choose, join, stop

pytestmark = pytest.mark.browser


def close_for_good(live):
    with live.database.transaction() as db:
        close_wave(db, experiment_named(db, live.words), kind="pre", now=live.clock())
    live.clock.advance(hours=9)


@pytest.fixture
def refused(live, page):
    """Answers saved without signal, which comes back once the wave has closed; each sending is counted."""
    sendings = []
    visited(page, f"/{live.words}")
    join(page, live.words)
    choose(page, "bt1", 4)
    page.context.set_offline(True)
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    close_for_good(live)
    page.context.on("request", lambda sent: sendings.append(sent.url) if sent.method == "POST" else None)
    page.context.set_offline(False)
    expect(page.get_by_text("Answers from this phone were not taken. They stay on it.")).to_be_visible()
    return sendings


def test_it_is_said_without_a_press_and_nothing_says_that_it_will_send(page, refused):
    expect(page.get_by_text("It will send when you have signal.")).to_be_hidden()
    expect(page.get_by_text("Still no signal.")).to_be_hidden()
    expect(page.get_by_text("Forms waiting on this phone")).to_be_hidden()
    assert refused


def test_why_is_said_on_every_page_of_the_meeting_and_nothing_there_waits(live, page, refused):
    why = page.get_by_text("Before had closed when they arrived, so nothing was stored. Ask the organiser")
    expect(why).to_be_visible()
    page.goto(f"/{live.words}")
    expect(why).to_be_visible()
    live.open("post")
    page.goto(f"/{live.words}")
    expect(why).to_be_visible()
    page.goto(f"/{live.words}?new=1")
    expect(why).to_be_visible()
    expect(page.get_by_text("Forms waiting on this phone")).to_be_hidden()
    assert live.kept() == []


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway"])
def test_a_server_that_fails_is_tried_again_and_takes_them_later(live, page, monkeypatch, status):
    visited(page, f"/{live.words}")
    join(page, live.words)
    choose(page, "bt1", 4)
    works = live.app

    def fails(environ, start_response):
        if environ["REQUEST_METHOD"] == "GET":
            return works(environ, start_response)
        start_response(status, [("Content-Type", "text/html")])
        return [b"<h1>That did not work</h1>"]

    monkeypatch.setattr(live, "app", fails)
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_text("It could not be saved just now. It will be tried again by itself.")).to_be_visible()
    monkeypatch.setattr(live, "app", works)
    page.get_by_role("button", name="Try now").click(no_wait_after=True)
    expect(page.get_by_role("heading", name="Thank you. 1 answer arrived")).to_be_visible()
    assert [one.answers for one in live.kept()] == [{"bt1": 4}]


def test_a_refusal_by_the_server_is_said_with_its_sentence_and_not_tried_again_by_itself(live, page):
    visited(page, f"/{live.words}")
    join(page, live.words)
    choose(page, "bt1", 4)
    page.context.set_offline(True)
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    sendings = []
    page.context.on("request", lambda sent: sendings.append(sent.url) if sent.method == "POST" else None)
    page.route("**/pre/**", lambda route: route.continue_(url=f"{live.base}/no-such/pre/en/{route.request.url[-36:]}"))
    page.context.set_offline(False)
    expect(page.get_by_text("Answers from this phone were not taken. They stay on it.")).to_be_visible()
    expect(page.get_by_text("Look at the two words on the poster and type them again")).to_be_visible()
    before = len(sendings)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(800)
    assert len(sendings) == before


def test_it_is_not_tried_again_by_itself_but_by_a_press(live, page, refused):
    before = len(refused)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(1000)
    assert len(refused) == before
    live.open("pre")
    page.get_by_role("button", name="Try now").click(no_wait_after=True)
    expect(page.get_by_role("heading", name="Thank you. 1 answer arrived")).to_be_visible()
    assert [one.answers for one in live.kept()] == [{"bt1": 4}]


def test_the_answers_can_be_seen(page, refused):
    page.get_by_role("button", name="Look at my answers").click()
    expect(page.locator("fieldset#bt1")).to_be_visible()
    assert page.locator('input[name="bt1"]:checked').get_attribute("value") == "4"
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_hidden()


def test_without_signal_again_the_first_screen_does_not_say_that_it_is_answered(live, page, refused):
    page.context.set_offline(True)
    page.goto(f"/{live.words}")
    expect(page.get_by_text("Your answers are kept on this phone and have not been sent yet.")).to_be_visible()
    expect(page.get_by_text("You have answered Before")).to_be_hidden()
