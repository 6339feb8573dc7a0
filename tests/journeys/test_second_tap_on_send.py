"""The second of two taps on Send presses nothing of the page that says thank you."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import CHOSEN, answer_all, join
from tests.journeys.test_no_accidents import press_at, tap_twice

pytestmark = pytest.mark.browser
SENT = re.compile("/sent/[^/]*$")
NOTE_WHEN_SEEN = """
addEventListener('hashchange', () => requestAnimationFrame(() => {
  window.seen = (performance.timeOrigin + performance.now()) / 1000;
}))
"""


@pytest.mark.parametrize(
    ("width", "height", "gap"),
    [
        (320, 568, 250),
        pytest.param(360, 640, 400, marks=pytest.mark.long),
        pytest.param(360, 740, 80, marks=pytest.mark.long),
    ],
)
def test_with_a_script(live, phone, width, height, gap):
    with phone(viewport={"width": width, "height": height}, has_touch=True) as context:
        page = context.new_page()
        join(page, live.words)
        answer_all(page, CHOSEN)
        page.wait_for_timeout(700)  # as whoever reads the last question does
        tap_twice(page, page.locator("#send"), gap)
        page.wait_for_timeout(500)
        expect(page).to_have_url(SENT)
    assert [len(one.answers) for one in live.kept()] == [len(CHOSEN)]


def test_without_a_script(live, phone):
    with phone(viewport={"width": 360, "height": 640}, has_touch=True, java_script_enabled=False) as context:
        page = context.new_page()
        join(page, live.words)
        for item, value in CHOSEN.items():
            page.locator(f'input[name="{item}"][value="{value}"]').check()
        send = page.locator("#send")
        send.scroll_into_view_if_needed()
        tap_twice(page, send, 250)
        page.wait_for_timeout(500)
        expect(page).to_have_url(SENT)


def test_what_stands_there_can_be_pressed_a_moment_later(live, phone):
    with phone(has_touch=True) as context:
        page = context.new_page()
        join(page, live.words)
        answer_all(page, CHOSEN)
        page.get_by_role("button", name="Send my answers").click()
        page.get_by_role("button", name="Take my answers back").tap()
        expect(page).to_have_url(re.compile("/withdraw"))


def slow(page):
    """A line on which every request takes three seconds."""
    tools = page.context.new_cdp_session(page)
    tools.send("Network.enable")
    speed = {"downloadThroughput": 50_000, "uploadThroughput": 50_000}
    tools.send("Network.emulateNetworkConditions", {"offline": False, "latency": 3000, **speed})


@pytest.mark.parametrize(
    ("button", "gap"),
    [
        ("send", 80),
        ("stop", 2000),
        *(pytest.param("send", gap, marks=pytest.mark.long) for gap in (250, 400, 2000)),
        *(pytest.param("stop", gap, marks=pytest.mark.long) for gap in (80, 250, 400)),
    ],
)
def test_on_a_slow_line_two_taps_lead_to_one_receipt_and_are_told_of_meanwhile(live, phone, button, gap):
    chosen = CHOSEN if button == "send" else {"bt1": 4}
    with phone(viewport={"width": 320, "height": 568}, has_touch=True) as context:
        page = context.new_page()
        join(page, live.words)
        answer_all(page, chosen)
        if button == "stop":
            page.get_by_role("button", name="Stop here").tap()
        page.wait_for_timeout(1200)
        slow(page)
        tap_twice(page, page.locator(f"#{button}"), gap)
        expect(page.get_by_text("Sending…")).to_be_visible()
        expect(page).to_have_url(SENT, timeout=20_000)
        expect(page.locator("#code")).to_be_visible()
    assert [one.answers for one in live.kept()] == [chosen]


def test_whoever_presses_send_a_moment_after_continue_is_told_to_press_again(live, phone):
    with phone(viewport={"width": 375, "height": 900}) as context:
        page = context.new_page()
        join(page, live.words)
        *_, last_but_one, last = page.evaluate("[...document.querySelectorAll('fieldset')].map((one) => one.id)")
        page.evaluate("(item) => { location.hash = item; }", last_but_one)
        told = page.get_by_text("Nothing has been sent yet. Press again to send.")
        page.evaluate(NOTE_WHEN_SEEN)
        page.locator(f"fieldset#{last_but_one} input").first.check()
        page.get_by_role("button", name="Continue").click()
        expect(page.locator(f"fieldset#{last}")).to_be_visible()
        seen = page.wait_for_function("window.seen").json_value()
        for moment, is_told in ((0.3, False), (0.45, True)):
            press_at(page, page.locator("#send"), seen + moment)
            expect(told).to_be_visible(visible=is_told)
        assert told.bounding_box()["y"] < page.locator("#send").bounding_box()["y"]
        assert live.kept() == []
        press_at(page, page.locator("#send"), seen + 0.85)
        expect(page).to_have_url(SENT)
