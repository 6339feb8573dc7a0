"""A harm far beyond chance at one workshop is named with its figure, and chance is told of what it may have brought."""

from dataclasses import replace

import pytest

from analysis.wording import cautions
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import ALONE, NERVES, SIX, TRUST, group, made
from tests.impact_report.harm.test_workshops_that_fell import workshops
from tests.impact_report.page_1.test_every_sentence_is_true import around, exactly
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

HOPE = replace(ALONE, id="hope", label="Hope", items=("h1",), primary=False)


def of_six(fell, *, sd=0.5):
    """Six chapters of two workshops; one workshop moved by so much, and the others rose."""
    rows = [each for k, name in enumerate(SIX[1:]) for each in workshops(1.4, 1.2, chapter=name, first=10 * k)]
    return made(*workshops(2.4, fell, sd=sd, first=90), *rows, scales=(ALONE,))


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_of_many_workshops_one_that_fell_far_beyond_chance_is_named(part):
    assert (
        "In one of 12 workshops, counting people alone, trust moved the unwelcome way: A: A1 −2.0 ("
        in (page_1(of_six(-2.0))[part])
    )


def test_the_table_of_findings_names_it_too():
    report = of_six(-2.0)
    table = summary(report, report.language)
    assert "trust (in A: A1)" in table.harm
    assert [row.way for row in table.rows if "A: A1" in row.outcome] == ["unwelcome"]


def test_a_release_names_none_in_either_place():
    report = as_released(of_six(-2.0))
    assert "A1" not in page_1(report)["lede"]
    assert not [row for row in summary(report, report.language).rows if "A1" in row.outcome]


def test_of_many_workshops_one_that_chance_may_have_brought_is_not_named():
    assert "A: A1" not in page_1(of_six(-0.36, sd=0.6))["lede"]


def test_a_workshop_that_is_called_by_a_number_is_called_a_workshop():
    rows = [replace_name(group, "A1", "2") for group in workshops(1.4, -0.8, 1.0)]
    assert ": workshop 2 −0.80 (" in page_1(made(*rows, scales=(ALONE,)))["lede"]


def replace_name(group, name, other):
    return [row | {"experiment": other} if row["experiment"] == name else row for row in group]


def test_of_several_outcomes_chance_is_told_of_the_one_and_among_all():
    assert cautions.among(3, 12)["often"] == 14
    assert cautions.among(10, 6)["often"] == 4


def test_it_names_the_outcome_that_chance_may_have_brought():
    groups = [exactly(name, around(0.7, 40, seed=k)) for k, name in enumerate(SIX[1:])]
    both = [[row | {"h1": row["t1"]} for row in group] for group in (*groups, exactly("Far", around(-0.2, 40, sd=0.6)))]
    said = page_1(made(*both, scales=(ALONE, HOPE)))["lede"]
    among = "where nothing changed, about one chapter in 20 would look like this in one of two outcomes."
    assert f"As to trust: {among}" in said
    assert "one chapter in 40" not in said


@pytest.mark.parametrize(("high", "beyond"), [(-0.5, True), (-0.01, False)])
def test_a_range_is_beyond_chance_where_it_is_so_among_all_that_were_looked_at(high, beyond):
    assert cautions.is_beyond_chance(-1.0, high, looked_at=36) is beyond


CALM = replace(NERVES, margin=0.5)


def of_two_outcomes(harm):
    """Six chapters in which trust rose; in one of them people were more nervous by so much, elsewhere nothing moved."""
    moved = [{"trust": 1.0, "nerves": harm if name == "C" else 0.0} for name in SIX]
    rows = [
        group(name, "", 25, moved=each, scales=(TRUST, CALM), seed=k)
        for k, (name, each) in enumerate(zip(SIX, moved, strict=True))
    ]
    return made(*rows, scales=(TRUST, CALM))


def words_of_c(report):
    table = summary(report, report.language)
    return next(row.sure for row in table.rows if "Nervousness" in row.outcome and ", C" in row.outcome)


def test_a_harm_far_beyond_chance_in_one_chapter_is_not_put_down_to_chance_in_the_table():
    assert words_of_c(of_two_outcomes(1.2)) == "clearly more"
