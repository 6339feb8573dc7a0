"""A question that is all of an outcome tells no count that the outcome holds back."""

import pytest

from analysis.estimate.estimate import Suppressed
from analysis.estimate.sample import SampleFigures
from tests.impact_report.examples import evening
from tests.releases.masked import as_released

COUNTS = ("n_up", "n_same", "n_down", "n_up_margin", "n_within_margin", "n_down_margin")


def given_away(made):
    """Counts of a question that its own outcome does not tell."""
    found = []
    for name, outcome in made.outcomes.items():
        items, same = outcome.scale.items, outcome.participants
        question = made.items.get(items[0])
        if len(items) == 1 and isinstance(question, SampleFigures):
            found += [
                f"{name} {count}"
                for count in COUNTS
                if isinstance(getattr(question, count), int) and not isinstance(getattr(same, count, None), int)
            ]
    return found


@pytest.mark.parametrize("people", [12, 21, 24, 34, 60])
def test_no_count_that_an_outcome_holds_back_stands_beside_its_only_question(people):
    assert given_away(as_released(evening(people))) == []


def test_an_outcome_of_one_question_does_hold_something_back():
    made = [as_released(evening(people)) for people in (12, 21, 24, 34, 60)]
    alone = [one for each in made for one in each.outcomes.values() if len(one.scale.items) == 1]
    assert any(isinstance(getattr(one.participants, "n_up", None), Suppressed) for one in alone)
