"""A seating plan over all sizes of evenings: nobody twice, as mixed as can be, threes shared out."""

import random
from collections import Counter
from itertools import chain, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluation.domain.errors import Refused
from evaluation.seating.best_possible import fewest_repeats, most_mixed
from evaluation.seating.make_plan import change_plan, make_plan
from evaluation.seating.seating_plan import letter_of, pairs_of, stored_plan
from tests.seating.exact_seating import most_mixed_exactly

ENOUGH = 14
"""From so many people on the bound can be reached within a twentieth."""


def plan_of(sizes, rounds, *, seed=1):
    groups = {f"Group {number}": size for number, size in enumerate(sizes, start=1)}
    return make_plan(groups, rounds=rounds, rng=random.Random(seed))


def mixed_in(plan):
    return sum(plan.mixed(number) for number in range(1, len(plan.rounds) + 1))


def meetings(plan):
    return Counter(frozenset(pair) for tables in plan.rounds for table in tables for pair in pairs_of(table))


@st.composite
def evenings(draw):
    """14 to 500 people of 2 to 40 organisations, of any sizes, and 3 to 6 rounds."""
    people = draw(st.integers(ENOUGH, 500))
    many = draw(st.integers(2, min(40, people)))
    cuts = draw(st.sets(st.integers(1, people - 1), min_size=many - 1, max_size=many - 1))
    return [after - before for before, after in pairwise([0, *sorted(cuts), people])], draw(st.integers(3, 6))


every_evening = given(evenings(), st.integers(0, 2**32))
some = settings(max_examples=15, deadline=None)


@every_evening
@some
@example(([250, 250], 6), 0)
@example(([251, 248], 6), 0)
@example(([8, 7], 6), 0)
@example(([5, 5, 5], 6), 0)
def test_nobody_meets_anybody_twice(evening, seed):
    assert max(meetings(plan_of(*evening, seed=seed)).values()) == 1


@every_evening
@some
@example(([7, 7], 6), 0)
@example(([8, 7], 6), 0)
@example(([498, 1], 6), 0)
@example(([1] * 40, 6), 0)
def test_at_least_95_percent_as_many_tables_are_mixed_as_can_be(evening, seed):
    sizes, rounds = evening
    assert mixed_in(plan_of(sizes, rounds, seed=seed)) >= 0.95 * most_mixed(sizes, rounds)


@every_evening
@some
def test_everybody_sits_at_one_table_in_each_round(evening, seed):
    plan = plan_of(*evening, seed=seed)
    assert all(sorted(chain(*tables)) == list(range(len(plan.people))) for tables in plan.rounds)


@every_evening
@some
def test_only_one_table_of_three_is_set_and_only_for_an_odd_number(evening, seed):
    plan = plan_of(*evening, seed=seed)
    for tables in plan.rounds:
        assert Counter(len(table) for table in tables)[3] == len(plan.people) % 2


@every_evening
@some
def test_nobody_is_in_a_three_twice_while_there_are_others(evening, seed):
    plan = plan_of(*evening, seed=seed)
    threes = Counter(person for tables in plan.rounds for table in tables if len(table) == 3 for person in table)
    assert max(threes.values(), default=0) <= -(-3 * len(plan.rounds) // len(plan.people))


SMALL = [((3, 3), 4), ((4, 2, 1), 3), ((5, 4), 5), ((5, 3), 6), ((6, 5), 5)]
FURTHER = [((4, 3), 4), ((6, 3), 5), ((4, 4, 2), 6), ((5, 3, 1), 5), ((6, 3), 6), ((6, 2, 1), 6), ((4, 3, 2), 6)]
FURTHER += [((6, 3, 2), 6)]
SMALL += [pytest.param(*each, marks=pytest.mark.long) for each in FURTHER]
"""Rooms in which nearly everybody meets everybody, where no simple bound is close."""


@pytest.mark.parametrize(("sizes", "rounds"), SMALL)
def test_few_people_meet_again_as_seldom_and_are_mixed_as_far_as_integer_programming_finds(sizes, rounds):
    plan = plan_of(sizes, rounds)
    if plan.repeats:
        assert most_mixed_exactly(sizes, rounds, repeats=plan.repeats - 1) is None
    assert mixed_in(plan) >= 0.95 * most_mixed_exactly(sizes, rounds, repeats=plan.repeats)


@pytest.mark.parametrize(("sizes", "rounds"), [((3, 3), 4), ((5, 3), 6), ((4, 2, 1), 3), ((6, 5), 5)])
def test_no_plan_betters_the_bound(sizes, rounds):
    assert most_mixed_exactly(sizes, rounds) <= most_mixed(sizes, rounds)


def test_six_people_in_six_rounds_meet_again_only_as_often_as_they_must():
    assert plan_of((3, 3), 6).repeats == fewest_repeats(6, 6) == 3


@pytest.mark.parametrize("sizes", [(6, 3), (4, 3, 2)])
def test_nine_people_in_six_rounds_meet_each_other_exactly_once(sizes):
    assert set(meetings(plan_of(sizes, 6)).values()) == {1}


def test_guests_who_are_many_share_the_few_hosts():
    plan = plan_of((20, 60), 3)
    own = Counter(
        person for tables in plan.rounds for table in tables if len(plan.groups_at(table)) == 1 for person in table
    )
    assert {own[person] for person in range(20, 80)} == {2}


def test_half_of_the_people_stay_at_their_table_from_round_to_round():
    plan = plan_of((12, 10, 8), 4)
    for number in (1, 2, 3):
        stay = [person for person in range(30) if plan.table_of(person, number) == plan.table_of(person, number + 1)]
        assert len(stay) >= 15


def test_the_same_chance_makes_the_same_plan():
    assert plan_of((9, 8), 5) == plan_of((9, 8), 5)


def test_people_are_called_by_the_letter_of_their_group_and_a_number():
    assert plan_of((3, 2), 2).labels == ("A1", "A2", "A3", "B1", "B2")


def test_after_z_come_two_letters():
    assert [letter_of(number) for number in (25, 26, 39)] == ["Z", "AA", "AN"]


def test_a_plan_that_was_stored_is_the_same_plan():
    plan = plan_of((7, 6), 4)
    assert stored_plan(plan.as_stored()) == plan


@pytest.mark.parametrize(
    ("groups", "rounds", "said"),
    [
        ({"Mosque": 2, "School": 1}, 3, "3 people"),
        ({"Mosque": 400, "School": 300}, 3, "700 people"),
        ({"Mosque": 10}, 3, "1 groups"),
        ({"Mosque": 5, "School": 5}, 0, "0 rounds"),
    ],
)
def test_what_is_no_evening_is_refused_in_words(groups, rounds, said):
    with pytest.raises(Refused, match=said):
        make_plan(groups, rounds=rounds, rng=random.Random(1))


@st.composite
def changes(draw):
    """An evening, before which round it changes, and how many come late and leave."""
    sizes, rounds = draw(evenings())
    before, late, gone = draw(st.integers(1, rounds)), draw(st.integers(0, 9)), draw(st.integers(0, 6))
    return sizes, rounds, before, late, gone


def changed(change, seed):
    sizes, rounds, before, late, gone = change
    plan = plan_of(sizes, rounds, seed=seed)
    leavers = random.Random(seed).sample(range(len(plan.people)), gone)
    rng = random.Random(seed)
    return plan, change_plan(plan, before_round=before, arrivals={"Group 1": late}, leavers=leavers, rng=rng), leavers


@given(changes(), st.integers(0, 2**32))
@some
def test_rounds_before_a_change_stay_as_they_were(change, seed):
    plan, new, _ = changed(change, seed)
    assert new.rounds[: change[2] - 1] == plan.rounds[: change[2] - 1]


@given(changes(), st.integers(0, 2**32))
@some
def test_after_a_change_all_who_are_there_have_a_seat_and_nobody_else(change, seed):
    plan, new, leavers = changed(change, seed)
    there = set(range(len(plan.people) + change[3])) - set(leavers)
    assert all(set(chain(*tables)) == there for tables in new.rounds[change[2] - 1 :])


@given(changes(), st.integers(0, 2**32))
@some
def test_nobody_meets_twice_after_a_change_either(change, seed):
    _, new, _ = changed(change, seed)
    assert max(meetings(new).values()) == 1


@given(changes(), st.integers(0, 2**32))
@some
def test_rounds_after_a_change_are_mixed_to_95_percent_of_what_can_be(change, seed):
    _, new, _ = changed(change, seed)
    later = range(change[2], len(new.rounds) + 1)
    sizes = [size for size in new.sizes if size]
    assert sum(new.mixed(number) for number in later) >= 0.95 * most_mixed(sizes, len(later))


def test_a_late_comer_of_a_new_organisation_gets_its_letter():
    plan = plan_of((8, 8), 4)
    new = change_plan(plan, before_round=2, arrivals={"Choir": 1}, leavers=(), rng=random.Random(1))
    assert new.labels[-1] == "C1"


def test_nobody_gets_the_number_of_somebody_who_left():
    plan = plan_of((8, 8), 4)
    gone = change_plan(plan, before_round=2, arrivals={}, leavers=[7], rng=random.Random(1))
    new = change_plan(gone, before_round=3, arrivals={"Group 1": 1}, leavers=(), rng=random.Random(1))
    assert (new.labels[7], new.labels[16], 7 in new.present) == ("A8", "A9", False)


def test_a_plan_from_which_nearly_everybody_leaves_is_refused():
    with pytest.raises(Refused, match="nobody to talk to"):
        change_plan(plan_of((3, 3), 3), before_round=2, arrivals={}, leavers=range(5), rng=random.Random(1))
