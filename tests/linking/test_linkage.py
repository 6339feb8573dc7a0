"""Who may be joined by memory questions, and who never."""

import random

import pytest

from analysis.io.linkage import Linkage, link

ANN, BEA = ("M", "14", "2", "L", "07"), ("S", "3", "0", "K", "55")


def changed(person, *places):
    return tuple("?" if place in places else value for place, value in enumerate(person))


def unknown(person, *places):
    return tuple(None if place in places else value for place, value in enumerate(person))


def test_equal_in_all_elements_and_alone_is_certain():
    (pair,) = link({"a": ANN, "b": BEA}, {"x": BEA}).certain
    assert (pair.before, pair.after, pair.distance, pair.agreeing) == ("b", "x", 0, (0, 1, 2, 3, 4))


@pytest.mark.parametrize("place", range(5))
def test_one_difference_and_alone_is_suggested_with_what_agrees(place):
    linkage = link({"a": ANN}, {"x": changed(ANN, place)})
    assert linkage.certain == ()
    (pair,) = linkage.suggested
    assert (pair.distance, pair.agreeing) == (1, tuple(other for other in range(5) if other != place))


def test_two_differences_are_never_put_side_by_side():
    assert link({"a": ANN}, {"x": changed(ANN, 0, 4)}) == Linkage((), ())


def test_two_people_before_with_one_code_are_left_alone():
    assert link({"a": ANN, "b": ANN}, {"x": ANN}) == Linkage((), ())


def test_two_people_after_with_one_code_are_left_alone():
    assert link({"a": ANN}, {"x": ANN, "y": ANN}) == Linkage((), ())


@pytest.mark.parametrize("side", ["before", "after"])
def test_an_equal_pair_with_somebody_else_near_is_for_a_person_to_see(side):
    near = {"n": changed(ANN, 2)}
    people = {"before": {"a": ANN}, "after": {"x": ANN}}
    people[side] |= near
    linkage = link(**people)
    assert linkage.certain == ()
    assert [(pair.before, pair.after, pair.distance) for pair in linkage.suggested] == [("a", "x", 0)]


def test_two_people_at_one_difference_are_not_suggested():
    assert link({"a": changed(ANN, 0), "b": changed(ANN, 1)}, {"x": ANN}) == Linkage((), ())


def test_an_unknown_element_agrees_with_nothing_not_even_another():
    linkage = link({"a": unknown(ANN, 3)}, {"x": unknown(ANN, 3)})
    assert linkage.certain == ()
    assert linkage.suggested[0].agreeing == (0, 1, 2, 4)


def test_two_unknown_elements_are_too_many():
    assert link({"a": unknown(ANN, 3)}, {"x": unknown(ANN, 4)}) == Linkage((), ())


def test_the_same_value_of_another_element_is_no_agreement():
    assert link({"a": ("M", "M", "1", "1", "1")}, {"x": ("1", "1", "M", "M", "M")}) == Linkage((), ())


@pytest.mark.parametrize(("before", "after"), [({}, {}), ({"a": ANN}, {}), ({}, {"x": ANN})])
def test_nobody_on_a_side_joins_nobody(before, after):
    assert link(before, after) == Linkage((), ())


def test_the_order_of_people_does_not_matter():
    rng = random.Random(4)
    before = {f"a{n}": tuple(rng.choice("AB") for _ in range(5)) for n in range(12)}
    after = {f"x{n}": tuple(rng.choice("AB") for _ in range(5)) for n in range(12)}
    turned = link(dict(reversed(before.items())), dict(reversed(after.items())))
    straight = link(before, after)
    assert {set(turned.certain) == set(straight.certain), set(turned.suggested) == set(straight.suggested)} == {True}
