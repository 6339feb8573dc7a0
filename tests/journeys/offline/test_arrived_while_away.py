"""What was sent without signal arrives while the page is closed, or as it is opened: the page says so and thanks."""

import threading

import pytest
from playwright.sync_api import expect

from tests.journeys.offline.visits import READY, visited
from tests.journeys.pages import choose, join, stop
from tests.journeys.walks import everything_sent

pytestmark = pytest.mark.browser


@pytest.fixture
def held(live):
    """While it is cleared, the server takes its time with each form that is sent."""
    goes_on, whole = threading.Event(), live.app
    goes_on.set()

    def slow(environ, start_response):
        if environ["REQUEST_METHOD"] == "POST":
            assert goes_on.wait(20)
        return whole(environ, start_response)

    live.app = slow
    yield goes_on
    goes_on.set()


def saved(page):
    choose(page, "bt1", 8)
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()


def closed_and_opened_with_signal(page, live):
    """The same phone, a moment later, at the same address."""
    context = page.context
    page.close()
    page = context.new_page()
    context.set_offline(False)
    page.goto(f"/{live.words}")
    return page


def thanked(page, live):
    """The receipt comes by itself, and later the address knows that this phone sent it."""
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    everything_sent(page)
    page.goto(f"/{live.words}")
    expect(page.get_by_role("heading", name="You have answered After")).to_be_visible()
    expect(page.get_by_text("What has not arrived yet")).to_be_hidden()


def test_what_is_on_its_way_is_not_said_to_be_unsent_and_is_thanked_for_once_it_has_arrived(live, phone, held):
    live.open("post")
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/post/**")
        page.evaluate(READY)
        context.set_offline(True)
        saved(page)
        held.clear()
        page = closed_and_opened_with_signal(page, live)
        expect(page.get_by_text("What has not arrived yet will send when you have signal.")).to_be_visible()
        expect(page.get_by_text("have not sent your answers yet")).to_be_hidden()
        expect(page.get_by_text("Nothing is sent until you say so")).to_be_hidden()
        held.set()
        thanked(page, live)


@pytest.mark.parametrize("has_answered_before", [True, False])
def test_what_was_begun_without_signal_too_is_thanked_for_and_known_as_sent_here(
    live, phone, held, has_answered_before
):
    with phone() as context:
        page = context.new_page()
        if has_answered_before:
            join(page, live.words)
            page.evaluate(READY)
            choose(page, "bt1", 4)
            stop(page)
            page.wait_for_url("**/sent/**")
        live.open("post")
        visited(page, f"/{live.words}", wave="post")
        context.set_offline(True)
        begin = "form#who button[value=yes]" if has_answered_before else "form#begin button.go"
        page.locator(begin).click()
        page.wait_for_url("**/post/**")
        saved(page)
        held.clear()
        page = closed_and_opened_with_signal(page, live)
        page.wait_for_timeout(1000)  # the page and the worker both come to it
        held.set()
        thanked(page, live)
