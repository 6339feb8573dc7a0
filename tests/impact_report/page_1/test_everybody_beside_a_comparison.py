"""Beside a comparison group no figure of those who came alone stands where it could be read as the difference."""

import pytest

from analysis.pooling.everybody import Everybody
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.sections.missing_section import missing
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import page_1


def both_sides(came, beside, *, chapters=SIX):
    """In each chapter some who came and rose by 1, and some of a comparison group who rose as much."""
    return [
        rows
        for k, name in enumerate(chapters)
        for rows in (
            group(name, "came", came, moved=1.0, seed=k),
            group(name, "control", beside, moved=1.0, seed=k + 50),
        )
    ]


def test_a_page_about_a_difference_tells_no_change_of_everybody_who_came():
    report = made(*both_sides(4, 9, chapters=tuple(f"C{k:02}" for k in range(12))))
    assert isinstance(report.first.everybody, Everybody), "the set must put the rule to the proof"
    assert "No chapter has enough people to be shown alone" not in page_1(report)["all"]


@pytest.mark.parametrize("left_out", [False, True])
def test_everybody_never_decides_how_a_difference_is_worded(left_out):
    groups = both_sides(20, 20)
    groups += [group(f"Small {k}", "came", 3, moved=6.0, seed=k) for k in range(9)] if left_out else []
    report = made(*groups)
    assert report.measured["trust"].everybody is None
    assert "in one model" not in page_1(report)["all"]
    told = document(report)["outcomes"]["trust"]
    assert told["headline_of"]["kind"] == "difference"
    assert told["headline_of"]["estimate"] == told["difference"]["headline"]["estimate"]


def test_who_is_missing_is_told_of_those_who_came_and_it_is_said():
    groups = both_sides(20, 20)
    kept = [[row for k, row in enumerate(rows) if row["wave"] == "pre" or k % 3] for rows in groups]
    report = made(*kept)
    said = report.language.say_all(missing(report, report.language).said)
    assert said.startswith("This is about those who came and their own change, without the comparison group.")
    assert "Counting everybody's answers" in said


def test_without_a_comparison_group_nobody_is_set_apart():
    report = made(*(group(name, "", 20, moved=1.0, seed=k) for k, name in enumerate(SIX)))
    assert "comparison group" not in report.language.say_all(missing(report, report.language).said)
