"""When a report claims: at the planned looks, at the last one for good, and at no other evening."""

import pandas as pd
import pytest

from analysis.estimate.looks import Looks, evenings_held, looks_of
from analysis.estimate.plan import plan_for
from analysis.scoring.scoring import Scale

SCALE = Scale(id="s", label="s", items=("i",), minimum=0, maximum=10)


def planned(**further):
    return plan_for([SCALE], **further)


def claims(plan, *, until=26):
    """The evenings at which a report made that evening claims something."""
    return [evening for evening in range(until) if looks_of(plan, evening=evening).claims]


def test_a_plan_without_evenings_is_looked_at_once_whenever_that_is():
    assert looks_of(planned(), evening=3) == Looks(planned=1, this=1, claims=True)


def test_one_look_claims_when_the_planned_evenings_are_held_and_ever_after():
    assert claims(planned(evenings=24)) == [24, 25]


@pytest.mark.parametrize(
    ("evenings", "looks", "at"), [(24, 4, [6, 12, 18, 24, 25]), (10, 3, [4, 7, 10]), (5, 5, [1, 2, 3, 4, 5])]
)
def test_looks_are_spread_evenly_and_never_earlier_than_their_share(evenings, looks, at):
    assert claims(planned(evenings=evenings, looks=looks), until=at[-1] + 1) == at


def test_each_look_knows_which_it_is():
    plan = planned(evenings=24, looks=4)
    assert [looks_of(plan, evening=evening).this for evening in (0, 5, 6, 7, 12, 24, 30)] == [0, 0, 1, 1, 2, 4, 4]


def test_a_study_that_has_ended_is_looked_at_for_the_last_time():
    found = looks_of(planned(evenings=24, looks=4), evening=9, ended=True)
    assert (found.this, found.claims) == (4, True)


def test_where_the_evenings_of_a_study_are_not_known_nothing_is_claimed():
    found = looks_of(planned(evenings=24, looks=4), evening=None)
    assert (found.this, found.claims) == (0, False)


def test_a_look_has_seen_its_share_of_the_evenings():
    assert looks_of(planned(evenings=10, looks=3), evening=0).fractions == (0.4, 0.7, 1.0)


def rows(*cells):
    return pd.DataFrame(cells, columns=["chapter", "experiment", "wave", "i"])


def test_an_evening_is_held_once_somebody_answered_after():
    before = [("A", "one", "pre", 1.0), ("A", "two", "pre", 1.0), ("B", "one", "pre", 1.0)]
    after = [("A", "one", "post", 1.0), ("A", "one", "post", 2.0), ("B", "one", "post", 1.0)]
    assert evenings_held(rows(*before, *after), ["i"]) == 2


def test_a_row_with_nothing_answered_holds_no_evening():
    assert evenings_held(rows(("A", "one", "post", None), ("A", "two", "post", 1.0)), ["i"]) == 1


def test_without_experiments_a_chapter_is_one_evening():
    found = rows(("A", None, "post", 1.0), ("A", None, "post", 1.0), ("B", None, "post", 1.0))
    assert evenings_held(found, ["i"]) == 2
    assert evenings_held(found.drop(columns="experiment"), ["i"]) == 2
