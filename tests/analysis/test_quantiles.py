"""Quantiles are those of `scipy.stats` to the last digit."""

import numpy as np
import pytest
from scipy import stats

from analysis.estimate.quantiles import f_quantile, normal_quantile, t_above, t_quantile

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
