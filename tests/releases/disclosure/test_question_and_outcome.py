"""A question tells no count that its outcome holds back, and its outcome no average of a question that is left out."""

import numpy as np
import pytest

from analysis.estimate.estimate import Suppressed
from analysis.estimate.sample import SampleFigures
from tests.impact_report.examples import TRUST, evening, frame_of, report
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


def of_three(*, alike=("t3",), people=40):
    """One chapter in which everybody gave one answer to some of the three questions of an outcome."""
    rng, rows = np.random.default_rng(5), []
    for person in range(people):
        own = rng.normal(5, 1.5)
        for wave, moved in (("pre", 0.0), ("post", 0.8)):
            given = {item: float(np.clip(round(own + moved + rng.normal()), 0, 10)) for item in TRUST.items}
            given |= dict.fromkeys(alike, 7.0)
            rows.append({"participant": f"p{person}", "chapter": "A", "wave": wave} | given)
    return as_released(report(frame_of(rows), scales=(TRUST,)))


def left_out(made):
    return [name for name in TRUST.items if isinstance(made.items[name], Suppressed)]


def test_where_one_question_of_an_outcome_is_left_out_another_is_too():
    """Three times the outcome's average less the two others would be its own, within a seventh of a point."""
    made = of_three()
    assert isinstance(made.outcomes["trust"].participants, SampleFigures), "the set must put the rule to the proof"
    assert left_out(made) == ["t1", "t3"]


def test_where_two_are_left_out_no_third_is():
    assert left_out(of_three(alike=("t1", "t2"))) == ["t1", "t2"]


def test_where_none_is_left_out_all_are_told():
    assert left_out(of_three(alike=())) == []
