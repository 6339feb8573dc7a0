"""What page 1 says of a range is true of every change in that range."""

import pytest

from analysis.wording.cautions import may_be_chance
from analysis.wording.wording import Sentence, own_verdict, verdict
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.language.language import Language
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_1.test_every_sentence_is_true import alone, around, exactly
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released


def of_one(mean, n, *, sd=0.5):
    return page_1(alone(exactly("A", around(mean, n, sd=sd))))["lede"]


# The margin beside a range
def test_a_range_with_a_large_fall_in_it_is_not_told_as_short_of_the_margin():
    said = of_one(-0.3, 30, sd=1)
    assert "a fall of 0.7 to" in said, "the set must put the rule to the proof"
    assert "No rise as large as the 0.5 points we set out to look for lies in that range, a fall does." in said
    assert "whole range" not in said


def test_an_average_below_the_margin_whose_range_reaches_it_is_told_as_that():
    said = of_one(0.4, 30)
    assert "likely a rise of between 0.2 and 0.6" in said, "the set must put the rule to the proof"
    assert "The average itself is less than the 0.5 points we set out to look for; the range reaches that far." in said


@pytest.mark.parametrize("way", [1, -1])
def test_a_range_that_ends_below_the_margin_is_less_than_it(way):
    said = of_one(0.3 * way, 60, sd=0.2)
    assert "That whole range is less than the 0.5 points we set out to look for." in said


# Harm in one chapter
CHANCE = "Where nothing changed, about one chapter in 40 would look like this; here it is one of six."


def with_one_fall(fell, *, sd=0.6, others=5):
    groups = [exactly(f"C{k:02}", around(0.7, 40, seed=k)) for k in range(others)]
    return page_1(alone(*groups, exactly("Far", around(fell, 40, sd=sd))))


def test_chance_explains_no_fall_that_is_far_from_nil():
    said = with_one_fall(-0.5)
    assert "In Far, counting its 40 people alone, trust moved the unwelcome way: −0.5" in said["lede"]
    assert "in 40 would" not in said["all"]


def test_chance_may_explain_a_fall_whose_range_all_but_holds_nil():
    said = with_one_fall(-0.2)
    assert CHANCE in said["lede"]
    assert CHANCE in said["quote"]


def test_of_many_chapters_it_is_said_how_many_chance_would_make():
    assert (
        "Where nothing changed, about 1 of 40 chapters would look like this; here it is one."
        in with_one_fall(-0.2, others=39)["lede"]
    )


def test_beside_a_comparison_group_the_harm_of_a_chapter_is_told_as_a_difference():
    came = [group(name, "came", 25, moved=0.0 if name == "F" else 1.5, seed=k) for k, name in enumerate(SIX)]
    report = made(*came, *(group(name, "control", 25, moved=0.8, seed=k + 9) for k, name in enumerate(SIX)))
    told = document(report)["outcomes"]["trust"]["difference"]["chapters"]["F"]
    assert told["high"] < 0, "the set must put the rule to the proof"
    said = page_1(report)
    beside = (
        "In F, trust moved the unwelcome way beside the comparison group: for its 25 people who came, a difference of −"
    )
    assert beside in said["lede"]
    assert "people alone" not in said["all"]


# Everybody beside the average
def test_a_plain_mean_of_the_other_sign_is_told_also_where_the_headline_is_the_same():
    small = [exactly(f"S{k}", around(0.1 + 0.4 * k, 12, seed=k)) for k in range(5)]
    report = alone(exactly("Big", around(-0.6, 300, sd=0.3)), *small)
    found = report.measured["trust"]
    assert verdict(found) == own_verdict(found), "the set must put the rule to the proof"
    said = page_1(report)["lede"]
    assert "the average change was +0.6" in said
    assert "with each person counted once it is −0.3 (−0.4 to −0.3)." in said


def test_a_fall_of_most_people_in_one_big_chapter_is_told_beside_an_average_of_nil():
    small = [exactly(f"S{k}", around(0.12, 6, seed=k)) for k in range(5)]
    report = alone(exactly("Big", around(-0.6, 80, sd=0.3)), *small)
    found = report.measured["trust"]
    assert abs(found.change) < 0.05, "the set must put the rule to the proof"
    said = page_1(report)
    assert "with each person counted once it is −0.4" in said["lede"]
    assert "with each person counted once by −0.4" in said["quote"]


def test_a_plain_mean_of_the_same_sign_adds_no_second_figure():
    assert "counted once" not in page_1(alone(*(exactly(f"S{k}", around(0.7, 20, seed=k)) for k in range(5))))["lede"]


# Rounding
def test_the_figures_of_one_sentence_are_as_fine_as_the_finest_of_them():
    bounds, message = (0.0, 0.3, -0.3), "{change:size}, likely between {low:size} and {high:size}"
    fine = Sentence(message, {"change": 0.36, "low": 0.28, "high": 0.44}, bounds=bounds)
    assert Language().say(fine) == "0.36, likely between 0.28 and 0.44"
    plain = Sentence(message, {"change": 0.4, "low": 0.34, "high": 0.44}, bounds=(0.0, 0.5, -0.5))
    assert Language().say(plain) == "0.4, likely between 0.3 and 0.4"


def test_no_figure_of_a_sentence_is_finer_than_the_others():
    message = "{change:change} ({low:level} to {high:level})"
    told = Sentence(message, {"change": 0.2951, "low": 0.28, "high": 0.9}, bounds=(0.0, 0.3, -0.3))
    assert Language().say(told) == "just under +0.3 (0.28 to 0.90)"


def test_two_averages_are_as_fine_as_the_change_between_them():
    message = "from {pre:level} to {post:level}, change {change:change} ({low:level} to {high:level})"
    values = {"pre": 3.0, "post": 3.31, "change": 0.31, "low": 0.27, "high": 0.35}
    told = Language().say(Sentence(message, values, bounds=(0.0, 0.3, -0.3)))
    assert told == "from 3.00 to 3.31, change +0.31 (0.27 to 0.35)"


# Too few people to say what changed
@pytest.mark.parametrize("told", [lambda made: made, as_released], ids=["live", "rounded"])
def test_of_too_few_to_say_what_changed_a_range_is_told_and_no_likely_rise(told):
    report = told(alone(exactly("A", around(1.2, 9))))
    assert report.measured["trust"].low > 0, "the set must put the rule to the proof"
    said = page_1(report)
    assert said["headline"] == "9 people answered both times. That is too few to say what changed."
    assert "with a range from " in said["lede"]
    assert "likely a rise" not in said["all"]
    assert "the average rise was" not in said["all"]


# A comparison of which one side is small
def test_where_one_side_of_a_comparison_is_small_it_is_said_why_figures_are_whole_points():
    came = [group(name, "came", 5, moved=1.5, seed=k) for k, name in enumerate(SIX[:5])]
    others = [group(name, "control", 3, moved=0.0, seed=k + 9) for k, name in enumerate(SIX[:5])]
    report = as_released(made(*came, *others, below=3))
    assert report.measured["trust"].fewest < 20 <= report.measured["trust"].n, "the set must put the rule to the proof"
    assert "fewer than 20 people of one of the groups answered both times" in page_1(report)["lede"]


@pytest.mark.parametrize(("count", "k", "likely"), [(1, 6, True), (2, 6, False), (2, 45, True), (4, 45, False)])
def test_more_than_chance_would_often_bring_is_not_put_down_to_it(count, k, likely):
    assert may_be_chance(count, k) is likely


def test_an_average_past_the_margin_whose_range_reaches_below_it_says_that_it_may_be_less():
    said = page_1(alone(*(exactly(f"S{k}", around(0.55, 20, seed=k)) for k in range(5))))
    less = "The average itself is at least the 0.5 points we set out to look for; its range also holds less than that."
    assert less in said["lede"]
