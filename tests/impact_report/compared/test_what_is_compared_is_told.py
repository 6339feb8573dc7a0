"""Where a comparison is told, the design counts as one that compares; where none is told, nobody is said to be."""

import pytest

from analysis.wording import badge
from analysis.wording.caution_phrases import SOME_LEFT_OUT
from analysis.wording.groups import losses
from evaluation.impact_report.language.catalogues import catalogue_of
from evaluation.impact_report.layout.findings_listed import LEAVING_OUT
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import SIX, TRUST, group, made
from tests.impact_report.page_one import page_1


def sides(name, came, others, *, moved=0.0, seed=1):
    came = group(name, "came", came, moved=moved, seed=seed)
    return [came, group(name, "control", others, moved=0.0, seed=seed + 50)] if others else [came]


def by_lot(*chapters, randomised=True):
    return made(*(rows for each in chapters for rows in each), comparison="control", randomised=randomised)


def reasons(report):
    return {each.sentence.message: each.speaks_for for each in report.badge.reasons}


@pytest.mark.parametrize(("randomised", "level"), [(True, 5), (False, 3)])
def test_a_comparison_told_of_one_chapter_counts_as_the_design_it_is(randomised, level):
    chapters = [sides(name, 18, 0 if k else 18, moved=0.9, seed=k) for k, name in enumerate(SIX[:5])]
    report = by_lot(*chapters, randomised=randomised)
    said = page_1(report)
    assert "A: Change in trust was" in said["lede"]
    assert f"Maryland scale: {level} of 5" in said["all"]
    assert reasons(report)[badge.ONE_COMPARED] is False
    assert badge.NOT_ENOUGH_COMPARED not in reasons(report)
    assert reasons(report)[badge.BY_LOT if randomised else badge.NOT_BY_LOT] is randomised


def few_in_each(**further):
    return by_lot(sides("Big", 20, 6, seed=9), *(sides(name, 9, 3, seed=k) for k, name in enumerate("ABCD")), **further)


def test_one_chapter_of_too_few_people_is_compared_in_none():
    said = page_1(few_in_each())
    assert "Compared within none of five chapters" in said["all"]
    assert "answered both times ·" not in said["all"]
    assert "Big: 20 who came and 6 of the comparison group answered both times: too few to compare." in said["lede"]


def test_who_is_in_the_figure_of_everybody_at_once_is_in_a_figure():
    report = few_in_each()
    assert "With all 56 people who came and 18 of the comparison group in one model" in page_1(report)["lede"]
    assert losses.LOST_OR_UNCOUNTED not in reasons(report)


def test_where_each_side_began_is_not_told_on_average_where_chapters_are_not_averaged():
    lower = [
        row | {item: max(0.0, row[item] - 2) for item in TRUST.items} for row in group("A", "control", 20, moved=0)
    ]
    alone = [group(name, "came", 20, moved=0.5, seed=k) for k, name in enumerate(SIX[:4])]
    said = page_1(made(*alone, lower, comparison="control"))
    assert "A: " in said["lede"]
    assert "On average those who came began at" not in said["all"]


def test_a_figure_in_one_model_that_leaves_a_chapter_out_is_not_told_of_all():
    small = [sides("A", 6, 3, seed=1), sides("B", 9, 3, seed=2), sides("C", 4, 5, seed=3)]
    report = made(*(rows for each in (*small, sides("D", 12, 12), sides("E", 12, 12)) for rows in each))
    said = page_1(report)
    for part in ("lede", "quote"):
        assert "With 39 people who came and 30 of the comparison group in one model that leaves out C, " in said[part]
    rows = [row.outcome for row in summary(report, report.language).rows]
    assert "Trust, in one model that leaves out C" in rows
    assert {*SOME_LEFT_OUT.values(), LEAVING_OUT} <= set(catalogue_of("cy")._catalog)


def test_a_harm_of_those_who_came_is_not_quoted_without_the_difference():
    came = [group(name, "came", 9, moved=-0.8, seed=k) for k, name in enumerate(SIX)]
    others = [group(name, "control", 2, moved=-2.0, seed=k, key="x") for k, name in enumerate(SIX)]
    said = page_1(made(*came, *others))
    assert "moved the unwelcome way: " in said["quote"]
    for part in ("lede", "quote"):
        assert "With all 54 people who came and 12 of the comparison group in one model" in said[part]
