"""Two chapters that each have a comparison group are told of one by one: their differences are not averaged."""

import pytest

from analysis.wording import badge
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import NERVES, TRUST, group, made
from tests.impact_report.months_later.test_harm_months_later import ticks
from tests.impact_report.page_one import page_1


def sides(*moved, n=25, scales=(TRUST,)):
    """Chapters A, B and so on, each of people who came and moved by so much, and of a comparison group that did not."""
    return [
        rows
        for k, (name, far) in enumerate(zip("ABC", moved, strict=False))
        for rows in (
            group(name, "workshop", n, moved=far, scales=scales, seed=k),
            group(name, "control", n, moved=0.0, scales=scales, seed=k + 50),
        )
    ]


def compared(*moved, **further):
    return made(*sides(*moved), comparison="control", **further)


def test_the_title_says_that_two_chapters_are_not_averaged():
    assert page_1(compared(0.9, 0.9))["headline"] == "We do not average trust over two chapters"


def test_the_lede_tells_each_chapters_difference_with_its_range():
    said = page_1(compared(0.9, -0.9))["lede"]
    assert "A: Change in trust was clearly higher than in the comparison group: a difference of +" in said
    assert "B: Change in trust was clearly lower than in the comparison group: a difference of −" in said
    assert "That is the unwelcome way: more trust is better." in said
    assert "The chapters stand side by side below." in said


def test_each_chapter_may_be_quoted_with_what_each_side_changed_by():
    said = page_1(compared(0.9, 0.9))["quote"]
    assert "A: 25 people who came and 25 of a comparison group answered before and after. In trust they changed" in said
    assert "B: 25 people who came" in said
    assert "likely between" in said


def test_no_average_of_the_two_is_told():
    report = compared(0.9, 0.9)
    assert report.measured["trust"].low is None
    assert "on the average of the chapters" not in page_1(report)["all"]


def test_the_table_of_findings_has_a_row_of_each_chapter():
    report = compared(0.9, 0.9)
    rows = summary(report, report.language).rows
    assert [row.outcome for row in rows] == ["Trust, A", "Trust, B"]
    assert all(row.range != "–" and row.sure == "clearly more" for row in rows)
    assert all(row.who == "25 who came, 25 of the comparison group" for row in rows)


def test_other_outcomes_stand_side_by_side_by_their_differences():
    moved, scales = {"trust": 0.9, "nerves": 0.9}, (TRUST, NERVES)
    report = made(*sides(moved, moved, scales=scales), scales=scales, comparison="control")
    said = page_1(report)["all"]
    assert "Other outcomes, side by side" in said
    assert "Difference (likely range)" in said


def test_the_badge_counts_the_comparison_and_claims_nothing():
    report = compared(0.9, 0.9)
    assert ticks(report)[badge.COMPARED] is True
    assert badge.NOT_COMPARABLE not in ticks(report)
    assert report.badge.label == badge.NO_CLAIM[2]
    assert "Maryland scale: 3 of 5" in page_1(report)["all"]


def test_nobody_may_say_more_than_what_is_quoted():
    assert "You may not say more than that of how trust changed" in page_1(compared(0.9, 0.9))["all"]
    flat = page_1(compared(0.0, 0.0))["all"]
    assert "You may not say that trust changed more or less than in the comparison group." in flat


def test_two_chapters_of_several_that_can_be_compared_are_told_so():
    alone = [group("C", "workshop", 25, moved=0.9, seed=9)]
    said = page_1(made(*sides(0.9, 0.9), *alone, comparison="control"))
    assert "A: Change in trust was clearly higher" in said["lede"]
    assert "B: Change in trust was clearly higher" in said["lede"]


@pytest.mark.parametrize("moved", [(0.9, 0.9, 0.9), (0.9, 0.8, 0.7)])
def test_three_chapters_are_averaged(moved):
    assert page_1(compared(*moved))["headline"].startswith("Across three chapters")
