"""What is reckoned of groups at once is what pandas reckons of each, to the last bit."""

import numpy as np
import pandas as pd

from analysis.pooling.summaries import changes_of, summaries


def _scores(people=200, *, seed=3):
    rng = np.random.default_rng(seed)
    pre, post = rng.integers(0, 31, people) / 3, rng.integers(0, 31, people) / 3
    return pd.DataFrame(
        {
            "chapter": rng.choice(["Leeds", "Bath", "York"], people),
            "experiment": rng.choice(["2024", None, "2023"], people),
            "pre": np.where(rng.random(people) < 0.1, np.nan, pre),
            "post": np.where(rng.random(people) < 0.1, np.nan, post),
        }
    )


def test_groups_have_the_people_means_and_variances_that_pandas_gives():
    scores = _scores()
    named = scores.fillna({"experiment": ""}).dropna()
    changes = (named["post"] - named["pre"]).groupby([named["chapter"], named["experiment"]])
    found = changes_of(scores)
    groups = summaries(found.change, found.cells)
    assert list(groups) == list(changes.size().index)
    assert [group.n for group in groups.values()] == changes.size().tolist()
    assert [group.mean for group in groups.values()] == changes.mean().tolist()
    assert [group.s2 for group in groups.values()] == changes.var().tolist()
    assert [group.variance for group in groups.values()] == (changes.var() / changes.size()).tolist()


def test_a_group_that_changed_alike_borrows_the_spread_of_the_others():
    groups = summaries(np.array([1.0, 1.0, 0.0, 2.0, 4.0, 7.0]), ["a", "a", "b", "b", "b", "c"])
    assert groups["a"].borrowed
    assert groups["a"].variance == groups["b"].s2 / 2
    assert groups["c"].n == 1
    assert np.isnan(groups["c"].s2)


def test_nobody_is_in_no_group():
    found = changes_of(_scores().iloc[:0])
    assert summaries(found.change, found.chapter) == {}
