"""A difference over everybody takes in chapters that are not compared, unless it would tell of few people."""

import numpy as np
import pandas as pd
import pytest

from analysis.estimate.estimand import Design, Estimand
from analysis.pooling.differences import differences
from analysis.pooling.everybody import everybody_compared

BELOW = 5
ESTIMAND = Estimand(design=Design.WITHIN, comparison="control", randomised=False)


def people(sizes, *, seed):
    rng = np.random.default_rng(seed)
    chapters = [name for name, size in sizes.items() for _ in range(size)]
    pre = rng.normal(3, 1, len(chapters))
    return pd.DataFrame({"chapter": chapters, "pre": pre, "post": pre + rng.normal(0.5, 1, len(chapters))})


def together(came, comparison):
    """The figure of everybody, of so many people of each side in each chapter."""
    one, other = people(came, seed=1), people(comparison, seed=2)
    shown = [name for name, size in came.items() if size >= BELOW]
    told = [name for name, size in comparison.items() if size >= BELOW]
    parts = (rows[rows["chapter"].isin(names)] for rows, names in ((one, shown), (other, told)))
    compared = differences(*parts, ESTIMAND, suppress_below=BELOW)
    return everybody_compared(one, other, compared, shown=shown, below=BELOW)


SIX = "ABCDEF"
ENOUGH = dict.fromkeys("XYZ", 20)


def test_chapters_with_too_few_of_the_comparison_group_count_together():
    found = together(dict.fromkeys(SIX, 6), dict.fromkeys(SIX, 3))
    assert (found.pairs, found.of_comparison, found.chapters) == (36, 18, 6)
    assert (found.small, found.small_chapters) == (0, 0), "each is shown alone of those who came"


@pytest.mark.parametrize(
    ("came", "comparison", "why"),
    [
        ({"A": 8}, {"A": 4}, "four of the comparison group"),
        ({"A": 8, "B": 3}, {"A": 4, "B": 8}, "three who came, whom the others' averages leave"),
        ({"A": 3, "B": 3}, {"A": 3, "B": 9}, "three of the comparison group, as nine are known"),
        ({"A": 3, "B": 3, "C": 3}, {"A": 9, "B": 9}, "three who came to C, as everybody who came is known"),
    ],
)
def test_nobody_comes_in_where_that_would_tell_of_few(came, comparison, why):
    found = together({**ENOUGH, **came}, {**ENOUGH, **comparison})
    assert (found.pairs, found.of_comparison) == (60, 60), why


def test_chapters_that_are_few_of_both_sides_come_in_where_they_are_enough_together():
    found = together({**ENOUGH, "A": 3, "B": 3, "C": 9}, {**ENOUGH, "A": 3, "B": 3, "C": 9})
    assert (found.pairs, found.of_comparison, found.small, found.small_chapters) == (75, 75, 6, 2)
