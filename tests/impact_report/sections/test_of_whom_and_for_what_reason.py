"""A sentence says of whom its counts are, and gives no reason, rounding, chance or a plan, that is not the cause."""

import io
from dataclasses import replace
from datetime import date

import numpy as np
import openpyxl
import pytest

from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.histograms import joined_within, moves_of
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.formats.xlsx import xlsx
from evaluation.impact_report.text.translate import report_in_language
from tests.impact_report.adversarial import (
    ALONE,
    NERVES,
    SIX,
    TRUST,
    compared_in_three_of_six,
    group,
    made,
    nothing_for_those_who_came,
    stations,
)
from tests.impact_report.page_1.test_every_sentence_is_true import alone, around, exactly
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released

ROUNDED = "Each figure is rounded by itself."
OF_COMPARISON = "The last figure of a row is the difference in change from the comparison group."
CHANCE = "ome move both ways by chance"
JOINED = "One or two people alone stand in the next column."
NO_MARGIN = Scale(id="trust", label="Trust", items=("t1",), minimum=0, maximum=10, primary=True)


def whole(report):
    return plain(html.page(report))


# Of whom
@pytest.fixture(scope="module")
def fell_in_small_chapters():
    """Four chapters of 27 people that rose, and 30 chapters too small to show alone that fell."""
    shown = [exactly(name, around(0.7, 27, seed=k)) for k, name in enumerate("ABCD")]
    return alone(*shown, *(exactly(f"S{k:02}", around(-1.2, 4, seed=k)) for k in range(30)))


def test_counts_after_a_sentence_of_more_people_say_of_whom_they_are(fell_in_small_chapters):
    said = page_1(fell_in_small_chapters)["quote"]
    assert "With all 228 people in one model" in said
    assert "Of the 108 people in chapters shown alone, " in said
    told = document(fell_in_small_chapters)["outcomes"]["trust"]["participants"]
    assert f"shown alone, {told['n_up_margin']} moved up by 0.5 or more and {told['n_down_margin']} down" in said
    assert "Of the 108 people in chapters shown alone, " in str(document(fell_in_small_chapters)["report"]["quote"])
    welsh = page_1(report_in_language(fell_in_small_chapters, "cy"))["quote"]
    assert "O'r 108 o bobl mewn canghennau a ddangosir ar eu pen eu hunain, symudodd" in welsh


def test_counts_after_a_sentence_of_the_same_people_say_no_more():
    big = exactly("Big", around(-0.6, 300, sd=0.3))
    said = page_1(alone(big, *(exactly(f"S{k}", around(0.1 + 0.4 * k, 12, seed=k)) for k in range(5))))["quote"]
    assert "With all 360 people in one model" in said
    assert "shown alone" not in said


def test_averages_after_a_sentence_of_other_people_say_of_whom_they_are():
    rows = [row for row in exactly("A", around(0.7, 60)) if row["wave"] == "pre" or int(row["participant"][1:]) < 40]
    said = page_1(alone(rows))["quote"]
    assert "60 people had answered before. The average trust of those 40 people went from 5.0 to " in said
    whole_file = page_1(alone(exactly("A", around(0.7, 40))))["quote"]
    assert "40 people answered before and after. Their average trust went from 5.0" in whole_file


# Beside a comparison group
@pytest.fixture(scope="module")
def one_chapter():
    """One chapter in which the comparison group rose, too, so that the rows do not add up by far."""
    return made(
        group("A", "came", 25, moved=1.4, seed=1), group("A", "control", 30, moved=0.6, seed=2), randomised=True
    )


@pytest.fixture(scope="module")
def one_without_a_lot():
    return made(group("A", "came", 25, moved=1.4, seed=1), group("A", "control", 30, moved=0.6, seed=2))


def test_a_row_beside_a_comparison_group_says_what_its_last_figure_is(one_without_a_lot):
    page = html.page(one_without_a_lot, whole=False)
    assert OF_COMPARISON in plain(page)
    assert page.count(OF_COMPARISON) >= 3, "above the figure, and in the words of its wide and its narrow form"
    assert ROUNDED not in whole(one_without_a_lot)
    note = "Before and after are of those who came; the difference is that of their change from the comparison group"
    assert note in whole(one_without_a_lot)


def test_under_a_lot_rows_say_that_they_allow_for_where_each_began(one_chapter):
    adjusted = "The last figure of a row is the difference from the comparison group, allowing for where each began."
    assert html.page(one_chapter, whole=False).count(adjusted) >= 3
    said = whole(one_chapter)
    assert OF_COMPARISON not in said
    assert "the difference is from the comparison group, allowing for where each began, and need not be that of" in said
    assert "the difference is that of their change" not in said


def test_under_a_lot_a_difference_in_one_model_is_said_to_allow_for_where_each_began():
    sides = [group(name, "came", 3, moved=1.0, seed=k) for k, name in enumerate(SIX)]
    sides += [group(name, "control", 3, moved=0.0, seed=k + 50, key="x") for k, name in enumerate(SIX)]
    allowed = "That difference in one model allows for where each began."
    assert allowed in page_1(made(*sides, randomised=True))["lede"]
    assert allowed not in page_1(made(*sides))["lede"]


def test_before_and_after_are_of_the_people_who_are_compared():
    said = whole(made(*compared_in_three_of_six()))
    assert "60 who came, 45 of the comparison group" in said
    assert "Before and after are of those who came and are compared; the difference is that of their change " in said
    assert ROUNDED not in said


def test_the_head_of_a_comparison_counts_both_groups(one_chapter):
    counted = "These are of those who came. Of the comparison group, 30 answered before, 30 after and 30 both times."
    assert counted in page_1(one_chapter)["all"]
    across = whole(made(*compared_in_three_of_six()))
    assert "These are of those who came. Of the comparison group, 45 answered before, 45 after and 45 both" in across
    assert "These are of those who came" not in whole(alone(exactly("A", around(0.7, 27))))


def test_what_lies_between_a_difference_and_its_sides_is_not_put_down_to_rounding(one_chapter):
    said = whole(as_released(one_chapter))
    assert "allowing for where each began, a difference of" in said
    assert ROUNDED not in said


def test_counts_beside_a_comparison_group_are_of_those_who_came(one_chapter):
    assert "Of the 25 people who came, 25 moved up by 0.5 or more" in page_1(one_chapter)["quote"]


def test_who_stayed_where_they_were_has_not_moved_however_far_a_comparison_group_did():
    ways, about = {1.0: 15, 0.0: 12, -1.0: 13}, {"scales": (NO_MARGIN,), "noise": 0.0}
    came = [group("A", "came", n, moved=far, key=str(far), **about) for far, n in ways.items()]
    control = group("A", "control", 40, moved=-0.6, seed=13, scales=(NO_MARGIN,))
    found = made(*came, control, scales=(NO_MARGIN,)).first
    assert found.beyond == tuple(ways.values())
    assert {column.place: column.within for column in found.moves.columns}[0] == ways[0.0]


def test_a_release_counts_nobody_of_those_who_are_compared():
    """By how much they changed themselves 11 moved up and 26 down."""
    known = {"scales": (TRUST, NERVES), "noise": 1.0}
    came = group("A", "came", 40, moved={"trust": 1.4, "nerves": -0.9}, seed=4, **known)
    report = made(came, group("A", "control", 40, moved=0.6, seed=13, **known), scales=(TRUST, NERVES))
    assert "11 up, 3 within 0.3, 26 down." in whole(report)
    said = whole(as_released(report))
    assert "Change in nervousness was lower than in the comparison group" in said.replace("clearly ", "")
    assert " within 0.3, " not in said


def test_counts_of_more_people_than_are_compared_are_left_out():
    held = [
        group("A", "treated" if k < 5 else "control", 3 if k == 0 else 12, moved=1.0, seed=k, experiment=f"e{k}", key=k)
        for k in range(9)
    ]
    said = document(made(*held))
    found = said["outcomes"]["trust"]
    assert found["difference"]["left_out"], "the set must put it to the proof"
    assert "moved up" not in str(said["report"]["quote"])


def test_the_sheet_of_results_calls_a_difference_one(one_chapter):
    first = openpyxl.load_workbook(io.BytesIO(xlsx(one_chapter)))["Results"]
    headings = [cell.value for cell in first[1]]
    assert "Difference from the comparison group" in headings
    assert "People who came" in headings
    assert "Change" not in headings


# Rounding
def test_rounding_is_named_where_it_is_the_cause_alone():
    assert ROUNDED not in whole(alone(exactly("A", [1.0] * 15)))
    assert ROUNDED in whole(as_released(alone(exactly("A", around(-0.42, 12, sd=0.3), before=4.6))))


# Columns
def test_that_one_or_two_are_drawn_elsewhere_is_said_where_some_are():
    apart = np.repeat([0.0, 1.0, -1.0], 10)
    assert JOINED not in page_1(alone(exactly("A", apart)))["all"]
    assert JOINED in page_1(alone(exactly("A", [*apart, 4.0])))["all"]


def test_it_is_said_of_other_outcomes_too():
    rows = exactly("A", np.repeat([0.0, 1.0, -1.0], 10))
    for place, row in enumerate(rows):
        row["n1"] = 5.0 + (row["wave"] == "post") * (3.0 if place < 2 else 0.0)
    report = made(rows, scales=(ALONE, NERVES))
    assert JOINED not in page_1(report)["all"]
    assert JOINED not in whole(report), "those who moved are one alone, and are not drawn"
    for place, row in enumerate(rows):
        row["n1"] = 5.0 + (row["wave"] == "post") * (4.0 if place < 2 else place % 3 - 1.0)
    assert JOINED in whole(made(rows, scales=(ALONE, NERVES)))


def test_who_is_in_the_middle_column_in_any_case_is_not_told_as_moved_there():
    moves = moves_of([0.0] * 10 + [0.2] + [1.0] * 10, margin=0.5)
    assert moves.joined == ("within",)
    assert joined_within(moves).joined == ()


# Chance
def test_there_is_no_word_of_chance_where_nobody_moved_one_way():
    everybody = page_1(alone(exactly("A", [1.0] * 15)))["all"]
    assert "15 moved up by 0.5 or more and 0 down." in everybody
    assert CHANCE not in everybody
    report = alone(*(exactly(name, around(1.7, 12, sd=0.3, seed=k)) for k, name in enumerate(SIX)))
    assert "72 moved up by 0.5 or more and 0 down." in page_1(report)["quote"]
    assert CHANCE not in whole(report)
    assert CHANCE not in whole(alone(exactly("A", around(1.7, 30, sd=0.3))))
    assert CHANCE in whole(alone(exactly("A", around(0.2, 30, sd=1))))


def test_other_outcomes_of_which_nobody_moved_one_way_have_no_word_of_chance():
    rows = exactly("A", around(1.7, 30))
    for place, row in enumerate(rows):
        row["n1"] = 5.0 - (row["wave"] == "post") * (1.0 + place // 2 % 2)
    assert CHANCE not in whole(made(rows, scales=(ALONE, NERVES)))
    for place, row in enumerate(rows):
        row["n1"] = 5.0 - (row["wave"] == "post") * (place // 2 % 5 - 2.0)
    said = whole(made(rows, scales=(ALONE, NERVES)))
    assert "Each circle is one person. Some move both ways by chance." in said


# Why nothing is said of welcome
@pytest.mark.parametrize(
    ("changes", "sure", "reason"),
    [
        ([1.0] * 15, "more, by one amount for all", "no range"),
        ([0.0] * 15, "the same for all", "nobody moved"),
        ([1.0, 0.0, 2.0] * 2, "too few to say", "too few to say"),
        ([*around(0.05, 30, sd=0.3)], "about the same", "no clear move"),
    ],
)
def test_a_row_without_a_verdict_has_its_own_reason(changes, sure, reason):
    report = alone(exactly("A", changes))
    assert f"{sure} {reason} " in whole(report)
    (row,) = list(openpyxl.load_workbook(io.BytesIO(xlsx(report)))["Results"].iter_rows(min_row=2, values_only=True))
    assert row[-2:] == (sure, reason)


def test_an_outcome_that_nobody_reports_has_its_own_reason():
    rows = [{**row, "n1": float("nan")} for row in exactly("A", around(0.7, 27))]
    said = whole(made(rows, scales=(ALONE, NERVES)))
    assert "too few to report too few to report" in said
    assert "too few to report no clear move" not in said


# The plan
def methods(scale=TRUST, **known):
    rows = [group("A", "", 25, moved=1.0, scales=(scale,))]
    return whole(made(*rows, scales=(scale,), around=Context(study="Invented", **known)))


def test_only_a_plan_that_was_fixed_is_told_to_have_been_fixed_before_the_data():
    before = "Before the data, the plan fixed"
    assert before in methods(plan_fixed=date(2026, 3, 1))
    assert before not in methods()
    assert "nothing here tells whether it was fixed before the data." in methods()
    changed = methods(plan_fixed=date(2026, 3, 1), plan_changed="A question was dropped.")
    assert before not in changed
    assert "the plan that sets it was changed after the first answers." in changed


def test_no_grey_band_is_spoken_of_where_there_is_none():
    for known in ({}, {"plan_fixed": date(2026, 3, 1)}):
        said = methods(NO_MARGIN, **known)
        assert "No smallest change worth counting was set, so the figures have no grey band." in said
        assert "is the grey band in the figures" not in said


def test_a_scale_without_a_smallest_change_is_not_told_to_have_one():
    without = replace(NERVES, margin=None)
    rows = group("A", "", 25, moved=1.0, scales=(TRUST, without))
    said = whole(made(rows, scales=(TRUST, without), around=Context(study="Invented", plan_fixed=date(2026, 3, 1))))
    assert "Before the data, the plan fixed the smallest change worth counting of trust; it is the grey band" in said


# One chapter
def test_one_small_chapter_is_not_spoken_of_as_several():
    report = alone(*(exactly(name, around(0.7, 3 if name == "F" else 20, seed=k)) for k, name in enumerate(SIX)))
    assert "too few people answered both times in F to show it alone" in page_1(report)["all"]
    assert "each alone" not in page_1(report)["all"]


def test_an_outcome_of_one_chapter_is_not_counted_in_chapters():
    rows = [group(name, "", 20, moved=1.0, scales=(TRUST, NERVES), seed=k) for k, name in enumerate(SIX)]
    for row in (row for chapter in rows[1:] for row in chapter):
        row["n1"] = float("nan")
    said = whole(made(*rows, scales=(TRUST, NERVES)))
    assert "Nervousness, A less is better 20 pairs " in said
    assert "1 chapter" not in said


def test_of_groups_of_one_side_each_it_is_told_how_their_range_is_made():
    said = whole(made(*stations()))
    assert "with as many degrees of freedom as there are groups, less two." in said
    assert "(restricted maximum likelihood)" not in said
    assert "less two" not in whole(made(*nothing_for_those_who_came()))
