"""Chapters that a comparison leaves out are told of on page 1: what changed there is in no headline."""

import re

import pytest

from analysis.pooling.clustered import Coefficient
from analysis.wording import badge
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import page_1


def compared_in(first, *, moved):
    """Six chapters; in the first so many a comparison group that did not move, and those who came rose by 0.8."""
    came = [group(name, "came", 23, moved=0.8 if k < first else moved, seed=k, noise=0.3) for k, name in enumerate(SIX)]
    return made(*came, *(group(name, "control", 23, moved=0.0, seed=k + 9) for k, name in enumerate(SIX[:first])))


@pytest.fixture(scope="module")
def fell():
    return compared_in(3, moved=-1.0)


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_a_clear_fall_in_the_chapters_left_out_is_told_as_harm(fell, part):
    told = (
        "In three chapters that are left out of the comparison, D, E and F, trust of the 69 people who came moved the "
    )
    assert re.search(told + r"unwelcome way: −1\.\d \(−1\.\d to −0\.\d\) on average\.", page_1(fell)[part])


def test_a_rise_there_is_told_and_said_to_be_in_no_headline():
    said = page_1(compared_in(3, moved=0.9))
    assert re.search(
        r"In the three chapters that are left out, D, E and F, trust of the 69 people who came changed by \+",
        said["lede"],
    )
    assert "that is not in the headline" in said["lede"]
    assert "not in the headline" not in said["quote"]


def test_page_1_says_which_chapters_were_compared_beside_those_that_were_not():
    said = page_1(compared_in(3, moved=0.9))["lede"]
    assert "Compared in three chapters, A, B and C, this average is a first sketch." in said
    assert "these three" not in said
    assert "With three chapters this average is a first sketch." in page_1(all_of_three_compared())["lede"]


def all_of_three_compared():
    came = [group(name, "came", 23, moved=0.8, seed=k, noise=0.3) for k, name in enumerate(SIX[:3])]
    return made(*came, *(group(name, "control", 23, moved=0.0, seed=k + 9) for k, name in enumerate(SIX[:3])))


@pytest.mark.parametrize(("first", "names"), [(5, "F"), (4, "EF")])
def test_one_or_two_chapters_are_told_each_by_itself(first, names):
    said = page_1(compared_in(first, moved=-1.0))
    for name in names:
        told = (
            f"In {name}, which is left out of the comparison, trust of the 23 people who came moved the unwelcome way"
        )
        assert told in said["lede"]
        assert told in said["quote"]


@pytest.mark.parametrize("moved", [-1.0, 0.9])
def test_no_good_evidence_stands_beside_words_that_half_of_those_who_came_are_left_out(moved):
    report = compared_in(3, moved=moved)
    reasons = {each.sentence.message: each.speaks_for for each in report.badge.reasons}
    assert report.badge.level == 3
    assert reasons[badge.LEFT_OUT] is False
    assert (
        "A fifth or more of those who came and have a score of the first outcome both times are left out"
        in (page_1(report)["all"])
    )


@pytest.mark.parametrize(("first", "level"), [(4, 3), (5, 4), (6, 4)])
def test_the_badge_is_no_surer_than_an_average_that_is_a_first_sketch(first, level):
    report = compared_in(first, moved=-1.0)
    assert report.badge.level == level
    assert ("first sketch" in page_1(report)["lede"]) == (first == 4)
    assert (badge.LEFT_OUT in {each.sentence.message for each in report.badge.reasons}) == (first == 4)


def test_that_nothing_is_found_in_half_of_those_who_came_is_no_good_evidence_of_that():
    came = [group(name, "came", 40, moved=0.5 if k < 3 else 1.6, seed=k) for k, name in enumerate(SIX)]
    report = made(*came, *(group(name, "control", 40, moved=0.5, seed=k + 9) for k, name in enumerate(SIX[:3])))
    assert "No change found beyond the comparison group, on 3 of 5" in page_1(report)["all"]


def test_where_every_chapter_compares_nothing_is_left_to_tell():
    assert "left out" not in page_1(compared_in(6, moved=0.8))["all"]


def test_the_rows_that_check_a_headline_are_of_the_same_chapters(fell):
    arms = fell.first.arms
    assert arms.n_pairs == {"came": 69, "control": 69}
    assert isinstance(arms.difference_in_differences, Coefficient)
    assert arms.difference_in_differences.estimate > 0
