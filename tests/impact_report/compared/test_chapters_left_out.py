"""Why a chapter is in no comparison is said as it is, nothing empty is drawn, and everybody is compared."""

import pytest

from analysis.wording.groups import left_out
from evaluation.impact_report.formats import html
from evaluation.impact_report.language.catalogues import catalogue_of
from evaluation.impact_report.layout.first_page_across import UNDRAWN
from evaluation.impact_report.layout.forest_rows import columns_of, forest_of
from evaluation.impact_report.layout.harm_above import GROUP_HARMED_COMPARED
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import page_1, plain

ALONE, FEW = "as no comparison group was asked there: ", "as too few people of one of the groups answered there: "


def sides(name, came, others, *, moved=0.0, rose=0.0, seed=1):
    return [
        rows
        for rows in (
            group(name, "came", came, moved=moved, seed=seed),
            group(name, "control", others, moved=rose, seed=seed + 50),
        )
        if rows
    ]


@pytest.fixture(scope="module")
def few_in_each():
    """Six chapters of six people who came and fell by lot, and of three others, who did not."""
    return made(
        *(rows for k, name in enumerate(SIX) for rows in sides(name, 6, 3, moved=-2.0, seed=k)),
        comparison="control",
        randomised=True,
    )


def test_a_harm_beside_the_few_of_each_chapter_is_told_of_everybody(few_in_each):
    page = page_1(few_in_each)
    assert page["headline"].startswith("Of all who came, together, trust moved the unwelcome way beside the comparison")
    for part in ("lede", "quote"):
        assert "With all 36 people who came and 18 of the comparison group in one model, of six chapters" in page[part]
        assert "too few people came" not in page[part]


def test_no_empty_figure_is_drawn_and_it_is_said_why(few_in_each):
    assert forest_of(few_in_each, "trust", few_in_each.language) is None
    assert columns_of(few_in_each, "trust", few_in_each.language) is None
    assert "Difference in trust, by chapter" not in page_1(few_in_each)["all"]
    assert UNDRAWN in page_1(few_in_each)["all"]


def test_chapters_without_a_comparison_group_are_not_said_to_have_too_few_people():
    compared = [rows for k, name in enumerate("ABC") for rows in sides(name, 20, 20, seed=k)]
    report = made(*compared, *sides("Alone", 20, 0), *sides("Few", 20, 3))
    told = page_1(report)
    assert f"{ALONE}Alone." in told["lede"]
    assert f"{FEW}Few." in told["lede"]
    assert "no comparison group, left out" in told["all"]


def test_where_the_others_rose_alone_the_table_says_that_it_is_a_difference():
    report = made(*sides("A", 25, 25, rose=1.5), *sides("B", 25, 25, seed=3))
    assert GROUP_HARMED_COMPARED.partition("{")[0] + "trust (in A)." in plain(html.page(report))
    assert "Moved the unwelcome way:" not in plain(html.page(report))


def test_each_has_its_welsh():
    assert {*left_out.messages(), UNDRAWN, GROUP_HARMED_COMPARED} <= set(catalogue_of("cy")._catalog)


def test_chapters_in_which_nobody_came_are_not_said_to_have_too_few_people():
    compared = [rows for k, name in enumerate("ABC") for rows in sides(name, 20, 20, seed=k)]
    told = page_1(made(*compared, group("Alone", "control", 20, moved=0.0), *sides("Few", 20, 3)))
    assert "as nobody who came was asked there: Alone." in told["lede"]
    assert f"{FEW}Few." in told["lede"]
    assert "nobody who came, left out" in told["all"]
