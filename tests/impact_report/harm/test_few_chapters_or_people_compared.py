"""What page 1 says of few people, and of two chapters of which one alone is compared, is told once and ends."""

import pytest

from analysis.wording import badge
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import group, made
from tests.impact_report.page_one import page_1


def two(came, others, *, n=25):
    """Chapters A and B of people who moved by so much, and of a comparison group that did; None where there is none."""
    sides = (("workshop", came), ("control", others))
    return made(
        *(
            group(name, arm, n, moved=moved[k], seed=k + 50 * place)
            for k, name in enumerate("AB")
            for place, (arm, moved) in enumerate(sides)
            if moved[k] is not None
        ),
        comparison="control",
    )


def test_what_is_said_of_two_chapters_with_too_few_people_ends_with_full_stops():
    said = page_1(two((-0.8, -0.8), (0.0, 0.0), n=8))["lede"]
    assert "too few to compare. B: " in said
    assert "too few to compare. In two of two chapters" in said


def test_a_chapter_of_too_few_people_whose_answers_lie_the_unwelcome_way_has_one_row():
    report = two((-1.8, -1.8), (0.0, 0.0), n=8)
    rows = [(row.outcome, row.way) for row in summary(report, report.language).rows]
    assert rows == [("Trust, A", "lies the unwelcome way"), ("Trust, B", "lies the unwelcome way")]


@pytest.fixture(scope="module")
def one_compared():
    return two((0.9, -0.9), (0.0, None))


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_the_one_chapter_of_two_that_is_compared_is_told(one_compared, part):
    said = page_1(one_compared)[part]
    assert "A: " in said
    assert "a difference of +0.9" in said


def test_the_badge_says_that_one_chapter_alone_is_compared(one_compared):
    reasons = {reason.sentence.message: reason.speaks_for for reason in one_compared.badge.reasons}
    assert reasons[badge.ONE_COMPARED] is False
    assert badge.NOT_COMPARABLE not in reasons


def test_answers_of_few_people_that_lie_the_unwelcome_way_are_described_as_such():
    said = page_1(made(group("A", "", 7, moved=-1.0)))
    assert "Their answers lie the unwelcome way: more trust is better." in said["lede"]
    assert said["headline"].endswith("That is too few to say what changed.")
    assert "unwelcome" not in page_1(made(group("A", "", 7, moved=1.0)))["lede"]
