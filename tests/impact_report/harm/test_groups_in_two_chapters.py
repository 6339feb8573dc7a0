"""Where several groups came in two chapters, each is told chapter by chapter: two chapters are never averaged."""

import json

import pytest

from analysis.wording import months_later
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.sections.comparison_section import comparison
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import TRUST, group, made
from tests.impact_report.months_later.test_harm_months_later import ticks
from tests.impact_report.page_one import page_1

ARMS = ("came", "online", "waiting")
FELL = "moved the unwelcome way"
ALIKE = {"came": 0.9, "online": 0.8, "waiting": 0.0}


def in_two(moved, *, later=None, online=20):
    """Chapters A and B; in B those online moved by a little less than in A. Months later `later` has where each was."""
    found = []
    for k, name in enumerate("AB"):
        for place, arm in enumerate(ARMS):
            n = (online if isinstance(online, int) else online[k]) if arm == "online" else 20
            far = moved[arm] * (0.6 if k and arm == "online" else 1.0)
            rows = group(name, arm, n, moved=far, seed=k + 31 * place)
            found.append(rows)
            if later:
                fell = far - later[arm] * (0.6 if k and arm == "online" else 1.0)
                after = [row | {"wave": "follow_up"} for row in rows if row["wave"] == "post"]
                found.append([row | {item: row[item] - fell for item in TRUST.items} for row in after])
    return made(*found)


@pytest.fixture(scope="module")
def harmed():
    return in_two({"came": 0.9, "online": -0.9, "waiting": 0.0})


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_a_group_that_fell_clearly_in_each_chapter_is_told_to_have(harmed, part):
    said = page_1(harmed)[part]
    for chapter in "AB":
        assert f"{chapter}: Beside the comparison group, trust of the 20 people of the group “online” {FELL}" in said
    assert "did not clearly move" not in said


def test_the_headline_counts_the_group_once(harmed):
    assert page_1(harmed)["headline"] == "Trust moved the unwelcome way in one of two groups that came"


def test_tables_and_the_file_have_each_chapter_and_no_average_of_two(harmed):
    rows = {row.outcome: (row.who, row.welcome) for row in summary(harmed, harmed.language).rows}
    both = "20 who came, 20 of the comparison group"
    assert {name: rows[name] for name in ("Trust, online, A", "Trust, online, B")} == {
        "Trust, online, A": (both, False),
        "Trust, online, B": (both, False),
    }
    labels = [row[0] for row in comparison(harmed, harmed.language).rows]
    assert "Difference in differences: online, A" in labels
    assert not any("CR2" in label for label in labels)
    found = json.loads(json_file.text(harmed))["outcomes"]["trust"]["arms"]["chapters"]
    assert found["B"]["difference_in_differences"]["online"]["high"] < 0


def test_a_group_that_fell_months_later_in_each_chapter_earns_no_tick():
    report = in_two(ALIKE, later=ALIKE | {"online": -0.9})
    told = "of the 20 people of the group “online” who were asked again had " + FELL
    for chapter in "AB":
        assert f"{chapter}: Months later, beside the comparison group, trust {told}" in page_1(report)["lede"]
    assert ticks(report)[months_later.GROUPS_BEHIND] is False
    assert "in one of two groups that came" in page_1(report)["all"]


def test_groups_that_kept_what_they_had_in_each_chapter_earn_a_tick():
    assert ticks(in_two(ALIKE, later=ALIKE))[months_later.LASTING] is True


HARMED_ONLINE = {"came": 0.9, "online": -0.9, "waiting": 0.0}


def test_a_group_of_which_there_are_few_in_one_chapter_is_told_in_the_other():
    said = page_1(in_two(HARMED_ONLINE, online=(20, 3)))
    assert said["headline"] == "Trust moved the unwelcome way in one of two groups that came"
    assert f"A: Beside the comparison group, trust of the 20 people of the group “online” {FELL}" in said["lede"]
    assert "B: Beside the comparison group, trust of the 23 people of the group “came + online” moved" in said["lede"]
    assert "Too few people of one of the groups came and online answered in B to tell them apart there." in said["lede"]
    assert said["quote"].startswith("In both chapters, 63 people who came")
    assert "all two" not in said["all"]


def test_those_few_are_not_told_of_by_what_the_others_changed_by():
    found = json.loads(json_file.text(in_two(HARMED_ONLINE, online=(20, 3))))["outcomes"]["trust"]["arms"]
    assert set(found["chapters"]["B"]["difference_in_differences"]) == {"came + online"}
    assert all("not_estimable" in one for one in found["difference_in_differences"].values())
    assert 3 not in found["n_pairs"].values()


def test_a_group_that_only_one_chapter_had_is_told_there():
    said = page_1(in_two(HARMED_ONLINE, online=(20, 0)))["lede"]
    assert f"A: Beside the comparison group, trust of the 20 people of the group “online” {FELL}" in said
    assert "B: Beside the comparison group, trust of the 20 people of the group “came” moved the welcome way" in said
    assert "told as one" not in said


def test_groups_of_which_there_are_few_in_both_chapters_are_told_as_one():
    said = page_1(in_two(ALIKE, online=4))
    assert said["headline"] == "We do not average trust over two chapters"
    assert "Those who came are of two groups, told as one: came and online." in said["lede"]
