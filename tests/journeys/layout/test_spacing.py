"""What stands in two rows keeps its distance, and what is the same on many pages stands in the same place on each."""

import pytest
from playwright.sync_api import expect

from tests.journeys.pages import choose, join, stop

pytestmark = pytest.mark.browser

LEAST = 4
"""Pixels between a text and the line above or below it."""
NEAREST = """(one) => {
  const range = document.createRange(), box = one.getBoundingClientRect();
  range.selectNodeContents(one);
  const texts = [...range.getClientRects()].filter(({ width }) => width > 1);
  const middle = (rect) => (rect.top + rect.bottom) / 2, half = 17 * 1.27 / 2;
  return Math.min(...texts.flatMap((rect) => [middle(rect) - half - box.top, box.bottom - middle(rect) - half]));
}"""
"""How near the letters of an element come to its own edges."""


def test_what_is_folded_keeps_its_distance_from_its_lines_where_its_name_takes_two_rows(live, phone):
    live.sign_welsh()
    with phone() as context:
        page = context.new_page()
        page.goto(f"/{live.words}?lang=cy")
        summary = page.locator("summary").first
        assert summary.bounding_box()["height"] > 50
        assert summary.evaluate(NEAREST) >= LEAST


def test_what_is_said_of_a_choice_keeps_its_distance_from_the_line_below_it(live, phone):
    live.sign_welsh()
    with phone() as context:
        page = context.new_page()
        join(page, live.words, query="?lang=cy")
        choose(page, "bt1", 4)
        page.evaluate("location.hash = 'leave'")
        page.wait_for_timeout(1100)
        page.locator("#stop").click()
        page.wait_for_url("**/sent/**")
        for choice in page.locator(".choices li").all():
            assert choice.evaluate(NEAREST) >= LEAST


def test_the_languages_stand_where_lines_begin_also_where_they_are_buttons(live, phone):
    live.sign_welsh()
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        stop(page)
        page.locator("#withdraw").click()
        language, heading = page.get_by_role("button", name="Cymraeg"), page.get_by_role("heading", level=1)
        begin = "(one) => { const all = document.createRange(); all.selectNodeContents(one);"
        begin += " return all.getBoundingClientRect().left; }"
        assert language.evaluate(begin) == heading.evaluate(begin)


def test_what_waits_to_be_sent_stands_at_the_top_of_its_page(live, phone):
    with phone() as context:
        page = context.new_page()
        join(page, live.words)
        choose(page, "bt1", 4)
        context.set_offline(True)
        stop(page)
        expect(page.locator("#saved")).to_be_visible()
        assert page.locator("#saved").bounding_box()["y"] < 32


def test_the_number_of_the_regulator_stands_in_the_line_before_the_link(live, phone):
    with phone() as context:
        page = context.new_page()
        page.goto("/privacy")
        number, link = (page.locator(one).bounding_box() for one in ("bdi", "[href*='ico.org']"))
        assert page.locator("p:has(bdi)").evaluate("(one) => one.textContent.trim().endsWith('ico.org.uk')")
        assert number["y"] + number["height"] <= link["y"] + 1
