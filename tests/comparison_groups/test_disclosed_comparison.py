"""A difference as a release tells it: no finer than its smaller side, and no surer than its printed range."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.estimate.estimand import Design, Estimand
from analysis.estimate.estimate import NotEstimable
from analysis.pooling.differences import differences, next_difference
from evaluation.reports.releases.disclosed_comparison import disclosed_differences

WITHIN = Estimand(design=Design.WITHIN, comparison="comparison")


def side(rises, *, people=9):
    """The answers of one side: in each chapter so many people, who rose by this and half a point more or less."""
    rows = [
        {"chapter": f"c{place}", "experiment": f"e{place}", "pre": 4.0, "post": 4.0 + rise + 0.5 * (-1) ** person}
        for place, rise in enumerate(rises)
        for person in range(people)
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def found():
    came, others = side([1.3, 1.4, 1.2, 1.6, 1.1]), side([0.1, 0.2, 0.0, 0.3, 0.1])
    return differences(came, others, WITHIN, suppress_below=5)


def test_a_small_chapter_is_as_unsure_as_its_printed_range(found):
    """Rounded by itself its variance would be nil, and a chapter with none counts for everything."""
    told = disclosed_differences(found)
    for name, one in told.chapters.items():
        assert (one.low, one.high) == (0.0, 2.0)
        assert one.variance == pytest.approx((2 / (2 * 1.96)) ** 2, rel=1e-3)
        assert one.variance > found.chapters[name].variance
        assert told.pooled.chapters[name].variance == one.variance


def test_a_new_chapter_is_not_said_to_measure_anything_nearer_than_it_would(found):
    exact, told = next_difference(found), next_difference(disclosed_differences(found))
    assert told.high - told.low >= exact.high - exact.low


def test_the_p_of_lots_is_told_as_a_band(found):
    told = disclosed_differences(replace(found, permutation_p=0.032))
    assert isinstance(told.permutation_p, NotEstimable)
    assert "0.03" not in told.permutation_p.reason.replace("0.01 to 0.05", "")


def test_nothing_is_told_where_there_is_no_comparison():
    assert disclosed_differences(None) is None
