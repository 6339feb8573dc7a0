"""Counts of people in what a report cannot tell belong to the outcome that they are said of."""

import pytest

from analysis.wording.wording import SILENT, verdict
from evaluation.impact_report.sections.limits_section import limits
from tests.impact_report.adversarial import NERVES, SIX, TRUST, group, made, questions_that_oppose
from tests.impact_report.adversarial import TURNED as APART


def said(report):
    return report.language.say_all(limits(report, report.language))


def test_the_count_of_one_outcome_is_not_told_as_that_of_everybody_who_answered_twice():
    rows = group("A", "", 50, moved=0.5, scales=(TRUST, NERVES))
    for row in rows[:24]:
        row |= {"t1": None, "t2": None, "t3": None}
    report = made(rows, scales=(TRUST, NERVES))
    assert report.flow.total["pairs"] == 50
    assert "38 people answered both times." not in said(report)
    assert "Behind trust are 38 people who have a score both times: so few show only large changes" in said(report)


def test_a_comparison_tells_of_both_its_sides():
    rows = [*group("A", "came", 40, moved=0.5), *group("A", "control", 12, moved=0.1, seed=3)]
    assert "Behind trust are 40 people who came and 12 of the comparison group" in said(made(rows))


@pytest.mark.parametrize("small", ["few", "apart"])
def test_nobody_is_counted_behind_a_change_that_is_not_told(small):
    few = {"rows": [group("A", "", 4, moved=0.5)], "scales": (TRUST,)}
    apart = {"rows": [rows[:20] for rows in questions_that_oppose()[:1]], "scales": (APART,)}
    asked = few if small == "few" else apart
    report = made(*asked["rows"], scales=asked["scales"], below=0)
    assert verdict(report.measured[asked["scales"][0].id])[0] in SILENT
    assert "Behind " not in said(report)
    assert "people answered both times." not in said(report)


def test_a_large_group_is_told_as_no_small_one():
    assert "so few" not in said(made(*(group(name, "", 20, moved=0.5, seed=k) for k, name in enumerate(SIX))))
