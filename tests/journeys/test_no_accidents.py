"""Nothing ends by accident: two taps, Enter and Go never send, and Stop asks first."""

import re
import time

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from evaluation.models import Consent
from tests.journeys.pages import choose, join, stop

pytestmark = pytest.mark.browser


def questions_of(page):
    """The questions of the page, by the ids of their fieldsets."""
    return page.evaluate("[...document.querySelectorAll('fieldset')].map((one) => one.id)")


def go_to(page, item):
    page.evaluate("(item) => { location.hash = item; }", item)
    expect(page.locator(f"fieldset#{item}")).to_be_visible()


def tap_twice(page, button, gap):
    """Two taps at one point, some milliseconds apart, whatever stands there at the second."""
    box = button.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.touchscreen.tap(x, y)
    page.wait_for_timeout(gap)
    page.touchscreen.tap(x, y)


def begin(page, live, wave):
    """Agree, and wait for the first question."""
    page.goto(f"/{live.words}?new=1")
    page.locator("form#begin button.go").click()
    page.wait_for_url(f"**/{wave}/**")
    expect(page.locator("body.step")).to_be_attached()


def double_taps(live, phone, *, width, gap, wave="pre"):
    """Continue tapped twice on every question that has one, answered or not; the addresses that this led to."""
    led_to = []
    with phone(viewport={"width": width, "height": 667}, has_touch=True) as context:
        page = context.new_page()
        begin(page, live, wave)
        for item in questions_of(page)[:-1]:
            go_to(page, item)
            radios = page.locator(f"fieldset#{item} [type=radio]")
            if radios.count():
                radios.first.check()
            tap_twice(page, page.locator("#next"), gap)
            page.wait_for_timeout(100)
            led_to.append(page.url)
    return led_to


@pytest.mark.parametrize(("width", "gap"), [(320, 80)])
def test_a_double_tap_on_continue_ends_nothing(live, phone, width, gap):
    led_to = double_taps(live, phone, width=width, gap=gap)
    assert [address for address in led_to if "/pre/" not in address or "#leave" in address] == []
    assert live.kept() == []


@pytest.mark.long
@pytest.mark.parametrize("wave", ["pre", "post"])
@pytest.mark.parametrize("gap", [80, 250, 400])
@pytest.mark.parametrize("width", [320, 375, 412])
def test_a_double_tap_on_continue_ends_nothing_at_any_width_or_pace(live, phone, width, gap, wave):
    if wave == "post":
        live.open(wave)
    led_to = double_taps(live, phone, width=width, gap=gap, wave=wave)
    assert [address for address in led_to if f"/{wave}/" not in address or "#leave" in address] == []
    assert live.kept() == []


def test_the_second_of_two_taps_skips_no_question(live, phone):
    with phone(has_touch=True) as context:
        page = context.new_page()
        begin(page, live, "pre")
        choose(page, "bt1", 4)
        tap_twice(page, page.locator("#next"), 80)
        page.wait_for_timeout(100)
        expect(page.locator("fieldset#bt2")).to_be_visible()


def press_at(page, button, moment):
    """A press at a moment, in seconds, of which the page hears only now."""
    box = button.bounding_box()
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "button": "left", "clickCount": 1}
    devtools = page.context.new_cdp_session(page)
    for kind in ("mousePressed", "mouseReleased"):
        devtools.send("Input.dispatchMouseEvent", {"type": kind, "timestamp": moment, **place})


def test_a_second_tap_that_a_slow_phone_tells_of_late_skips_no_question(live, phone):
    with phone() as context:
        page = context.new_page()
        begin(page, live, "pre")
        choose(page, "bt1", 4)
        onward = page.locator("#next")
        first = time.time()
        press_at(page, onward, first)
        expect(page.locator("fieldset#bt2")).to_be_visible()
        page.wait_for_timeout(900)
        press_at(page, onward, first + 0.15)
        page.wait_for_timeout(300)
        expect(page.locator("fieldset#bt2")).to_be_visible()
        press_at(page, onward, time.time())
        expect(page.locator("fieldset#bt3")).to_be_visible()


@pytest.mark.parametrize(
    ("item", "gap"), [("an1", 250), *(pytest.param("cg1", gap, marks=pytest.mark.long) for gap in (80, 400))]
)
def test_two_taps_on_go_on_answer_nothing_of_the_question_that_comes(live, phone, item, gap):
    with phone(has_touch=True) as context:
        page = context.new_page()
        begin(page, live, "pre")
        go_to(page, item)
        page.goto(f"/{live.words}")
        go = page.get_by_text(re.compile("Go on at question"))
        go.evaluate("link => link.scrollIntoView({block: 'center', behavior: 'instant'})")
        page.wait_for_timeout(1000)  # the page takes no tap at once: it may be the second of two
        tap_twice(page, go, gap)
        expect(page.locator(f"fieldset#{item}")).to_be_visible()
        page.wait_for_timeout(700)
        assert page.locator("#f :checked").count() == 0
        page.locator(f"fieldset#{item} label").first.tap()
        expect(page.locator("#f :checked")).to_have_count(1)


@pytest.mark.parametrize("width", [320, *(pytest.param(width, marks=pytest.mark.long) for width in (375, 412))])
def test_continue_stands_at_one_place_and_stop_at_another(live, phone, width):
    with phone(viewport={"width": width, "height": 667}) as context:
        page = context.new_page()
        begin(page, live, "pre")
        places, overlapping = set(), []
        for item in questions_of(page):
            go_to(page, item)
            onward = page.locator("#next, #send").locator("visible=true").bounding_box()
            places.add((onward["x"], onward["y"], onward["width"], onward["height"]))
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
            stop = page.locator("#leaving").bounding_box()
            if stop and stop["y"] + stop["height"] > onward["y"]:
                overlapping.append(item)
    assert (len(places), overlapping) == (1, [])


def test_enter_in_every_field_goes_on_and_sends_nothing(live, phone):
    live.open("post")
    with phone() as context:
        page = context.new_page()
        begin(page, live, "post")
        items = questions_of(page)
        for item, following in zip(items, items[1:] + items[-1:], strict=True):
            for field in page.locator(f"fieldset#{item}").locator("input").all():
                page.evaluate("location.hash = 'leave'")  # come anew, as nobody does who has just pressed Enter
                expect(page.locator("#leave")).to_be_visible()
                go_to(page, item)
                field.press("Enter")
                expect(page.locator(f"fieldset#{following}")).to_be_visible()
                assert "/post/" in page.url
    assert live.kept() == []


def test_enter_in_the_last_field_only_leads_to_the_button_that_sends(live, phone):
    with phone() as context:
        page = context.new_page()
        begin(page, live, "pre")
        go_to(page, "pa1")
        page.locator("#pa1 input").first.press("Enter")
        expect(page.locator("#send")).to_be_focused()
    assert live.kept() == []


def test_go_of_a_keypad_that_submits_without_a_key_goes_on(live, phone):
    live.open("post")
    with phone() as context:
        page = context.new_page()
        begin(page, live, "post")
        go_to(page, "oo1")
        page.locator("#oo1 .number").fill("4")
        page.evaluate("document.getElementById('f').requestSubmit()")
        expect(page.locator("fieldset#oo2")).to_be_visible()
    assert live.kept() == []


def test_stop_counts_what_was_answered_only_where_something_was(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        counts = page.get_by_text("What you have answered counts.")
        page.get_by_role("button", name="Stop here").click()
        expect(page.get_by_role("heading", name="12 questions left")).to_be_focused()
        expect(counts).to_be_hidden()
        expect(page.get_by_role("button", name="Send what I have")).to_be_hidden()
        page.get_by_role("button", name="Go on at question 1").click()
        page.wait_for_timeout(600)
        choose(page, "bt1", 4)
        page.get_by_role("button", name="Stop here").click()
        expect(page.get_by_role("heading", name="11 questions left")).to_be_focused()
        expect(counts).to_be_visible()
        heard = page.locator("body").aria_snapshot()
        said = ("11 questions left", "What you have answered counts", "Send what I have", "Go on at question 1")
        assert sorted(said, key=heard.index) == list(said)


def test_stop_asks_first_and_says_how_many_are_left(live, phone):
    with phone() as context:
        page = context.new_page()
        begin(page, live, "pre")
        choose(page, "bt1", 9)
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Stop here").click()
        expect(page.get_by_role("heading", name="11 questions left")).to_be_focused()
        page.get_by_role("button", name="Go on at question 2").click()
        expect(page.locator("fieldset#bt2")).to_be_visible()
    assert live.kept() == []


@pytest.mark.parametrize("gap", [250, *(pytest.param(gap, marks=pytest.mark.long) for gap in (80, 400))])
def test_a_double_tap_on_stop_sends_nothing(live, phone, gap):
    with phone(viewport={"width": 320, "height": 360}, has_touch=True) as context:
        page = context.new_page()
        begin(page, live, "pre")
        go_to(page, "pa1")
        go_to(page, "bt2")
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        tap_twice(page, page.locator("#leaving"), gap)
        page.wait_for_timeout(100)
        assert "/pre/" in page.url
    assert live.kept() == []


LATE_IN_THE_WAIT = """() => {
  const bar = document.getElementById("bar");
  bar.style.animation = "none";
  bar.offsetHeight;
  bar.style.animation = "";
  for (const waiting of bar.getAnimations()) { waiting.pause(); waiting.currentTime = 3900; }
}"""
"""The wait begins anew and stops a tenth of a second before it ends, however late this machine is."""


def test_the_button_that_sends_waits_four_seconds_for_the_script(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}?new=1")
        held = []
        context.route("**/survey.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright wants a function
        page.locator("form#begin button.go").click(no_wait_after=True)
        page.wait_for_url("**/pre/**", wait_until="commit")
        expect(page.locator("fieldset#bt1")).to_be_visible()
        page.evaluate(LATE_IN_THE_WAIT)
        assert not page.locator("#send").is_visible()
        page.evaluate("document.getAnimations().forEach(a => a.finish())")
        assert page.locator("#send").is_visible()
        for route in held:
            route.abort()


def test_enter_without_javascript_asks_and_going_on_keeps_what_was_answered(live, phone):
    live.open("post")
    with phone(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.locator("form#begin button.go").click()
        page.wait_for_url("**/post/**")
        page.locator("#oo1 .number").fill("4")
        page.locator("#oo1 .number").press("Enter")
        expect(page.get_by_role("heading", name="15 questions left")).to_be_visible()
        expect(page.get_by_role("button", name="Send what I have")).to_be_visible()
        page.get_by_role("button", name="Go on at question 1").click()
        expect(page.locator("#oo1 .number")).to_have_value("4")
    assert live.kept() == []


def test_somebody_midway_who_scans_again_goes_on_at_their_question(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        page.get_by_role("button", name="Continue").click()
        choose(page, "bt2", 3)
        page.close()
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.get_by_role("link", name="Go on at question 2").click()
        expect(page.locator("fieldset#bt2")).to_be_visible()
        assert page.locator('input[name="bt2"]:checked').get_attribute("value") == "3"


@pytest.mark.parametrize(
    ("width", "language"),
    [(320, "cy"), *(pytest.param(*each, marks=pytest.mark.long) for each in ((320, "en"), (375, "en")))],
)
def test_yes_is_the_button_that_stands_out_and_never_smaller_than_no(live, phone, width, language):
    """Who presses the biggest button stays one person."""
    with phone(viewport={"width": width, "height": 667}) as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        stop(page)
        expect(page).to_have_url(re.compile("/sent/"))
        live.open("post")
        page.goto(f"/{live.words}?lang={language}")
        yes, no = page.locator("button[value=yes]"), page.locator("button[value=no]")
        areas = [box["width"] * box["height"] for box in (yes.bounding_box(), no.bounding_box())]
        shades = [one.evaluate("(one) => getComputedStyle(one).backgroundColor") for one in (yes, no)]
    assert areas[0] >= areas[1]
    assert shades[0] != shades[1]


@pytest.mark.parametrize(
    ("script", "typed"),
    [
        (True, "zzz"),
        (False, ""),
        *(pytest.param(*each, marks=pytest.mark.long) for each in ((True, ""), (False, "zzz"))),
    ],
)
def test_enter_in_the_field_of_the_code_agrees_to_nothing(live, phone, script, typed):
    with phone(java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(f"/{live.words}")
        page.get_by_text("I have a card", exact=True).click()
        field = page.get_by_label("Code on your card")
        field.fill(typed)
        field.press("Enter")
        page.wait_for_timeout(500)
        agree = page.get_by_role("button", name="I am 16 or over.")
        expect(agree).to_be_visible()
        if typed:
            expect(page.get_by_role("heading", name="We could not use your code")).to_be_visible()
            expect(field).to_have_value(typed)
            expect(field).to_be_focused()
        with live.database.reading() as db:
            assert list(db.scalars(select(Consent))) == []


def test_undo_works_at_the_first_press_however_soon_it_comes(live, phone):
    with phone(viewport={"width": 320, "height": 568}, has_touch=True) as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        stop(page)
        expect(page).to_have_url(re.compile("/sent/"))
        page.goto(f"/{live.words}/next")
        live.clock.advance(seconds=2)
        page.get_by_role("button", name="Yes, hand this phone on").tap()
        page.get_by_role("button", name="Undo: I still have it").tap()
        expect(page.get_by_role("heading", name="You have answered Before")).to_be_visible()
