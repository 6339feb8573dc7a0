"""Where each group is of one side, page 1 counts groups as such, and says where one side has few of them."""

import pytest

from analysis.wording import badge, comparison_phrases
from tests.impact_report.adversarial import group, made
from tests.impact_report.page_one import page_1


def groups(came, control, *, moved=0.8, others=0.0, n=12):
    return [
        *(group(f"C{k}", "came", n, moved=moved, seed=k) for k in range(came)),
        *(group(f"K{k}", "control", n, moved=others, seed=k + 50) for k in range(control)),
    ]


def test_groups_are_not_told_as_chapters_where_those_who_came_fell_less():
    headline = page_1(made(*groups(4, 4, moved=-0.6, others=-1.4)))["headline"]
    assert headline.startswith("Trust fell, but ")
    assert "chapters" not in headline


@pytest.mark.parametrize(("came", "control", "told"), [(9, 2, True), (3, 9, True), (4, 4, True), (5, 5, False)])
def test_a_side_of_few_groups_is_a_first_sketch(came, control, told):
    sketch = comparison_phrases.SKETCH_OF_GROUPS.partition("}")[2].partition(", ")[2]
    assert (sketch in page_1(made(*groups(came, control)))["lede"]) is told


@pytest.mark.parametrize("side", ["came", "control"])
def test_groups_of_either_side_with_too_few_people_are_named_as_left_out(side):
    report = made(*groups(4, 4), group("Few", side, 3, moved=0.0, seed=99))
    assert report.measured["trust"].chapters.without == ("Few",)
    assert "Left out of the comparison, as too few people answered there: Few." in page_1(report)["lede"]
    assert "too few people, left out" in page_1(report)["all"]


def test_everybody_at_once_is_a_comparison_and_leaves_nobody_out():
    small = [
        rows
        for k in range(12)
        for rows in (
            group(f"C{k:02}", "came", 4, moved=0.8, seed=k),
            group(f"C{k:02}", "control", 4, moved=0.0, seed=k + 50),
        )
    ]
    report = made(*small)
    assert "in one model" in page_1(report)["lede"], "the set must put the rule to the proof"
    reasons = [each.sentence.message for each in report.badge.reasons]
    assert badge.COMPARED in reasons
    assert not {badge.NOT_COMPARABLE, badge.LEFT_OUT} & set(reasons)
