"""Of two chapters that are compared page 1 tells of each whether its difference was still there months later."""

import pytest

from analysis.wording import months_later
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import TRUST, group, made
from tests.impact_report.months_later.test_harm_months_later import ticks
from tests.impact_report.page_one import page_1

BESIDE = " the welcome way beside the comparison group: a difference of "
NOTHING = "could not be told from the comparison group: a difference of "
OF_WHOM = "of 25 people who came and 25 of that group."


def later(rows, fell):
    """The same people months later, as they were after but for what they fell by."""
    after = [row for row in rows if row["wave"] == "post"]
    return [row | {"wave": "follow_up"} | {item: row[item] - fell for item in TRUST.items} for row in after]


def two(*left, rose=0.9, others_later=0.0, others_asked=25):
    """Chapters A and B, of people who rose beside those who did not, and what was left of it months later."""
    found = []
    for k, (name, stood) in enumerate(zip("AB", left, strict=True)):
        came = group(name, "workshop", 25, moved=rose, seed=k)
        others = group(name, "control", 25, moved=0.0, seed=k + 50)
        found += [came, others, later(came, rose - stood), later(others, -others_later)[:others_asked]]
    return made(*found, comparison="control")


def test_a_difference_that_was_still_there_is_told_of_each():
    said = page_1(two(0.9, 0.9))
    for chapter in "AB":
        assert f"Months later, in {chapter}, trust had still moved" + BESIDE in said["lede"]
    assert OF_WHOM in said["lede"]
    assert ticks(two(0.9, 0.9))[months_later.LASTING] is True


@pytest.mark.parametrize("place", ["lede", "quote"])
def test_a_difference_of_which_nothing_was_left_is_told_and_earns_no_tick(place):
    report = two(0.0, 0.0)
    for chapter in "AB":
        assert f"Months later, in {chapter}, trust " + NOTHING in page_1(report)[place]
    assert ticks(report)[months_later.GONE_COMPARED] is False
    assert months_later.LASTING not in ticks(report)


def test_one_chapter_that_kept_nothing_is_told_under_the_badge():
    said = page_1(two(0.9, 0.0))["all"]
    assert "could not be told from that of the comparison group in one of two chapters" in said
    assert ticks(two(0.9, 0.0))[months_later.GONE_COMPARED_IN] is False


def test_a_difference_of_which_less_than_half_was_left_is_told_with_both_figures():
    report = two(1.6, 0.6, rose=1.6)
    said = page_1(report)["lede"]
    assert "Months later, in B, of the difference of " in said
    assert "from the comparison group in trust, " in said
    assert ticks(report)[months_later.FADED_COMPARED_IN] is False


def test_of_a_harm_it_is_told_that_it_was_no_longer_there():
    report = two(0.9, 0.0, rose=-0.9)
    said = page_1(report)["lede"]
    assert "Months later, in A, trust had moved" + BESIDE in said
    assert "Months later, in B, trust " + NOTHING in said
    assert ticks(report)[months_later.RECOVERED] is False


def test_a_difference_the_unwelcome_way_is_told_with_its_chapter():
    report = two(0.9, -0.9)
    said = page_1(report)
    assert "In B, trust had moved the unwelcome way beside the comparison group months later" in said["lede"]
    assert said["headline"] == (
        "We do not average trust over two chapters; months later the change was lower than in the comparison group in "
        "one of the chapters"
    )
    assert ticks(report)[months_later.WORSE_IN] is False


def test_where_those_who_came_were_worse_off_their_difference_in_each_chapter_is_told():
    said = page_1(two(-0.9, -0.9, others_later=-0.9))["lede"]
    assert "nothing can be said of the difference" not in said
    assert "Months later, in A, the comparison group had changed by " in said


def test_where_too_few_of_the_comparison_group_were_asked_again_there_is_no_tick():
    found = ticks(two(0.9, 0.9, others_asked=8))
    assert found[months_later.COMPARISON_FEW] is False


def test_the_table_of_findings_has_each_chapter_then_and_months_later():
    report = two(0.9, 0.0)
    rows = [row.outcome for row in summary(report, report.language).rows]
    assert rows == ["Trust, A", "Trust, B", "Trust, A, months later", "Trust, B, months later"]


@pytest.fixture(scope="module")
def both_fell():
    """Months later those who came were below where they began, and the comparison group further below."""
    return two(-0.6, -0.7, others_later=-1.5)


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_a_fall_of_those_who_came_is_told_though_the_comparison_group_fell_further(both_fell, part):
    said = page_1(both_fell)[part]
    for chapter in "AB":
        assert f"In {chapter}, counting its 25 people asked again alone, trust had moved the unwelcome way" in said
        assert said.count(f"Months later, in {chapter}, ") == 1
        assert f"Months later, in {chapter}, the comparison group had changed by −1.5" in said


def test_such_a_fall_earns_no_tick(both_fell):
    assert ticks(both_fell)[months_later.WORSE_IN_SEVERAL] is False


def test_such_a_fall_has_a_row_beside_that_of_the_difference(both_fell):
    rows = {row.outcome: row.welcome for row in summary(both_fell, both_fell.language).rows}
    assert rows["Trust, A, months later, those who came by themselves"] is False
    assert rows["Trust, A, months later"] is True


def test_where_the_comparison_group_was_not_asked_again_that_is_said_beside_a_fall():
    said = page_1(two(-0.6, -0.7, others_asked=0))["lede"]
    assert "In A, counting its 25 people asked again alone, trust had moved the unwelcome way" in said
    assert "No answers of the comparison group on trust are from months later" in said


def test_a_chapter_with_few_of_the_comparison_group_asked_again_is_not_said_to_have_moved():
    said = page_1(two(-0.9, -0.9, others_asked=7))
    assert "each of too few people to say what had changed, answers lay the unwelcome way" in said["lede"]
    assert "had moved the unwelcome way beside the comparison group months later: for its" not in said["lede"]
    assert "in both chapters" not in said["headline"]
