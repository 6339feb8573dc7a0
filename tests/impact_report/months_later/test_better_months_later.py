"""Page 1 says that people were better off months later than they began: after a fall, and where a rise lasted."""

import pytest

from analysis.wording import months_later
from tests.impact_report.adversarial import SIX, TRUST, UNDERSTANDING, group, made
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED, asked_again, in_chapters, ticks
from tests.impact_report.page_one import page_1

RECOVERED = "Months later, trust in others of 80 people asked again had moved the welcome way from where they began: "
STILL = "was still past where they began, the welcome way: "


@LIVE_AND_ROUNDED
@pytest.mark.parametrize("place", ["lede", "quote"])
def test_beside_a_fall_it_is_told_that_people_were_better_off_months_later(told, place):
    made = told(asked_again(0.8, post=-0.6))
    mean = made.language.change(made.first.waves["follow_up"]["lasting"].mean)
    assert RECOVERED + mean in page_1(made)[place]


def test_where_less_is_better_so_is_a_fall_after_a_rise():
    assert RECOVERED in page_1(asked_again(-0.8, post=0.6, direction="lower"))["quote"]


@pytest.mark.parametrize("place", ["lede", "quote"])
def test_beside_a_fall_it_is_told_that_people_were_only_back_where_they_began(place):
    said = page_1(asked_again(0.0, post=-0.6))[place]
    assert "Months later, trust in others of 80 people asked again could not be told from where they began: " in said
    assert "the welcome way from where" not in said
    assert STILL not in said


def test_a_fall_that_is_gone_earns_no_tick():
    assert ticks(asked_again(0.0, post=-0.6))[months_later.RECOVERED] is False
    assert ticks(asked_again(-0.6, post=-0.6))[months_later.WORSE] is False


@LIVE_AND_ROUNDED
def test_a_rise_that_lasted_is_told_in_the_lede(told):
    said = page_1(told(asked_again(0.6)))
    assert STILL in said["lede"]
    assert STILL not in said["quote"]


def test_across_chapters_it_is_their_average():
    said = page_1(in_chapters(dict.fromkeys("ABCDEF", 0.9)))["lede"]
    assert "Months later, on the average of six chapters, trust in others of 120 people asked again was still" in said


def test_it_is_told_that_the_first_outcome_was_not_asked_while_another_was():
    found = []
    for place, chapter in enumerate(SIX):
        rows = group(chapter, "", 15, moved=0.6, scales=(TRUST, UNDERSTANDING), seed=place)
        again = [row | {"wave": "follow_up", **dict.fromkeys(TRUST.items)} for row in rows if row["wave"] == "post"]
        found += [rows, again]
    said = page_1(made(*found, scales=(TRUST, UNDERSTANDING)))
    assert "Trust was not asked months later: we do not know if its change lasts." in said["lede"]
    assert "we do not know if it lasts" in said["all"]
    assert "was not asked months later" not in page_1(asked_again(0.6))["all"]


def test_a_rise_of_which_less_than_half_is_left_is_not_said_to_have_lasted():
    assert STILL not in page_1(asked_again(0.22, spread=0.3))["all"]
