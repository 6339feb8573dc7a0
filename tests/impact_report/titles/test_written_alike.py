"""Two averages that are written alike are told as one: "from 5.0 to 5.0" would read like a mistake."""

import re

from evaluation.impact_report.formats import html
from tests.impact_report.examples import evening
from tests.impact_report.page_1.test_every_sentence_is_true import alone, around, exactly
from tests.impact_report.page_one import page_1, plain
from tests.impact_report.test_yes_or_no_outcomes import answered
from tests.releases.masked import as_released

FROM_A_LEVEL_TO_ITSELF = re.compile(r"from (\d+(?:\.\d+)?(?: %)?) to \1(?![\d.]*\d)")


def test_an_average_that_stayed_is_told_once():
    said = page_1(alone(exactly("A", around(0.0, 30))))
    assert "the average was about 5.0 both times: it could be anything from a fall of" in said["lede"]
    assert "Their average trust was about 5.0 both times" in said["quote"]
    assert not FROM_A_LEVEL_TO_ITSELF.search(said["all"])


def test_so_is_a_share():
    said = page_1(answered(before=40, after=40))
    assert "The share who said yes was 100 % both times: it could be anything from a fall of" in said["lede"]
    assert "The share of them who said yes to “Knows a neighbour” was 100 % both times." in said["quote"]


def test_in_a_release_whose_figures_are_whole_points_no_row_tells_levels():
    page = plain(html.page(as_released(evening(14, change=0.1))))
    assert "likely" in page
    assert not FROM_A_LEVEL_TO_ITSELF.search(page)
