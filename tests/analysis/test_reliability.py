import numpy as np
import pandas as pd
import pytest

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.one_factor import one_factor
from analysis.estimate.reliability import alpha, item_rest, omega, spearman_brown


def answers(people, items, *, seed=2):
    rng = np.random.default_rng(seed)
    construct = rng.normal(size=(people, 1))
    return pd.DataFrame(np.round(4 + construct + rng.normal(size=(people, items))), columns=list("abcdef")[:items])


def test_items_that_say_the_same_have_alpha_one():
    one = pd.Series([1.0, 2.0, 5.0])
    assert alpha(pd.DataFrame({"a": one, "b": one})).value == pytest.approx(1)


def test_only_people_who_answered_every_item_count():
    given = answers(30, 3)
    holed = pd.concat([given, pd.DataFrame({"a": [1.0], "b": [np.nan], "c": [7.0]})])
    assert alpha(holed).value == alpha(given).value


@pytest.mark.parametrize("measure", [alpha, omega])
def test_a_single_item_has_no_internal_consistency(measure):
    assert "single item" in measure(answers(120, 1)).reason


def test_everybody_alike_leaves_nothing_to_agree_on():
    assert "alike" in alpha(pd.DataFrame({"a": [3.0, 3.0], "b": [4.0, 4.0]})).reason


def test_spearman_brown_is_for_two_items():
    assert isinstance(spearman_brown(answers(30, 3)), NotEstimable)
    assert isinstance(spearman_brown(answers(30, 2)), float)


def test_omega_waits_for_a_hundred_people():
    assert isinstance(omega(answers(99, 3)), NotEstimable)
    assert isinstance(omega(answers(100, 3)), float)


def test_omega_waits_for_three_items():
    assert "3 items" in omega(answers(120, 2)).reason


def test_a_factor_behind_made_up_covariances_is_found_again():
    loadings, own = np.array([0.9, 1.4, 0.5, 2.0]), np.array([0.4, 1.0, 2.0, 0.7])
    found = one_factor(np.outer(loadings, loadings) + np.diag(own))
    assert np.abs(found[0]) == pytest.approx(loadings, rel=1e-6)
    assert found[1] == pytest.approx(own, rel=1e-6)


def test_three_items_fit_one_factor_exactly():
    # lambda_a^2 = s_ab s_ac / s_bc: Bollen 1989, Structural Equations with Latent Variables, chapter 7.
    given = np.array([[4.0, 1.0, 0.8], [1.0, 3.0, 0.6], [0.8, 0.6, 2.0]])
    assert one_factor(given)[0][0] ** 2 == pytest.approx(1.0 * 0.8 / 0.6, rel=1e-8)


def test_items_that_repeat_each_other_word_for_word_have_no_omega():
    given = answers(120, 3)
    given["b"] = given["a"]
    assert isinstance(omega(given), NotEstimable)


ONCE = pd.Series(np.random.default_rng(0).integers(1, 8, 100), dtype=float)


@pytest.mark.parametrize("third", [ONCE, 8 - ONCE, 2 * ONCE])
def test_three_items_of_which_each_says_what_the_others_say_have_no_omega_and_why(third):
    assert "only repeats the other" in omega(pd.DataFrame({"a": ONCE, "b": ONCE, "c": third})).reason


@pytest.mark.parametrize("seed", range(6))
def test_items_that_all_but_repeat_each_other_are_a_sentence_or_a_number_and_no_crash(seed):
    one = pd.Series(np.random.default_rng(seed).integers(1, 8, 150), dtype=float)
    first, second = (one + (one.index == place) for place in (0, 1))
    assert isinstance(omega(pd.DataFrame({"a": one, "b": first, "c": second})), float | NotEstimable)


def test_a_factor_that_would_leave_an_item_less_than_no_variance_is_no_fit():
    rng = np.random.default_rng(8)
    shared = rng.normal(size=400)
    given = pd.DataFrame({"a": shared, "b": shared + rng.normal(size=400), "c": shared + rng.normal(size=400)})
    given["a"] += 0.3 * (given["b"] + given["c"] - 2 * shared)
    assert one_factor(np.cov(given.to_numpy().T))[1].min() < 0
    assert isinstance(omega(given), NotEstimable)


def test_an_item_of_two_leaves_a_single_one_without_alpha():
    assert all(isinstance(beside.alpha_without, NotEstimable) for beside in item_rest(answers(30, 2)).values())
