"""Every count of people on page 1 says which people it counts."""

from dataclasses import replace

import pytest

from analysis.wording import badge
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.formats import html
from evaluation.impact_report.layout.forest_rows import forest_of
from tests.impact_report.adversarial import ALONE, NERVES, SIX, evenings, group, made, stations
from tests.impact_report.page_1.test_every_sentence_is_true import alone, around, exactly, reasons
from tests.impact_report.page_one import page_1, plain


def test_people_of_a_chapter_that_is_held_back_are_not_left_out_of_who_answered():
    groups = [exactly(name, around(0.5, 19, seed=k)) for k, name in enumerate("AB")]
    said = page_1(alone(*groups, exactly("C", around(0.5, 4))))["all"]
    assert "38 people answered both times in the chapters that are shown" in said


def test_who_answered_is_told_plainly_where_every_chapter_is_shown():
    said = page_1(alone(*(exactly(name, around(0.5, 19, seed=k)) for k, name in enumerate("AB"))))["all"]
    assert "38 people answered both times" in said
    assert "in the chapters that are shown" not in said


def test_a_comparison_group_of_thirty_in_one_chapter_is_not_told_as_too_few():
    came = [group(name, "workshop", 20, moved=1.0, seed=k) for k, name in enumerate(SIX)]
    report = made(*came, group("A", "control", 30, moved=0.0, seed=9))
    assert badge.ONE_COMPARED in reasons(report)
    assert not reasons(report) & {badge.NOT_ENOUGH_COMPARED, badge.NOT_COMPARED, badge.FEW_IN_COMPARISON}


def test_ninety_people_of_small_chapters_are_all_behind_the_first_outcome():
    report = alone(*(exactly(f"C{k:02}", around(0.5, 3, seed=k)) for k in range(30)))
    assert "With all 90 people of 30 chapters" in page_1(report)["lede"]
    assert badge.FEW_DISCLOSED not in reasons(report)
    assert badge.FEW_SHOWN in reasons(report)


def test_an_outcome_that_few_answered_is_still_told_as_that():
    rows = exactly("A", around(0.5, 40))
    for row in rows:
        row["n1"] = 5.0
        row["t1"] = row["t1"] if int(row["participant"][1:]) < 12 else float("nan")
    report = made(rows, scales=(ALONE, NERVES))
    assert badge.FEW_DISCLOSED in reasons(report)
    said = "The figures of the first outcome come from fewer than 20 people with a score both times"
    assert said in page_1(report)["all"]


def test_scores_in_chapters_shown_alone_are_not_told_as_all_of_their_people():
    rows = [exactly(f"C{k}", around(0.5, 8, seed=k)) for k in range(3)]
    small = [exactly(f"S{k}", around(0.5, 4, seed=k)) for k in range(3)]
    for row in [each for chapter in rows for each in chapter]:
        row["n1"] = 5.0
        row["t1"] = row["t1"] if int(row["participant"][2:]) < 6 else float("nan")
    report = made(*rows, *small, scales=(ALONE, NERVES))
    assert "24 people answered both times" in page_1(report)["all"]
    said = "Fewer than 20 people with a score of the first outcome both times are in chapters that are "
    assert said in page_1(report)["all"]


@pytest.mark.parametrize("randomised", [False, True])
def test_the_badge_says_of_a_comparison_whether_it_was_drawn_by_lot_who_came(randomised):
    found = reasons(made(*stations(), randomised=randomised))
    assert (badge.BY_LOT in found, badge.NOT_BY_LOT in found) == (randomised, not randomised)


def test_the_badge_says_nothing_of_a_lot_where_nobody_is_compared_with():
    rows = exactly("A", around(0.5, 40))
    report = made(rows, scales=(ALONE,), around=Context(study="Invented", randomised=True))
    assert not reasons(report) & {badge.BY_LOT, badge.NOT_BY_LOT}


@pytest.mark.parametrize(
    ("count", "said"), [(6, ""), (7, "One further outcome is in"), (9, "Three further outcomes are in")]
)
def test_page_1_of_a_chapter_says_how_many_outcomes_it_has_no_row_for(count, said):
    scales = [replace(ALONE, id=f"s{k}", label=f"Outcome {k}", items=(f"s{k}",), primary=k == 0) for k in range(count)]
    shown = page_1(made(group("A", "", 24, moved=1.0, scales=scales), scales=scales))["all"]
    assert said in shown
    assert ("further outcome" in shown) == bool(said)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([-0.7] * 5, False),
        ([0.7] * 6 + [0.0] * 3, False),
        ([0.7] * 3 + [0.0] * 3 + [-0.7] * 3, False),
        ([-0.7] * 10, True),
    ],
)
def test_below_ten_people_nothing_counts_who_moved_which_way(changes, told):
    report = alone(exactly("A", changes))
    assert ("moved up by" in page_1(report)["lede"]) is told
    up, down = (sum(change * way > 0 for change in changes) for way in (1, -1))
    assert (f"{up} / {len(changes) - up - down} / {down}" in plain(html.page(report))) is told
    assert "moved the unwelcome way by" not in page_1(report)["all"] or told


def test_the_forest_counts_no_workshop_at_which_nobody_answered_both_times():
    report = made(*evenings(12))
    rows = made(*evenings(12), [row for row in evenings(13)[12] if row["wave"] == "pre"])
    counted, drawn = (forest_of(each, "trust", each.language) for each in (report, rows))
    assert [line.chapter.workshops for line in drawn.lines] == [line.chapter.workshops for line in counted.lines]
    assert (drawn.average.workshops, rows.workshops) == ("12", 13)
