"""The table of findings averages no two chapters, and counts those who stand behind a row as what they are."""

import pytest

from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import NERVES, SIX, TRUST, group, made


def rows_of(report):
    """The rows of the table of findings, by what each is of."""
    return {row.outcome: row for row in summary(report, report.language).rows}


def asked_in(count):
    """Six chapters in which trust rose, and so many of them in which nervousness was asked, and fell."""
    moved = {"trust": 1.0, "nerves": -0.8}
    rows = [group(name, "", 20, moved=moved, scales=(TRUST, NERVES), seed=k) for k, name in enumerate(SIX)]
    for chapter in rows[count:]:
        for row in chapter:
            row["n1"] = float("nan")
    return made(*rows, scales=(TRUST, NERVES))


@pytest.mark.parametrize("count", [1, 2])
def test_an_outcome_that_one_or_two_of_six_chapters_answered_has_a_row_for_each(count):
    rows = rows_of(asked_in(count))
    assert "Nervousness" not in rows
    for chapter in SIX[:count]:
        row = rows[f"Nervousness, {chapter}"]
        assert (row.who, row.sure, row.welcome) == ("20 pairs", "clearly less", True)


def test_an_outcome_of_three_chapters_has_one_row_of_their_average():
    assert rows_of(asked_in(3))["Nervousness"].who == "60 pairs, 3 chapters"


def test_those_who_came_by_themselves_are_counted_by_the_groups_that_came():
    came = [group(f"Station {k}", "treated", 12, moved=-1.0, seed=k) for k in range(5)]
    others = [group(f"Station {k}", "control", 12, moved=0.0, seed=k) for k in range(5, 10)]
    assert rows_of(made(*came, *others))["Trust, those who came by themselves"].who == "60 pairs, 5 groups"


def test_rows_of_two_chapters_claim_nothing_before_a_planned_look():
    two = [group(name, "", 20, moved=1.0, seed=k, experiment=f"e{k}") for k, name in enumerate("AB")]
    report = made(*two, evenings=12)
    rows = summary(report, report.language).rows
    assert [(row.sure, row.welcome) for row in rows] == [("described, not yet claimed", None)] * 2
