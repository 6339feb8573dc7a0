"""A title that tells of a change for the better tells in a few words of harm months later."""

from tests.impact_report.months_later.test_beside_a_comparison_group import left_behind
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED, asked_again, in_chapters
from tests.impact_report.page_one import page_1


@LIVE_AND_ROUNDED
def test_of_a_rise(told):
    assert page_1(told(asked_again(-0.5)))["headline"] == "Trust in others rose clearly, and lower months later"


def test_of_a_fall():
    made = asked_again(0.5, direction="lower", post=-0.6)
    assert page_1(made)["headline"] == "Trust in others fell clearly, and higher months later"


@LIVE_AND_ROUNDED
def test_of_a_difference(told):
    assert page_1(told(left_behind()))["headline"].endswith("than in comparison groups, and lower months later")


def test_not_where_it_is_still_there():
    assert "months later" not in page_1(asked_again(0.6))["headline"]


@LIVE_AND_ROUNDED
def test_of_a_rise_that_two_chapters_lost_and_more(told):
    later = {"A": -2.0, "B": -1.8, "C": 1.5, "D": 1.5, "E": 2.2, "F": 1.4}
    said = page_1(told(in_chapters(later)))["headline"]
    assert said.startswith("Across six chapters, ")
    assert said.endswith(", and lower months later in two of the chapters")
