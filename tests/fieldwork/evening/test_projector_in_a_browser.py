"""The projector fills its screen: from the back of the hall the code and the words are as large as the wall allows."""

import pytest

from tests.fieldwork.test_organiser_in_a_browser import served_desk, sit_down

pytestmark = pytest.mark.browser
__all__ = ["served_desk", "sit_down"]

SIZES = [(1024, 768), (1280, 720), (1920, 1080), (3840, 2160)]
MEASURED = """() => {
  const code = document.querySelector(".join svg").getBoundingClientRect();
  const edge = document.documentElement;
  const size = (place) => parseFloat(getComputedStyle(document.querySelector(place)).fontSize);
  const counter = document.querySelector("h1 b");
  return {
    code: code.width, address: size(".address b"), words: size("h1"),
    wide: Math.max(edge.scrollWidth, counter.getBoundingClientRect().left + counter.scrollWidth),
    tall: edge.scrollHeight,
  };
}"""


@pytest.mark.parametrize("size", SIZES)
def test_the_code_and_the_words_grow_with_the_screen(sit_down, evening, size):
    evening.open("pre")
    evening.answered(3)
    page = sit_down("organiser")
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"/staff/experiments/{evening.id}/screen")
    page.evaluate("document.querySelector('h1 b').textContent = '128'")
    seen = page.evaluate(MEASURED)
    assert 0.55 <= seen["code"] / height <= 0.62
    assert (seen["wide"] <= width, seen["tall"] <= height) == (True, True)
    assert seen["address"] >= 0.043 * height
    assert seen["words"] >= 0.048 * height
