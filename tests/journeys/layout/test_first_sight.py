"""What is on first sight of a question on a low phone, and what says that there is more below."""

import pytest
from playwright.sync_api import expect

from tests.journeys.layout.boxes import enlarge
from tests.journeys.layout.states import offer_every_language

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
