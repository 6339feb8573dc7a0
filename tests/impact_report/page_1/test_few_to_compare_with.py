"""A few people of a comparison group take nothing away from a report of those who came, and nothing is told of them."""

import pytest

from analysis.estimate.estimand import Design
from analysis.wording import badge
from evaluation.impact_report.formats.json import text
from evaluation.impact_report.layout.first_page import comparison_shares
from evaluation.impact_report.sections.comparison_section import comparison
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_1.test_every_sentence_is_true import reasons
from tests.impact_report.page_one import page_1


def came(chapters=SIX):
    return [group(name, "workshop", 23, moved=0.8, seed=k) for k, name in enumerate(chapters)]


def few(people=3):
    return group("A", "control", people, moved=4.0, seed=9)


@pytest.mark.parametrize("chapters", ["A", SIX])
def test_a_few_of_a_comparison_group_leave_the_report_of_one_group(chapters):
    report, alone = made(*came(chapters), few()), made(*came(chapters))
    assert report.estimand.design is Design.ONE_GROUP
    one, other = report.measured["trust"], alone.measured["trust"]
    assert (one.n, one.change, one.low, one.high) == (other.n, other.change, other.low, other.high)
    said, of_one = page_1(report), page_1(alone)
    assert said["headline"] == of_one["headline"]
    assert said["quote"] == of_one["quote"]
    assert "Too few of a comparison group answered both times to compare with" in said["lede"]
    assert "Maryland scale: 1 of 5" in said["all"]
    assert said["badge"] == of_one["badge"]
    assert badge.NOT_ENOUGH_COMPARED in reasons(report)
    assert not reasons(report) & {badge.COMPARED, badge.NOT_COMPARED, badge.FEW_IN_COMPARISON, badge.BY_LOT}


def test_nothing_of_the_few_follows():
    three, two = made(*came("A"), few(3)), made(*came("A"), few(2))
    hidden = (three.data_sha256, two.data_sha256)
    texts = [text(each) for each in (three, two)]
    assert texts[0].replace(hidden[0], "") == texts[1].replace(hidden[1], "")


def test_a_lot_that_left_a_few_to_compare_with_is_no_level_5():
    report = made(*came(), few(), randomised=True)
    assert "Maryland scale: 1 of 5" in page_1(report)["all"]
    assert badge.BY_LOT not in reasons(report)


def test_five_people_are_a_comparison_group():
    assert made(*came("A"), few(5)).estimand.compared


def test_those_who_answered_once_do_not_make_one():
    once = [row for row in few(9) if row["wave"] == "pre"]
    assert not made(*came("A"), once).estimand.compared


def test_where_nowhere_are_enough_of_both_sides_the_study_stands_where_one_group_does():
    others = [group(name, "control", 3, moved=0.0, seed=k + 50) for k, name in enumerate(SIX[:2])]
    report = made(*came(), *others)
    assert report.estimand.compared, "the set must put the rule to the proof"
    said = page_1(report)
    assert said["headline"] == "Too few chapters have enough people of both groups to compare"
    assert "Maryland scale: 1 of 5" in said["all"]


def test_those_of_a_comparison_group_who_are_not_counted_are_told_of():
    others = [group(name, "control", 20, moved=0.0, seed=k + 50) for k, name in enumerate(SIX[1:])]
    for_all, but_one = (made(*came(), *others, few(people)) for people in (9, 3))
    said = [each.language.say(comparison_shares(each)) for each in (for_all, but_one)]
    assert "109 answered before" in said[0]
    assert "not counted" not in said[0]
    assert "100 answered before, 100 after and 100 both times. In chapters where too few of it answered both" in said[1]


def test_the_annex_says_of_no_groups_that_they_are_compared_where_page_1_says_that_they_are_too_few():
    others = [group(name, "control", 10, moved=0.0, seed=k + 50) for k, name in enumerate("BCDEF")]
    report = made(group("A", "workshop", 40, moved=0.8, seed=1), *others)
    assert page_1(report)["headline"] == "Too few groups of each side to compare"
    labels = [row[0] for row in comparison(report, report.language).rows]
    assert "Groups with enough people" in labels
    assert "Groups compared" not in labels
