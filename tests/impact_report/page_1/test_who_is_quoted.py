"""The sentence that may be quoted counts the same people wherever it counts them."""

import re
from dataclasses import replace

from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import page_1


def lost(rows, every):
    """The rows without the answers after of one person in `every`."""
    people = sorted({row["participant"] for row in rows})
    missing = set(people[::every]) if every else set()
    return [row for row in rows if row["wave"] == "pre" or row["participant"] not in missing]


def both_sides(*, came=4, others=4, chapters=SIX):
    """In each chapter 24 who came and 20 of a comparison group, of whom one in so many did not answer after."""
    groups = []
    for k, name in enumerate(chapters):
        groups.append(lost(group(name, "came", 24, moved=1.0, seed=k), came))
        groups.append(lost(group(name, "control", 20, moved=0.0, seed=k + 50), others))
    return groups


def test_beside_a_comparison_group_both_sides_are_counted_before_and_after():
    said = page_1(made(*both_sides()))["quote"]
    assert "108 people who came and 90 of comparison groups answered before and after." in said
    assert "144 people who came and 120 of the comparison group had answered before." in said


def test_in_one_chapter_too():
    said = page_1(made(*both_sides(chapters="A")))["quote"]
    assert "18 people who came and 15 of a comparison group answered before and after." in said
    assert "24 people who came and 20 of the comparison group had answered before." in said


def test_a_loss_of_the_comparison_group_alone_is_told():
    said = page_1(made(*both_sides(came=0)))["quote"]
    assert "144 people who came and 90 of comparison groups answered" in said
    assert "144 people who came and 120 of the comparison group had answered before." in said


def test_nobody_is_told_to_be_missing_where_nobody_is():
    groups = [group(name, arm, 20, moved=1.0, seed=k) for k, name in enumerate(SIX) for arm in ("came", "control")]
    assert "had answered before" not in page_1(made(*groups))["quote"]


def test_where_the_comparison_group_is_not_counted_it_is_said_of_whom_the_count_is():
    report = made(*both_sides())
    said = page_1(replace(report, flow_beside=None))["quote"]
    assert "Of those who came, 144 had answered before." in said


def test_no_fewer_people_had_answered_before_than_answered_twice():
    said = page_1(made(*both_sides()))["quote"]
    (counted,) = re.findall(r"(\d+) people who came and (\d+) of comparison", said)
    (before,) = re.findall(r"(\d+) people who came and (\d+) of the comparison", said)
    assert all(int(one) >= int(other) for one, other in zip(before, counted, strict=True))
