"""A hall on plain http: the browser has no service worker and no secure context, and everything is still answered."""

import pytest
from playwright.sync_api import expect

from tests.conftest import ARGUMENTS, CHROMIUM
from tests.journeys.pages import CHOSEN, answer_all, choose, join, send, stop

pytestmark = pytest.mark.browser
HALL = "192.0.2.7"
"""An address in numbers, under which a phone on the hall's own network opens the pages."""


@pytest.fixture(scope="module")
def insecure_chromium(chromium):
    """A browser for which the hall's address is this machine, so that nothing it says there is secure."""
    rules = f"--host-resolver-rules=MAP {HALL} 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, rules])
    yield browser
    browser.close()


@pytest.fixture
def page(insecure_chromium, live):
    """A phone on plain http; what goes wrong in its scripts fails the test."""
    wrong = []
    base = live.base.replace("127.0.0.1", HALL)
    context = insecure_chromium.new_context(base_url=base, viewport={"width": 375, "height": 667}, locale="en-GB")
    context.set_default_timeout(30_000)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert wrong == []


def test_somebody_answers_on_plain_http(live, page):
    join(page, live.words)
    assert page.evaluate("[isSecureContext, 'serviceWorker' in navigator, typeof crypto.randomUUID]") == [
        False,
        False,
        "undefined",
    ]
    answer_all(page, CHOSEN)
    send(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [CHOSEN]


def test_what_was_answered_survives_a_reload_on_plain_http(live, page):
    join(page, live.words)
    choose(page, "bt1", 8)
    page.reload()
    expect(page.locator('input[name="bt1"][value="8"]')).to_be_checked()


def test_answers_sent_without_signal_arrive_later_on_plain_http(live, page):
    join(page, live.words)
    choose(page, "bt1", 4)
    page.context.set_offline(True)
    stop(page)
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert [response.answers for response in live.kept()] == [{"bt1": 4}]


def test_the_same_phone_is_remembered_on_plain_http(live, page):
    join(page, live.words)
    choose(page, "bt1", 4)
    stop(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    live.open("post")
    page.goto(f"/{live.words}")
    expect(page.get_by_text("Was it you who answered Before on this phone, and began at 18:30?")).to_be_visible()
