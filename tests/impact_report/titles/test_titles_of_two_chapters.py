"""Where both of two chapters fell the title says so: that they are not averaged says nothing of harm."""

import pytest

from analysis.scoring.scoring import Scale
from analysis.wording import badge
from tests.impact_report.adversarial import NERVES, TRUST, group, made
from tests.impact_report.harm.test_harm_in_a_main_outcome import HOPE
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED
from tests.impact_report.page_one import page_1


def two(one, other, *, scales=(TRUST,), beside=None, further=()):
    """Two chapters in which people moved by so much, beside a comparison group that moved by `beside`."""
    found = [*further]
    for place, (name, moved) in enumerate({"A": one, "B": other}.items()):
        found.append(group(name, "workshop", 25, moved=moved, scales=scales, seed=place))
        if beside is not None:
            found.append(group(name, "control", 25, moved=beside, scales=scales, seed=place + 50))
    return made(*found, scales=scales)


def headline(report):
    return page_1(report)["headline"]


@LIVE_AND_ROUNDED
def test_both_fell(told):
    assert headline(told(two(-1.0, -0.9))) == "Trust fell in both chapters; we do not average two"


def test_both_rose_where_less_is_better():
    nerves = Scale(**{**vars(NERVES), "primary": True})
    assert headline(two(1.0, 0.9, scales=(nerves,))) == "Nervousness rose in both chapters; we do not average two"


def test_both_fell_behind_a_comparison_group():
    assert headline(two(0.3, 0.3, beside=1.5)) == (
        "Change in trust was lower than in the comparison group in both chapters; we do not average two"
    )


def test_those_who_came_fell_and_the_comparison_group_further():
    assert headline(two(-0.8, -0.8, beside=-2.0)) == (
        "Trust of those who came fell in both chapters; we do not average two"
    )


def test_another_main_outcome_fell_in_both():
    moved = {"trust": 1.0, "hope": -1.0}
    assert headline(two(moved, moved, scales=(TRUST, HOPE))) == (
        "Hope fell in both chapters, the unwelcome way; we do not average two"
    )


def test_chapters_that_are_not_compared_fell():
    further = [group(name, "workshop", 25, moved=-1.0, seed=place + 9) for place, name in enumerate("CDEF")]
    said = headline(two(1.0, 1.0, beside=0.0, further=further))
    assert said.startswith("We do not average trust over two chapters; ")
    assert said.endswith("; it fell in chapters that are not compared")


@pytest.mark.parametrize(("one", "other"), [(1.0, 1.0), (1.0, -1.0), (0.0, 0.0)])
def test_not_where_one_did_not(one, other):
    assert headline(two(one, other)).startswith("We do not average trust over two chapters")


def test_of_two_chapters_that_are_compared_page_1_says_both():
    said = page_1(two(1.0, 1.0, beside=0.0))["all"]
    assert "Compared within both chapters" in said
    assert "all two" not in said


@LIVE_AND_ROUNDED
@pytest.mark.parametrize("beside", [None, 0.5])
def test_the_badge_of_two_chapters_that_fell_says_so_too(told, beside):
    report = told(two(-1.0, -0.9, beside=beside))
    assert report.badge.label == badge.HARMING
    assert "no claim" not in page_1(report)["all"]


def test_so_it_does_where_another_main_outcome_fell_in_both():
    moved = {"trust": 1.0, "hope": -1.0}
    assert two(moved, moved, scales=(TRUST, HOPE)).badge.label == badge.HARMING


def test_before_a_look_it_has_none_whatever_fell():
    rows = [group(name, "", 25, moved=-1.0, seed=k, experiment=f"e{k}") for k, name in enumerate("AB")]
    assert made(*rows, evenings=8, looks=2).badge.label == badge.NO_BADGE


@pytest.mark.parametrize(("one", "other"), [(1.0, 1.0), (1.0, -1.0), (0.0, 0.0)])
def test_of_two_others_it_makes_no_claim(one, other):
    assert two(one, other).badge.label == badge.NO_CLAIM[2]
