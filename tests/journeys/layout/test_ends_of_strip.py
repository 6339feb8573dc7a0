"""The words of a strip's ends stand at its ends, also where big letters break it into two rows."""

import pytest
from playwright.sync_api import expect

from tests.journeys.layout.boxes import enlarge
from tests.journeys.pages import join

pytestmark = pytest.mark.browser
PLACES = """() => {
  const box = (one) => one.getBoundingClientRect().toJSON();
  const question = document.querySelector("fieldset:not([hidden])");
  const cells = [...question.querySelectorAll(".strip label")].map(box);
  return { cells, ends: [...question.querySelectorAll(".ends span")].map(box) };
}"""


@pytest.mark.parametrize(
    ("width", "percent"),
    [(320, 150), (320, 200), (412, 200), (375, 100), pytest.param(375, 200, marks=pytest.mark.long)],
)
def test_each_word_stands_beside_the_cell_that_it_names(live, phone, width, percent):
    with phone(viewport={"width": width, "height": 812}) as context:
        page = context.new_page()
        enlarge(context, page, percent)
        join(page, live.words)
        expect(page.locator("body.step")).to_be_attached()
        page.evaluate("location.hash = document.querySelector('.strip').closest('fieldset').id")
        page.wait_for_timeout(200)
        places = page.evaluate(PLACES)
        cells, (least, most) = places["cells"], places["ends"]
        first, last = cells[0], cells[-1]
        if last["top"] > first["bottom"] - 1:  # two rows: one above the first, one below the last
            assert least["bottom"] <= first["top"] + 1
            assert most["top"] >= last["bottom"] - 1
            assert most["left"] < last["right"]
            assert most["right"] > last["left"]
        assert least["left"] < first["right"]
