"""Where several groups came beside one comparison group, each is told by itself and their average claims nothing."""

import pytest

from analysis.wording.groups.badge_facts import Claim
from evaluation.impact_report.build.badge_conditions import claim_of
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import SIX, TRUST, UNDERSTANDING, group, made
from tests.impact_report.page_one import page_1


def beside(*, came, online, waiting=0.0, scales=(TRUST,), n=20):
    rows = [
        group(name, arm, n, moved=moved, seed=k + 31 * place, scales=scales)
        for k, name in enumerate(SIX)
        for place, (arm, moved) in enumerate((("came", came), ("online", online), ("waiting", waiting)))
    ]
    return made(*rows, scales=scales)


@pytest.fixture(scope="module")
def moved_apart():
    return beside(came=0.9, online=-0.8)


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_each_group_stands_on_page_1_with_its_own_difference(moved_apart, part):
    said = page_1(moved_apart)[part]
    assert "trust of the 120 people of the group “came” moved the welcome way: a difference of +0.9" in said
    assert "trust of the 120 people of the group “online” moved the unwelcome way: a difference of −0.8" in said


def test_the_headline_tells_of_a_group_that_moved_the_unwelcome_way(moved_apart):
    assert page_1(moved_apart)["headline"] == "Trust moved the unwelcome way in one of two groups that came"


def test_nothing_is_told_of_the_average_over_groups_that_moved_apart(moved_apart):
    said = page_1(moved_apart)
    assert "about the same" not in said["headline"] + said["lede"] + said["quote"]
    assert "on the average of the chapters" not in said["lede"] + said["quote"]
    assert "told as one" not in said["all"]


def test_the_badge_claims_nothing_of_groups_that_moved_apart(moved_apart):
    assert claim_of(moved_apart.measured["trust"]) is Claim.NONE
    assert "ound not to work" not in page_1(moved_apart)["all"]


def test_nobody_may_say_more_than_what_is_told_of_each_group(moved_apart):
    assert "You may not say more than that of each group" in page_1(moved_apart)["all"]


def test_a_harm_of_one_group_in_another_outcome_is_told_as_well():
    report = beside(
        came={"trust": 0.9, "understanding": 0.0},
        online={"trust": 0.9, "understanding": -0.8},
        waiting={"trust": 0.0, "understanding": 0.0},
        scales=(TRUST, UNDERSTANDING),
    )
    harm = "understanding of difference of the 120 people of the group “online” moved the unwelcome way"
    assert harm in page_1(report)["lede"]
    assert harm in page_1(report)["quote"]


def test_groups_that_all_moved_the_welcome_way_are_claimed_to_have():
    report = beside(came=0.9, online=0.8)
    assert page_1(report)["headline"] == "Trust moved the welcome way in each of two groups that came"
    assert claim_of(report.measured["trust"]) is Claim.MADE


def test_groups_of_which_one_did_not_clearly_move_are_told_apart():
    report = beside(came=0.9, online=0.0)
    assert page_1(report)["headline"] == "Trust: two groups came, and are told apart"
    assert "“online” did not clearly move either way" in page_1(report)["lede"]


def test_the_table_of_findings_has_a_row_for_each_group(moved_apart):
    rows = summary(moved_apart, moved_apart.language).rows
    assert [(row.outcome, row.welcome) for row in rows] == [("Trust, came", True), ("Trust, online", False)]


def test_a_fall_of_those_who_came_by_themselves_has_a_row_with_its_figures():
    found = beside(came=-0.9, online=-0.8, waiting=-0.9)
    own = {row.outcome: row for row in summary(found, found.language).rows}["Trust, those who came by themselves"]
    assert (own.change, own.sure, own.welcome) == ("−0.85", "clearly less", False)
