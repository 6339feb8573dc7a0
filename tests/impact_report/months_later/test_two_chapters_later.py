"""Of two chapters side by side page 1 tells of each whether what it had changed by was still there months later."""

import pytest

from analysis.wording import months_later
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import TRUST, group, made
from tests.impact_report.months_later.test_harm_months_later import ticks
from tests.impact_report.page_one import page_1

IN_B = "Months later, in B, trust of 22 people asked again "
STILL = "was still past where they began, the welcome way: "
NOTHING = "could not be told from where they began: "
BETTER = "had moved the welcome way from where they began: "


def two(*later, rose=0.9, n=22):
    """Chapters A and B, which rose, and where each stood months later."""
    found = []
    for k, (name, left) in enumerate(zip("AB", later, strict=True)):
        rows = group(name, "", n, moved=rose, seed=k)
        after = [row for row in rows if row["wave"] == "post"]
        fell = rose - left
        found += [
            rows,
            [row | {"wave": "follow_up"} | {item: row[item] - fell for item in TRUST.items} for row in after],
        ]
    return made(*found)


def test_a_change_that_was_still_there_is_told_of_each():
    said = page_1(two(0.9, 0.9))
    assert "Months later, in A, trust of 22 people asked again " + STILL in said["lede"]
    assert IN_B + STILL in said["lede"]
    assert STILL not in said["quote"]


@pytest.mark.parametrize("place", ["lede", "quote"])
def test_a_change_of_which_nothing_was_left_is_told(place):
    said = page_1(two(0.9, 0.0))[place]
    assert IN_B + NOTHING in said
    assert "in A, trust of 22 people asked again could not" not in said


@pytest.mark.parametrize("place", ["lede", "quote"])
def test_a_change_of_which_less_than_half_was_left_is_told(place):
    assert (
        "Months later, in B, of the rise of 1.00 in trust, 0.40 was left in 22 people" in page_1(two(0.9, 0.3))[place]
    )


@pytest.mark.parametrize("place", ["lede", "quote"])
def test_of_a_fall_it_is_told_whether_people_were_back_where_they_began(place):
    said = page_1(two(0.0, 0.9, rose=-0.9))[place]
    assert "Months later, in A, trust of 22 people asked again " + NOTHING in said
    assert IN_B + BETTER in said


def test_a_tick_is_for_what_was_still_there_in_both():
    assert ticks(two(0.9, 0.9))[months_later.LASTING] is True
    assert ticks(two(0.9, 0.0))[months_later.GONE_IN] is False
    assert ticks(two(0.0, 0.0))[months_later.GONE] is False
    assert ticks(two(0.9, 0.3))[months_later.FADED_IN] is False
    assert "in one of two chapters" in page_1(two(0.9, 0.3))["all"]


def test_nothing_is_told_of_too_few_people():
    assert "Months later, in B" not in page_1(two(0.9, 0.9, n=9))["all"]


def test_a_chapter_of_too_few_that_lay_the_unwelcome_way_has_one_row():
    report = two(0.9, -0.9, n=8)
    rows = [(row.outcome, row.way) for row in summary(report, report.language).rows if "later" in row.outcome]
    assert rows == [("Trust, A, months later", "too few to say"), ("Trust, B, months later", "lies the unwelcome way")]
