"""Beside a comparison group no figure of those who came alone stands where it could be read as the difference."""

import pytest

from analysis.pooling.everybody import Everybody
from analysis.wording.measured import own_verdict
from analysis.wording.phrases import Verdict
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.sections.missing_section import missing
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import page_1, plain


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
def test_everybody_who_bears_a_difference_out_is_not_told_beside_it(left_out):
    groups = both_sides(20, 20)
    groups += [group(f"Small {k}", "came", 3, moved=6.0, seed=k) for k in range(9)] if left_out else []
    report = made(*groups)
    together = report.measured["trust"].everybody
    assert (together.pairs, together.of_comparison, together.small) == (120, 120, 0)
    assert "in one model" not in page_1(report)["all"]
    told = document(report)["outcomes"]["trust"]
    assert told["headline_of"]["kind"] == "difference"
    assert told["headline_of"]["estimate"] == told["difference"]["headline"]["estimate"]


def one_large_chapter(moved, *, large):
    """Five chapters of six people a side who moved this far by lot, and one of eighty; those compared did not."""
    small = [
        rows
        for k, name in enumerate(SIX[:5])
        for rows in (
            group(name, "came", 6, moved=moved + (k - 2) * 0.6, seed=k),
            group(name, "control", 6, moved=0.0, seed=k + 50),
        )
    ]
    big = (group("Big", "came", 80, moved=large, seed=7), group("Big", "control", 80, moved=0.0, seed=57))
    return made(*small, *big, comparison="control", randomised=True)


@pytest.fixture(scope="module")
def large_chapter_rose():
    return one_large_chapter(-1.2, large=0.9)


def test_a_difference_that_one_large_chapter_denies_is_not_claimed(large_chapter_rose):
    report, page = large_chapter_rose, page_1(large_chapter_rose)
    found = report.measured["trust"]
    assert own_verdict(found)[0] is Verdict.NOT_AS_MUCH, "the set must put the rule to the proof"
    assert page["headline"] == "We cannot tell whether trust changed differently from the comparison group"
    assert report.badge.label == "early evidence, no claim"
    for part in ("lede", "quote"):
        assert "With all 110 people who came and 110 of the comparison group in one model" in page[part]
        assert "In Big, trust clearly moved the welcome way beside the comparison group" in page[part]


def test_the_table_words_it_as_carefully(large_chapter_rose):
    assert "we cannot tell" in plain(html.page(large_chapter_rose)).split("Every finding in one table", 2)[-1][:400]


def test_a_difference_that_a_large_chapter_bears_out_is_claimed():
    assert "higher than in comparison groups" in page_1(one_large_chapter(2.5, large=2.5))["headline"]


def test_without_a_lot_a_possible_fall_is_no_finding_that_nothing_changed():
    far = (-0.9, -0.4, 0.1, -0.3, -0.8, 0.2)
    groups = [
        rows
        for k, name in enumerate(SIX)
        for rows in (
            group(name, "came", 20, moved=far[k], seed=k),
            group(name, "control", 20, moved=0.0, seed=k + 50),
        )
    ]
    report = made(*groups)
    assert page_1(report)["headline"] == "Trust: no rise past the comparison group as looked for, perhaps a fall"
    assert report.badge.label == "early evidence, no claim"


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
