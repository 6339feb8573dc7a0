"""What page 1 says of chance in one group goes by the same standard error as the range that stands there."""

from dataclasses import replace

import pytest

from evaluation.impact_report.text.chance import chance_on_page_1
from tests.impact_report.adversarial import group, made


def odds(*moved, evenings=True):
    """What is said of chance after evenings of 25 people each who moved by so much, in one chapter."""
    rows = [
        group("A", "", 25, moved=by, seed=k, key=f"e{k}", experiment=f"e{k}" if evenings else None)
        for k, by in enumerate(moved)
    ]
    report = made(*rows)
    return report.language.say(chance_on_page_1(report))


def test_evenings_that_lie_far_apart_make_a_change_the_other_way_likely():
    assert odds(1.0, -1.0, 1.2) == (
        "By chance alone, a group like this that truly fell by 0.5 would show a rise about 1 time in 5."
    )


def test_people_of_one_evening_tell_it_alone():
    assert odds(1.0, -1.0, 1.2, evenings=False).endswith("would show a rise less than 1 time in 100.")


@pytest.mark.parametrize(
    ("people", "spread", "told"),
    [(25, 1.2, "at most about 1 time in 43"), (25, 1.24, "about 1 time in 46"), (12, 1.0, "at most about 1 time in 8")],
)
def test_a_rounded_spread_makes_no_chance_less_than_it_may_be(people, spread, told):
    report = made(group("A", "", people, moved=1.0))
    figures = replace(report.first.participants, sd_change=spread)
    first = replace(report.first, participants=figures)
    report = replace(report, outcomes={**report.outcomes, first.scale.id: first})
    assert report.language.say(chance_on_page_1(report)).endswith(f"would show a rise {told}.")
