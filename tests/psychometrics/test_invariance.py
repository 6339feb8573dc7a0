"""Whether a scale measured the same thing before and after, held against lavaan and against answers made up for it."""

import numpy as np
import pandas as pd
import pytest

from analysis.estimate.estimate import NotEstimable
from analysis.psychometrics.invariance import Invariance, invariance, judged, people_needed
from tests.agreement import reference

SETS = ("invariance_political_democracy", "invariance_made_up")
ITEMS = ("bt1", "bt2", "bt3")


def of_set(found):
    answers = found.frame.dropna()
    return judged(answers[[name for name in answers if name.endswith("_pre")] + post_of(answers)].to_numpy(dtype=float))


def post_of(answers):
    return [name for name in answers if name.endswith("_post")]


def figures(test):
    return [test.chi_square, test.df, test.p]


def summed(*tests):
    return sum(test.chi_square for test in tests), sum(test.df for test in tests)


FIGURES = {
    "n": lambda each: each.people,
    "configural_chisq_df_p": lambda each: figures(each.fit),
    "configural_rmsea": lambda each: each.rmsea,
    "metric_lrt": lambda each: figures(each.metric),
    "scalar_lrt": lambda each: figures(each.scalar),
}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("key", FIGURES)
def test_the_models_of_two_waves_are_those_of_lavaan(name, key):
    found = reference(name)
    found.check(key, FIGURES[key](of_set(found)))


@pytest.mark.parametrize("name", SETS)
def test_the_stricter_models_are_as_far_from_the_answers_as_in_lavaan(name):
    found, got = reference(name), of_set(reference(name))
    found.check("metric_chisq_df_p", summed(got.fit, got.metric), at=slice(0, 2))
    found.check("scalar_chisq_df_p", summed(got.fit, got.metric, got.scalar), at=slice(0, 2))


def waves(people, *, shift=(0.0, 0.0, 0.0), weights=(1.0, 1.0, 1.0), seed=7):
    """Whole answers from 0 to 10 of the same people twice; `shift` and `weights` are what is other afterwards."""
    rng = np.random.default_rng(seed)
    before = rng.normal(size=people)
    after = 0.6 * before + 0.8 * rng.normal(size=people) + 0.3
    own = rng.normal(size=(people, 3))
    first = 5 + 1.6 * before[:, None] + own + 0.5 * rng.normal(size=(people, 3))
    second = 5 + np.array(shift) + 1.6 * after[:, None] * np.array(weights) + own + 0.5 * rng.normal(size=(people, 3))
    return tuple(pd.DataFrame(np.clip(np.round(wave), 0, 10), columns=ITEMS) for wave in (first, second))


def test_a_change_in_what_is_measured_alone_leaves_the_questions_equal():
    assert invariance(*waves(400), options=11).holds == "scalar"


def test_a_question_that_moved_by_itself_is_found_out():
    found = invariance(*waves(400, shift=(0, 0, 1.0)), options=11)
    assert found.holds == "metric"
    assert found.scalar.p < 0.001


def test_a_question_that_weighs_otherwise_afterwards_is_found_out():
    assert invariance(*waves(400, weights=(1, 1, 0.3)), options=11).holds == "configural"


def test_questions_of_two_things_are_not_judged_by_one_factor():
    rng = np.random.default_rng(3)
    first, second = rng.normal(size=(2, 500))

    def wave():
        mixed = np.column_stack([first, first, second, second]) + rng.normal(scale=0.6, size=(500, 4))
        return pd.DataFrame(np.clip(np.round(4 + 1.3 * mixed), 1, 7), columns=list("abcd"))

    assert invariance(wave(), wave(), options=7).holds == "none"


@pytest.mark.integration
def test_where_all_is_equal_one_time_in_twenty_says_otherwise():
    """By chance alone equal intercepts are refused at 0.05 about as often as that."""
    refused = [invariance(*waves(150, seed=seed), options=11).scalar.p < 0.05 for seed in range(200)]
    assert 2 <= sum(refused) <= 20


def test_each_reason_for_not_judging_is_a_sentence():
    pre, post = waves(400)
    few = people_needed(3) - 1
    constant = pre.assign(bt1=5.0)
    reasons = [
        invariance(pre[["bt1", "bt2"]], post[["bt1", "bt2"]], options=11),
        invariance(pre, post[["bt1", "bt2"]], options=11),
        invariance(pre, post, options=4),
        invariance(pre.head(few), post.head(few), options=11),
        invariance(constant, post, options=11),
        invariance(pre.assign(bt2=pre["bt1"]), post.assign(bt2=post["bt1"]), options=11),
    ]
    assert all(isinstance(found, NotEstimable) and found.reason.endswith(".") for found in reasons)


def test_only_those_who_answered_everything_twice_count():
    pre, post = waves(300)
    pre.loc[3, "bt1"], post.loc[5, "bt2"] = np.nan, np.nan
    assert invariance(pre, post.drop(index=9), options=11).people == 297


def test_people_are_matched_by_who_they_are_and_not_by_the_order_of_rows():
    pre, post = waves(300)
    assert invariance(pre, post.sample(frac=1, random_state=1), options=11) == invariance(pre, post, options=11)


def test_units_and_the_order_of_questions_change_nothing():
    pre, post = waves(300, shift=(0, 0, 0.5))
    one = invariance(pre, post, options=11)
    other = invariance(pre[::1][["bt3", "bt1", "bt2"]] * 10 + 3, post * 10 + 3, options=11)
    assert isinstance(one, Invariance)
    assert other.scalar.chi_square == pytest.approx(one.scalar.chi_square, rel=1e-7)
