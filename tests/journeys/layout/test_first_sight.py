"""What is on first sight of a question on a low phone, and what says that there is more below."""

import pytest
from playwright.sync_api import expect

from tests.journeys.layout.boxes import enlarge
from tests.journeys.layout.states import offer_every_language
from tests.journeys.test_no_accidents import tap_twice

pytestmark = pytest.mark.browser
SIGHT = """(item) => {
  const rows = [...document.querySelectorAll(`#${item} label:not(.skip)`)].map((row) => row.getBoundingClientRect());
  const end = document.getElementById("bar").getBoundingClientRect().top;
  const foot = document.querySelector(".foot").getBoundingClientRect();
  const under = document.elementFromPoint(160, end - 4);
  return {
    seen: rows.filter((row) => row.bottom <= end).length,
    begun: rows.some((row) => row.top < end),
    all: rows.length,
    low: Math.min(...rows.map((row) => row.height)),
    more: foot.top >= end,
    shaded: !under || !under.closest(".foot"),
  };
}"""
"""How many answers are on first sight above the bar; whether more follows, and whether the bar's shadow says so."""


def sights(live, phone, *, percent, language="en"):
    """What is on first sight, by question, of the two waves."""
    found = {}
    live.open("post")
    with phone(viewport={"width": 320, "height": 568}) as context:
        page = context.new_page()
        enlarge(context, page, percent)
        page.goto(f"/{live.words}?lang={language}")
        page.locator("form#begin button.go").click()
        expect(page.locator("body.step")).to_be_attached()
        for item in page.evaluate("[...document.querySelectorAll('fieldset')].map((one) => one.id)"):
            page.evaluate("(item) => { location.hash = item; }", item)
            expect(page.locator(f"fieldset#{item}")).to_be_visible()
            if page.locator(f"fieldset#{item} [type=radio]").count():
                found[item] = page.evaluate(SIGHT, item)
    return found


def test_every_answer_in_words_is_on_first_sight_of_the_smallest_phone(live, phone):
    found = sights(live, phone, percent=100)
    assert {item: sight for item, sight in found.items() if item != "cg1" and sight["seen"] < sight["all"]} == {}
    assert found["cg1"]["seen"] == 6
    assert min(sight["low"] for sight in found.values()) >= 44


@pytest.mark.parametrize("percent", [100, 200])
def test_where_more_follows_the_shadow_of_the_bar_says_so(live, phone, percent):
    found = sights(live, phone, percent=percent)
    assert any(sight["more"] for sight in found.values())
    assert {item for item, sight in found.items() if sight["more"] and not sight["shaded"]} == set()


def test_with_letters_of_200_percent_most_questions_show_where_their_answers_begin(live, phone):
    found = sights(live, phone, percent=200)
    assert sum(sight["begun"] for sight in found.values()) * 2 > len(found)


def test_the_mark_beside_the_name_of_a_chapter_is_whole_where_the_name_is_long(live, phone, monkeypatch):
    offer_every_language(live, monkeypatch)
    with phone(viewport={"width": 320, "height": 568}) as context:
        page = context.new_page()
        enlarge(context, page, 200)
        page.goto(f"/{live.words}")
        page.locator(".head b").evaluate("(name) => { name.textContent = 'Llanfihangel-ar-Arth and Eastwick Cross'; }")
        mark, name = (page.locator(f".head {part}").bounding_box() for part in ("svg", "b"))
    assert mark["y"] >= 8
    assert mark["x"] + mark["width"] <= name["x"]


def first_question(live, page, *, percent, language="en", wave="pre"):
    """The first question of a wave, as somebody sees it who has just agreed."""
    enlarge(page.context, page, percent)
    page.goto(f"/{live.words}?lang={language}")
    page.locator("form#begin button.go").click()
    page.wait_for_url(f"**/{wave}/**")
    expect(page.locator("fieldset#bt1")).to_be_visible()
    page.wait_for_timeout(700)  # until what is pressed is no second tap


def is_seen(page, item):
    """Whether the first answer of a question stands whole above the bar."""
    answer = page.locator(f"#{item} label").first.bounding_box()
    return answer["y"] >= 0 and answer["y"] + answer["height"] <= page.locator("#bar").bounding_box()["y"]


@pytest.mark.parametrize("language", ["en", "cy", "ar"])
def test_continue_leads_to_answers_that_lie_below_the_bar_before_it_leaves_them(live, phone, monkeypatch, language):
    offer_every_language(live, monkeypatch)
    with phone(viewport={"width": 320, "height": 568}, has_touch=True) as context:
        page = context.new_page()
        first_question(live, page, percent=200, language=language)
        assert not is_seen(page, "bt1")
        tap_twice(page, page.locator("#next"), 250)
        expect(page.locator("fieldset#bt1")).to_be_visible()
        assert is_seen(page, "bt1")
        page.wait_for_timeout(600)
        page.locator("#next").click()
        expect(page.locator("fieldset#bt2")).to_be_visible()


def test_send_leads_to_them_too_and_the_question_is_heard_once_more(live, phone):
    with phone(viewport={"width": 320, "height": 400}) as context:
        page = context.new_page()
        first_question(live, page, percent=200)
        page.evaluate("location.hash = 'pa1'")
        expect(page.locator("fieldset#pa1")).to_be_visible()
        assert not is_seen(page, "pa1")
        page.locator("#send").click()
        assert is_seen(page, "pa1")
        expect(page.locator("#pa1-t")).to_be_focused()
        page.wait_for_timeout(1100)
        page.locator("#send").click()
        page.wait_for_url("**/sent/**")


def test_continue_goes_on_at_once_from_a_question_that_is_answered_or_has_been_seen(live, phone):
    with phone(viewport={"width": 320, "height": 568}) as context:
        page = context.new_page()
        first_question(live, page, percent=200)
        page.locator("#bt1 input").first.check()
        page.evaluate("scrollTo(0, 0)")
        page.locator("#next").click()
        expect(page.locator("fieldset#bt2")).to_be_visible()
        page.wait_for_timeout(600)
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        page.locator("#next").click()
        expect(page.locator("fieldset#bt3")).to_be_visible()


def test_it_goes_on_at_once_where_the_answers_are_on_first_sight(live, phone):
    with phone(viewport={"width": 320, "height": 568}) as context:
        page = context.new_page()
        first_question(live, page, percent=100)
        page.locator("#next").click()
        expect(page.locator("fieldset#bt2")).to_be_visible()
