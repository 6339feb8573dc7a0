"""Beside a comparison group harm in chapters too small to show alone is told, and who is lost there."""

import pytest

from analysis.pooling.everybody import Everybody
from evaluation.impact_report.formats.json import document
from tests.impact_report.adversarial import group, made
from tests.impact_report.page_one import page_1


def both_sides(names, came, beside, *, moved, seed=0):
    return [
        rows
        for k, name in enumerate(names)
        for rows in (
            group(name, "came", came, moved=moved, seed=seed + k),
            group(name, "control", beside, moved=0.0, seed=seed + k + 50),
        )
    ]


@pytest.fixture(scope="module")
def some_small():
    return made(*both_sides("ABCD", 4, 4, moved=-3.0), *both_sides("EFGH", 20, 20, moved=1.0, seed=9), randomised=True)


@pytest.fixture(scope="module")
def all_small():
    return made(*both_sides([f"C{k:02}" for k in range(12)], 3, 3, moved=-1.5), randomised=True)


def test_a_rise_of_the_large_chapters_is_not_claimed_where_everybody_in_one_model_leaves_it_open(some_small):
    page = page_1(some_small)
    assert "cannot tell" in page["headline"]
    assert "With all 96 people who came and 96 of the comparison group in one model" in page["lede"]
    assert page["badge"] <= 2


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_people_of_small_chapters_who_came_and_fell_are_told_of_together(some_small, part):
    assert "trust of their 16 people who came moved the unwelcome way" in page_1(some_small)[part].replace(
        "Trust", "trust"
    )


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_harm_of_everybody_is_told_where_no_chapter_is_large_enough(all_small, part):
    assert "moved the unwelcome way beside that group" in page_1(all_small)[part]


def test_the_header_names_the_comparison_group_where_no_chapter_is_shown(all_small):
    assert "36 people who came and 36 of the comparison group answered both times" in page_1(all_small)["all"]


def test_the_figure_of_everybody_stands_under_a_key_of_its_own(all_small):
    assert document(all_small)["outcomes"]["trust"]["difference"]["everybody"]["pairs"] == 36
    assert isinstance(all_small.first.together, Everybody)


def test_too_few_of_the_comparison_group_in_small_chapters_are_in_no_model():
    report = made(*both_sides("AB", 4, 1, moved=-3.0), *both_sides("EFGH", 20, 20, moved=1.0, seed=9))
    assert (report.first.together.pairs, report.first.together.small) == (80, 0)
    assert "They count only in figures of all people" not in page_1(report)["all"]


def lost(rows, *, keep):
    """The rows of a group of whom so many answered after."""
    people = {each: k for k, each in enumerate(dict.fromkeys(row["participant"] for row in rows))}
    return [row for row in rows if row["wave"] == "pre" or people[row["participant"]] < keep]


def test_those_who_are_lost_in_chapters_that_are_left_out_are_counted_in_the_header():
    sides = both_sides("ABCDEF", 40, 20, moved=1.0)
    kept = [lost(rows, keep=(6 if k < 6 else 3)) if k % 2 == 0 else rows for k, rows in enumerate(sides)]
    assert "in all, 27 of 240 people who came and answered before answered after, too" in page_1(made(*kept))["all"]


def test_one_or_two_who_are_lost_in_a_chapter_that_is_left_out_are_not_told_of():
    sides = both_sides("ABCDEF", 40, 20, moved=1.0)
    small = lost(group("G", "came", 6, moved=1.0), keep=4)
    assert "in all" not in page_1(made(*sides, small))["all"]


def test_nothing_says_that_the_same_people_answered_where_half_of_the_comparison_group_was_lost():
    sides = both_sides("ABCDEF", 20, 20, moved=1.0)
    kept = [rows if k % 2 == 0 else lost(rows, keep=10) for k, rows in enumerate(sides)]
    said = {each.sentence.message: each.speaks_for for each in made(*kept, randomised=True).badge.reasons}
    assert "The same people answered before and after" not in said
    assert "Most people who answered before answered after, too" not in said
    assert said["Half or fewer of the comparison group who answered before answered after"] is False


def test_three_groups_of_each_side_are_a_first_sketch_and_fair_evidence_at_most():
    came = [group(name, "came", 20, moved=2.0 + 0.1 * k, seed=k) for k, name in enumerate("ABC")]
    others = [group(name, "control", 20, moved=0.0 + 0.1 * k, seed=k + 50) for k, name in enumerate("DEF")]
    report = made(*came, *others)
    assert report.badge.level <= 3
    assert "this difference is a first sketch" in page_1(report)["lede"]


def test_where_everybody_of_each_side_changed_alike_nothing_says_that_too_few_have_a_score():
    sides = both_sides("ABCDEF", 12, 12, moved=0.0)
    alike = [
        [
            {**row, **dict.fromkeys(("t1", "t2", "t3"), 3.0 if k % 2 == 0 and row["wave"] == "post" else 4.0)}
            for row in rows
        ]
        for k, rows in enumerate(sides)
    ]
    said = page_1(made(*alike))["headline"]
    assert said == "In trust those who came changed by −1.0 and the comparison group by 0.0: no range can be worked out"
