"""The receipt in a browser: the code kept as a picture or shared, answers taken back, a shared device cleared."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import CHOSEN, answer_all, choose, join, send, stop
from tests.journeys.test_no_accidents import tap_twice as tap_twice_there

pytestmark = pytest.mark.browser
SHARES = """() => {
  window.shared = [];
  navigator.share = (what) => { window.shared.push(what.text); return Promise.resolve(); };
}"""


def tap_twice(page, button, gap=250):
    """Two taps on a button, which is brought into sight first."""
    button.scroll_into_view_if_needed()
    tap_twice_there(page, button, gap)


DRAWN = """() => {
  window.drawn = [];
  const draw = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
    drawn.push(text);
    draw.call(this, text, ...at);
  };
}"""
"""What is written into a picture."""


def receipt(page, live, query=""):
    """Answer one question of Before; the code on the receipt."""
    join(page, live.words, query=query)
    choose(page, "bt1", 4)
    stop(page)
    expect(page.get_by_role("heading", name="Thank you. 1 answer arrived")).to_be_focused()
    return page.locator("#code").inner_text()


@pytest.fixture
def page(phone):
    with phone(has_touch=True) as context:
        yield context.new_page()


def test_the_code_is_saved_as_a_picture_that_says_what_it_is_for_and_where(live, page, tmp_path):
    page.add_init_script(f"({DRAWN})()")
    code = receipt(page, live)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as picture").click()
    assert saved.value.suggested_filename == f"{live.words}.png"
    picture = tmp_path / "code.png"
    saved.value.save_as(picture)
    header = picture.read_bytes()[:24]
    assert (header[1:4], int.from_bytes(header[16:20], "big")) == (b"PNG", 1080)
    host = page.evaluate("location.host")
    said = ["For After, and to take your answers back at:", f"{host}/withdraw"]
    assert page.evaluate("drawn")[2:] == [code, f"{host}/{live.words}", *said]


def test_the_code_is_shared_once_where_a_phone_can_share_even_when_pressed_twice(live, phone):
    with phone(has_touch=True) as context:
        context.add_init_script(f"({SHARES})()")
        page = context.new_page()
        code = receipt(page, live)
        page.wait_for_timeout(900)
        tap_twice(page, page.get_by_role("button", name="Share"))
        (shared,) = page.evaluate("shared")
    assert [part in shared for part in (code, "Highfields Centre", live.words)] == [True] * 3


def test_a_press_on_another_button_a_moment_later_counts(live, page):
    page.add_init_script(f"({SHARES})()")
    receipt(page, live)
    page.wait_for_timeout(900)
    buttons = "[document.getElementById('picture'), document.getElementById('share')]"
    page.evaluate(f"for (const button of {buttons}) button.click()")
    assert len(page.evaluate("shared")) == 1


def test_a_phone_that_cannot_share_is_offered_no_button_for_it(live, page):
    receipt(page, live)
    expect(page.get_by_role("button", name="Share")).to_have_count(0)


def test_answers_are_taken_back_in_three_taps_and_the_code_is_in_no_address(live, page):
    code = receipt(page, live).replace(" ", "")
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    page.wait_for_timeout(900)
    page.get_by_role("button", name="Take my answers back").tap()
    expect(page.get_by_role("heading", name="Delete your answers?")).to_be_visible()
    live.clock.advance(seconds=5)
    page.get_by_role("button", name="Delete my answers for good").tap()
    expect(page.get_by_role("heading", name="Your answers have been deleted")).to_be_visible()
    assert live.kept() == []
    page.wait_for_load_state()
    page.wait_for_timeout(300)
    assert (page.evaluate("localStorage.length"), page.context.cookies()) == (0, [])
    assert [url for url in [*seen, page.url] if code in url] == []


def test_two_taps_on_taking_back_delete_nothing(live, page):
    receipt(page, live)
    page.wait_for_timeout(900)
    tap_twice(page, page.get_by_role("button", name="Take my answers back"))
    page.wait_for_timeout(700)
    assert len(live.kept()) == 1


def test_without_signal_taking_back_says_so_and_the_code_stays(live, page):
    code = receipt(page, live)
    page.wait_for_timeout(900)
    page.context.set_offline(True)
    tap_twice(page, page.get_by_role("button", name="Take my answers back"))
    expect(page.get_by_text("There is no signal now.")).to_have_count(1)
    expect(page.locator("#code")).to_have_text(code)


def test_two_taps_on_changing_answers_leave_them_as_they_are(live, page):
    receipt(page, live)
    page.wait_for_timeout(900)
    tap_twice(page, page.get_by_role("link", name="Change my answers"))
    expect(page.locator("fieldset#bt1")).to_be_visible()
    assert [one.answers for one in live.kept()] == [{"bt1": 4}]


def test_two_taps_on_handing_on_hand_nothing_on(live, page):
    receipt(page, live)
    page.wait_for_timeout(900)
    tap_twice(page, page.get_by_role("link", name="Hand this phone on"))
    page.wait_for_timeout(700)
    page.goto(f"/{live.words}")
    expect(page.get_by_role("heading", name="You have answered Before")).to_be_visible()


@pytest.mark.parametrize("times", [1, 2])
def test_a_shared_device_clears_the_receipt_and_shows_the_code_never_again(live, page, times):
    page.clock.install()
    code = receipt(page, live, query="?kiosk=1")
    page.clock.run_for(40_000)
    expect(page.get_by_text(re.compile(r"clears itself in 1?\d seconds"))).to_be_visible()
    page.get_by_role("link", name="I need more time").click(click_count=times)
    page.clock.run_for(45_000)
    expect(page.locator("#code")).to_have_text(code)
    page.clock.run_for(16_000)
    expect(page.locator("form#begin")).to_be_visible()
    page.go_back()
    page.wait_for_timeout(500)
    assert code not in page.content()


def test_back_after_next_person_on_a_shared_device_shows_no_code(live, page):
    code = receipt(page, live, query="?kiosk=1")
    page.wait_for_timeout(900)
    page.get_by_role("button", name="Next person").tap()
    expect(page.locator("form#begin")).to_be_visible()
    page.go_back()
    expect(page.locator("form#begin")).to_be_visible()
    assert code not in page.content()


def test_whoever_left_every_question_blank_can_answer_after_all(live, page):
    join(page, live.words)
    page.evaluate("location.hash = 'pa1'")
    page.wait_for_timeout(1100)
    send(page)
    expect(page.get_by_role("heading", name="Thank you. Your form came blank")).to_be_visible()
    page.wait_for_timeout(900)
    page.get_by_role("link", name="Answer the questions").tap()
    page.wait_for_timeout(600)  # the place of the press is calm for a while
    answer_all(page, CHOSEN)
    send(page)
    expect(page.get_by_role("heading", name="Thank you. All 12 answers arrived")).to_be_visible()
    expect(page).to_have_url(re.compile("/sent/"))
