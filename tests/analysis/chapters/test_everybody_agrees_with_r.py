"""The difference over everybody in one model, chapters as its groups, is what R makes of the same people."""

import pytest
from scipy import stats

from analysis.estimate.estimand import Design, Estimand
from analysis.pooling.comparison import arm_figures
from analysis.pooling.differences import differences
from analysis.pooling.everybody import everybody_compared

SMALL = ["Small 1", "Small 2", "Small 3", "Small 4", "Small 5"]


@pytest.fixture
def answered(reference):
    return reference("everybody_compared")


@pytest.mark.parametrize(("way", "randomised"), [("did", False), ("ancova", True)])
def test_everybody_beside_a_comparison_group_is_r_s_cr2(answered, way, randomised):
    came, others = (answered.frame[answered.frame["arm"] == arm] for arm in ("came", "control"))
    estimand = Estimand(design=Design.WITHIN, comparison="control", randomised=randomised)
    compared = differences(came, others, estimand, suppress_below=5)
    assert set(compared.left_out) == {*SMALL, "One side"}, "the set must put the rule to the proof"
    shown = [*compared.chapters, "One side"]
    found = everybody_compared(came, others, compared, shown=shown, below=5)
    assert (found.chapters, found.small_chapters, found.adjusted) == (11, 5, randomised)
    answered.check(f"{way}_estimate", found.estimate)
    answered.check(f"{way}_df", found.df)
    answered.check(f"{way}_ci95", [found.low, found.high])
    answered.check(f"{way}_se", (found.high - found.low) / 2 / stats.t.ppf(0.975, found.df))


def test_the_two_ways_over_people_are_r_s_cr2(answered):
    people = answered.frame[answered.frame["chapter"] != "One side"]
    found = arm_figures(people, comparison="control")
    for way, figures in (("did", found.difference_in_differences), ("ancova", found.ancova)):
        one = figures["came"] if isinstance(figures, dict) else figures
        answered.check(f"{way}_estimate", one.estimate)
        answered.check(f"{way}_se", one.se)
        answered.check(f"{way}_df", one.df)
        answered.check(f"{way}_ci95", [one.low, one.high])
        answered.check(f"{way}_p", one.p)
