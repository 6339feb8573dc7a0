"""Whether people moved both ways by more than chance."""

import numpy as np
import pytest
from scipy.stats import binomtest, kurtosistest

from analysis.sensitivity.moved_both_ways import SURE_OF_A_TITLE, are_divided, outnumber


@pytest.mark.parametrize(("one", "other"), [(0, 0), (5, 5), (12, 4), (60, 40), (59, 41), (71, 60), (900, 700)])
def test_so_many_outnumber_the_others_as_in_a_sign_test(one, other):
    expected = one + other > 0 and binomtest(one, one + other, 0.5, alternative="greater").pvalue < 0.05
    assert outnumber(one, other) == expected


@pytest.mark.parametrize("n", [20, 24, 60, 300])
@pytest.mark.parametrize("apart", [0.0, 1.0, 2.0, 4.0])
def test_people_are_divided_as_the_test_of_anscombe_and_glynn_has_it(n, apart):
    for seed in range(20):
        rng = np.random.default_rng([n, seed])
        changes = rng.normal(0, 1, n) + apart * (rng.random(n) < 0.4)
        assert are_divided(changes) == (kurtosistest(changes, alternative="less").pvalue < 0.05)


def test_of_people_who_only_vary_about_one_in_twenty_sets_seems_divided():
    rng = np.random.default_rng(3)
    by_a_curve = [are_divided(rng.normal(0.2, 1, 100)) for _ in range(1000)]
    in_whole_points = [
        are_divided(np.round(rng.normal(5, 1, 100)) - np.round(rng.normal(5, 1, 100))) for _ in range(1000)
    ]
    assert 0.03 < np.mean(by_a_curve) < 0.07
    assert np.mean(in_whole_points) < 0.07


def test_nothing_is_told_of_few_people_or_of_changes_that_are_all_alike():
    assert not are_divided([-1.0, 1.0] * 9)
    assert not are_divided([0.3] * 40)
    assert are_divided([-1.0, 1.0] * 10)


@pytest.mark.parametrize("n", [20, 60, 120, 1000])
def test_people_of_whom_half_moved_one_way_by_as_much_as_half_the_other_are_divided(n):
    rng = np.random.default_rng(n)
    assert are_divided([*(2 + rng.normal(0, 0.1, n // 2)), *(-2 + rng.normal(0, 0.1, n // 2))])


def asked_twice(rng, *, n, moved=0.0):
    """Changes of n people in the average of two questions on a scale of 1 to 5; of half of them up, of half down."""
    own = rng.normal(3, 0.6, n)
    far = moved * np.where(np.arange(n) % 2, 1, -1)
    before, after = (
        np.clip(np.rint(level[:, None] + rng.normal(0, 0.6, (n, 2))), 1, 5).mean(axis=1) for level in (own, own + far)
    )
    return after - before


@pytest.mark.parametrize("n", [40, 120])
def test_a_title_tells_of_a_division_in_at_most_one_in_a_hundred_sets_in_which_nothing_changed(n):
    rng = np.random.default_rng(n)
    found = [are_divided(asked_twice(rng, n=n), sure=SURE_OF_A_TITLE) for _ in range(1500)]
    assert np.mean(found) <= 0.01


def test_a_title_tells_of_people_who_did_fall_into_two_groups():
    rng = np.random.default_rng(7)
    assert np.mean([are_divided(asked_twice(rng, n=120, moved=1.2), sure=SURE_OF_A_TITLE) for _ in range(100)]) > 0.95
