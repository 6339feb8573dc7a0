"""Who is lost of one side alone, or has no score, makes a report less sure; and who answered only after is told of."""

import pytest

from analysis.wording.badge import badge
from analysis.wording.groups.badge_facts import Conditions
from analysis.wording.groups.losses import (
    LOST_OF_COMPARISON,
    LOST_OR_UNCOUNTED,
    MORE_OF_COMPARISON,
    MORE_OF_THOSE_WHO_CAME,
    SOME_LOST,
    Losses,
)
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released


def without(rows, people, wave="post", *, items=()):
    """The rows without those of the first so many people at a wave, or without their answers to some questions."""
    names = list(dict.fromkeys(row["participant"] for row in rows))[:people]
    there = [row["participant"] in names and row["wave"] == wave for row in rows]
    if items:
        return [
            {**row, **dict.fromkeys(items, float("nan"))} if hit else row for row, hit in zip(rows, there, strict=True)
        ]
    return [row for row, hit in zip(rows, there, strict=True) if not hit]


def said(report):
    return {reason.sentence.message for reason in report.badge.reasons if not reason.speaks_for}


def compared(*, came_lost=0, others_lost=0):
    """Six chapters of 30 people who rose by 1 and 30 of a comparison group, so many of each lost in each."""
    sides = [
        rows
        for k, name in enumerate(SIX)
        for rows in (
            without(group(name, "workshop", 30, moved=1.0, seed=k), came_lost),
            without(group(name, "control", 30, moved=0.0, seed=k + 50), others_lost),
        )
    ]
    return made(*sides)


@pytest.mark.parametrize(
    ("lost", "level", "against"),
    [
        ((0, 0), 4, set()),
        ((3, 3), 4, set()),
        ((5, 0), 2, {MORE_OF_THOSE_WHO_CAME}),
        ((0, 5), 2, {MORE_OF_COMPARISON}),
        ((8, 8), 2, {SOME_LOST}),
        ((0, 8), 2, {MORE_OF_COMPARISON}),
        ((0, 14), 1, {MORE_OF_COMPARISON, LOST_OF_COMPARISON}),
    ],
)
def test_a_loss_of_one_side_alone_makes_a_comparison_less_sure(lost, level, against):
    report = compared(came_lost=lost[0], others_lost=lost[1])
    every = {MORE_OF_COMPARISON, MORE_OF_THOSE_WHO_CAME, SOME_LOST, LOST_OF_COMPARISON, LOST_OR_UNCOUNTED}
    assert (report.badge.level, said(report) & every) == (level, against)


def without_scores(people, *, lost=0):
    """Six chapters of 30, of whom so many did not answer the questions after, and others did not answer at all."""
    return made(
        *(
            without(without(group(name, "", 30, moved=1.0, seed=k), people + lost, items=("t1", "t2")), lost)
            for k, name in enumerate(SIX)
        )
    )


@pytest.mark.parametrize(("people", "lost", "level"), [(0, 0, 2), (6, 0, 2), (15, 0, 1), (8, 8, 1)])
def test_people_without_a_score_are_lost_to_the_first_outcome(people, lost, level):
    report = without_scores(people, lost=lost)
    assert (report.badge.level, LOST_OR_UNCOUNTED in said(report)) == (level, level == 1)


def test_who_was_not_asked_the_first_outcome_is_not_lost_to_it():
    rows = [group(name, "", 30, moved=1.0, seed=k) for k, name in enumerate(SIX)]
    for wave in ("pre", "post"):
        rows[3:] = [without(chapter, 30, wave, items=("t1", "t2", "t3")) for chapter in rows[3:]]
    report = made(*rows)
    assert (report.first.across.k, report.badge.level, LOST_OR_UNCOUNTED in said(report)) == (3, 2, False)


def test_all_losses_take_one_off_together():
    many = Losses(lost=0.6, comparison_lost=0.1, uncounted=0.5, compared=True)
    found = Conditions(pairs=60, both=120, answered=200, lost=0.6, comparison_lost=0.1, uncounted=0.5, compared=True)
    assert sum(many.faults(two_sides=True).values()) > 1
    assert badge(found).level == 1


def in_the_top_line(report):
    return page_1(report)["all"]


def with_only_after(people):
    return [without(group(name, "", 30, moved=1.0, seed=k), people, "pre") for k, name in enumerate(SIX)]


def test_who_answered_only_after_is_told_of_in_the_top_line():
    assert "150 people answered both times, of 150 who answered before · 30 answered only after" in in_the_top_line(
        made(*with_only_after(5))
    )


def test_nobody_who_answered_only_after_is_not_told_of():
    assert "only after" not in in_the_top_line(made(*with_only_after(0)))


def test_few_who_answered_only_after_are_not_told_of():
    rows = with_only_after(0)
    rows[0] = without(rows[0], 2, "pre")
    assert "only after" not in in_the_top_line(made(*rows))


def test_a_release_of_a_part_of_a_study_does_not_tell_of_them():
    said = in_the_top_line(as_released(made(*with_only_after(5))))
    assert [words for words in ("answered only after", "more answered after") if words in said] == []
