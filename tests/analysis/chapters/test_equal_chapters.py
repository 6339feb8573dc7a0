"""Whether chapters differ is decided by a test that says so of equal ones in 5 % at most, however small they are."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import f_oneway
from statsmodels.stats.oneway import anova_oneway

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.quantiles import t_quantile
from analysis.pooling.across import across_figures, between_experiments
from analysis.pooling.chapters_over_workshops import chapters_apart
from analysis.pooling.equal_chapters import SURE_ENOUGH, Behind, equal_chapters
from analysis.pooling.heterogeneity import q_profile
from analysis.pooling.pooling import pool

SLEEP = ([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
"""Extra hours of sleep with two drugs: R's sleep."""
PLANTS = (
    [4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14],
    [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
    [6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26],
)
"""Dried weight of plants under three conditions: R's PlantGrowth."""
EQUAL = {"12 of 7": [7] * 12, "30 of 5": [5] * 30, "30 of 8": [8] * 30, "6 of 20": [20] * 6}
ASKED = 0.05


def figures_of(groups):
    """The test of some groups of numbers."""
    sizes = np.array([len(group) for group in groups], dtype=float)
    means = np.array([np.mean(group) for group in groups])
    variances = np.array([np.var(group, ddof=1) for group in groups]) / sizes
    return equal_chapters(means, variances, people=sizes, df=sizes - 1)


def test_of_two_groups_it_is_what_r_says():
    # oneway.test(extra ~ group, data = sleep), R 4.5.0: F = 3.4626, num df = 1.000, denom df = 17.776, p = 0.07939.
    found = figures_of(SLEEP)
    assert found.value == pytest.approx(3.4626, abs=5e-5)
    assert found.df_between == pytest.approx(1, rel=1e-12)
    assert found.df_within == pytest.approx(17.776, abs=5e-4)
    assert found.p == pytest.approx(0.07939, abs=5e-6)


def test_of_groups_of_one_size_its_f_is_that_of_a_usual_analysis_of_variance():
    # summary(aov(weight ~ group, data = PlantGrowth)), R 4.5.0: F value 4.846.
    assert figures_of(PLANTS).value == pytest.approx(4.846, abs=5e-4)


@pytest.mark.parametrize("groups", [PLANTS, (PLANTS[0][:4], PLANTS[1], PLANTS[2][:7]), SLEEP])
def test_it_is_what_another_program_makes_of_the_same_numbers(groups):
    found, other = figures_of(groups), anova_oneway([np.array(group) for group in groups], use_var="bf")
    assert found.value == pytest.approx(other.statistic, rel=1e-9)
    assert (found.df_between, found.df_within) == pytest.approx(tuple(other.df), rel=1e-9)
    assert found.p == pytest.approx(other.pvalue, rel=1e-9)


def drawn(rng, sizes, *, tau=0.0, skewed=False):
    """People's changes in chapters whose true changes spread by tau."""
    draw = (lambda n: rng.exponential(1, n) - 1) if skewed else (lambda n: rng.normal(0, 1, n))
    return [rng.normal(0, tau) + draw(n) for n in sizes]


def said(sizes, *, repeats, seed, **how):
    """How often chapters are said to differ by the test, and how often the Q-profile's lower end is above zero."""
    rng, found = np.random.default_rng(seed), np.zeros(2)
    for _ in range(repeats):
        groups = drawn(rng, sizes, **how)
        means, variances = (np.array([part(group) for group in groups]) for part in (np.mean, sampling_variance))
        found += figures_of(groups).p < SURE_ENOUGH, q_profile(means, variances).low > 0
    return found / repeats


def sampling_variance(group):
    return np.var(group, ddof=1) / len(group)


@pytest.mark.parametrize("sizes", EQUAL)
def test_of_equal_chapters_it_is_seldom_said_that_they_differ(sizes):
    assert said(EQUAL[sizes], repeats=400, seed=61)[0] <= ASKED


def test_the_range_of_their_variance_would_say_it_far_too_often():
    assert said(EQUAL["30 of 5"], repeats=100, seed=62)[1] > 0.4


@pytest.mark.long
@pytest.mark.parametrize("skewed", [False, True])
@pytest.mark.parametrize("sizes", [*EQUAL.values(), [6] * 5 + [80], [6, 12, 20, 32, 50, 80], [5, 6, 8, 12, 40] * 6])
def test_of_equal_chapters_it_is_seldom_said_in_many_repeats(sizes, skewed):
    assert said(sizes, repeats=10_000, seed=63, skewed=skewed)[0] <= ASKED


@pytest.mark.parametrize(
    ("sizes", "tau", "least"), [("6 of 20", 0.8, 0.9), ("30 of 8", 0.5, 0.9), ("12 of 7", 0.8, 0.8)]
)
def test_of_chapters_that_differ_it_is_said_mostly(sizes, tau, least):
    assert said(EQUAL[sizes], repeats=200, seed=64, tau=tau)[0] >= least


def test_where_everybody_of_a_chapter_changed_alike_the_others_variance_is_tested_with(chapters_of):
    scores = chapters_of({"a": [1.0] * 6, "b": [0.0, 1.0, 2.0, 0.5], "c": [1.0, 3.0, 0.0, 1.5, 0.5]})
    found = across_figures(scores).brown_forsythe
    assert 0 < found.p < 1


def test_two_chapters_that_are_not_averaged_are_tested_nevertheless(chapters_of):
    found = across_figures(chapters_of({"a": list(SLEEP[0]), "b": list(SLEEP[1])}))
    assert isinstance(found.headline, NotEstimable)
    assert found.brown_forsythe.p == pytest.approx(figures_of(SLEEP).p, rel=1e-9)


def test_without_the_number_of_people_there_is_no_test():
    y, v = {"a": 1.0, "b": 2.0, "c": 0.0}, {"a": 0.1, "b": 0.2, "c": 0.1}
    assert pool(y, v).brown_forsythe is None
    behind = {name: Behind(people=8, df=7) for name in y}
    assert replace(pool(y, v, behind=behind), brown_forsythe=None) == pool(y, v)


def test_chapters_that_all_changed_alike_are_not_figures_of(chapters_of):
    assert across_figures(chapters_of({name: [1.0] * 6 for name in "abc"})).brown_forsythe is None


def test_of_equally_sure_chapters_it_is_the_usual_f_of_workshops_in_chapters():
    rng = np.random.default_rng(5)
    workshops = rng.normal(0, 1, (4, 3))
    within = workshops.var(axis=1, ddof=1).mean()
    found = chapters_apart(workshops.mean(axis=1), np.full(4, (within / 3) ** 0.5), df=8)
    assert found == pytest.approx(f_oneway(*workshops).pvalue, rel=1e-9)


def test_where_workshops_lie_apart_people_alone_would_say_far_too_often_that_chapters_differ(chapters_of):
    rng, of_people, of_both = np.random.default_rng(71), 0, 0
    for _ in range(60):
        scores = simulated(rng, chapters_of)
        of_people += (people_say := across_figures(scores).brown_forsythe.p < SURE_ENOUGH)
        of_both += people_say and over_workshops(scores) < SURE_ENOUGH
    assert of_people > 15
    assert of_both <= 6


def simulated(rng, chapters_of):
    """Six equal chapters of two workshops of 12, whose true changes spread by half of what people's do."""
    evenings = rng.normal(0, 0.5, (6, 2))
    scores = chapters_of(
        {f"c{k}": [float(each + x) for each in pair for x in rng.normal(0, 1, 12)] for k, pair in enumerate(evenings)}
    )
    return scores.assign(experiment=[f"e{row // 12}" for row in range(len(scores))])


def over_workshops(scores):
    """The p of the chapters' means with their own ranges."""
    ranges = between_experiments(scores)
    means = (scores.post - scores.pre).groupby(scores.chapter).mean()
    errors = [(ranges[name].high - ranges[name].low) / 2 / t_quantile(0.975, ranges[name].df) for name in means.index]
    return chapters_apart(means.to_numpy(), np.array(errors), df=ranges["c0"].df)
