"""Quantiles are those of `scipy.stats` to the last digit."""

import numpy as np
import pytest
from scipy import stats

from analysis.estimate.quantiles import (
    f_quantile,
    normal_limit,
    normal_quantile,
    t_above,
    t_limit,
    t_quantile,
)

DF = [*range(1, 120), *np.random.default_rng(1).uniform(0.5, 400, 300)]
VALUES = np.random.default_rng(2).normal(scale=4, size=len(DF))


@pytest.mark.parametrize("share", [0.025, 0.5, 0.975])
def test_quantiles_of_t(share):
    assert [t_quantile(share, df) for df in DF] == stats.t.ppf(share, DF).tolist()


def test_tails_of_t():
    assert [t_above(value, df) for value, df in zip(VALUES, DF, strict=True)] == stats.t.sf(VALUES, DF).tolist()


@pytest.mark.parametrize("share", [0.025, 0.5, 0.975])
def test_quantiles_of_the_normal_and_of_f(share):
    assert normal_quantile(share) == stats.norm.ppf(share)
    below = np.array(DF) * 3
    found = [f_quantile(share, df, other) for df, other in zip(DF, below, strict=True)]
    assert found == stats.f.ppf(share, DF, below).tolist()


def test_limits_of_a_small_alpha_have_all_their_digits():
    # R: qt(5e-13, 5, lower.tail = FALSE), qnorm(5e-13, lower.tail = FALSE)
    assert t_limit(1e-12, 5) == pytest.approx(-stats.t.ppf(5e-13, 5), rel=1e-12)
    assert normal_limit(1e-12) == pytest.approx(-stats.norm.ppf(5e-13), rel=1e-12)


@pytest.mark.parametrize("df", [1, 2, 5, 7.3, 120])
def test_the_limits_of_a_usual_range_are_the_same_number_as_its_quantile(df):
    assert t_limit(0.05, df) == t_quantile(0.975, df)
    assert normal_limit(0.05) == normal_quantile(0.975)
