import time

import numpy as np
import pytest

from analysis.estimate import walsh
from analysis.estimate.walsh import signed_rank_quantile, walsh_averages


@pytest.mark.parametrize(
    ("n", "critical"), [(6, 0), (8, 3), (10, 8), (15, 25), (20, 52), (25, 89), (30, 137), (40, 264), (50, 434)]
)
def test_the_quantile_is_one_past_the_critical_value_of_the_printed_tables(n, critical):
    # Two-sided 5 % critical values: Siegel & Castellan 1988, Nonparametric Statistics, Table H; the largest T with
    # P(V <= T) <= .025, so the quantile, the smallest v with P(V <= v) >= .025, is the next one.
    assert signed_rank_quantile(0.025, n) == critical + 1


def test_too_few_changes_for_any_interval_give_the_smallest_sum():
    assert signed_rank_quantile(0.025, 5) == 0


@pytest.mark.parametrize("n", [50, 150, 300])
def test_both_ways_to_the_quantile_agree(monkeypatch, n):
    listed = signed_rank_quantile.__wrapped__(0.025, n)
    monkeypatch.setattr(walsh, "CONVOLVED", 0)
    assert signed_rank_quantile.__wrapped__(0.025, n) == listed


@pytest.mark.parametrize("decimals", [15, 2, 0])
def test_the_averages_of_many_changes_are_those_of_the_whole_list(decimals):
    change = np.round(np.random.default_rng(5).normal(size=900), decimals)
    one, other = np.triu_indices(len(change))
    everything = np.sort((change[one] + change[other]) / 2)
    ranks = [1, 2, 700, len(everything) // 2, len(everything)]
    assert walsh_averages(change, ranks) == pytest.approx(everything[np.array(ranks) - 1].tolist(), abs=1e-12)


def test_thirty_thousand_different_changes_take_seconds_not_hours():
    change = np.random.default_rng(5).normal(size=30_000)
    started = time.process_time()
    walsh_averages(change, [1000, 225_007_500])
    assert time.process_time() - started < 5
