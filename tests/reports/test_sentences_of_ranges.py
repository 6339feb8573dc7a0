"""What page 1 says of a range is true of every change in that range."""

import pytest

from tests.reports.page_one import page_1
from tests.reports.test_every_sentence_is_true import alone, around, exactly


def of_one(mean, n, *, sd=0.5):
    return page_1(alone(exactly("A", around(mean, n, sd=sd))))["lede"]


# The margin beside a range
def test_a_range_with_a_large_fall_in_it_is_not_told_as_short_of_the_margin():
    said = of_one(-0.3, 30, sd=1)
    assert "a fall of 0.7 to" in said, "the set must put the rule to the proof"
    assert "No rise as large as the 0.5 points we set out to look for lies in that range." in said
    assert "whole range" not in said


def test_an_average_below_the_margin_whose_range_reaches_it_is_told_as_that():
    said = of_one(0.4, 30)
    assert "likely a rise of between 0.2 and 0.6" in said, "the set must put the rule to the proof"
    assert "The average itself is less than the 0.5 points we set out to look for; the range reaches that far." in said


@pytest.mark.parametrize("way", [1, -1])
def test_a_range_that_ends_below_the_margin_is_less_than_it(way):
    said = of_one(0.3 * way, 60, sd=0.2)
    assert "That whole range is less than the 0.5 points we set out to look for." in said
