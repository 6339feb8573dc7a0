"""What must hold for any answers: no order, no level and no direction is special."""

import math
from dataclasses import asdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.pairs import Pairs
from analysis.estimate.sample import sample_figures
from analysis.estimate.walsh import walsh_averages
from analysis.scoring.scoring import Scale

SHORT = settings(max_examples=20, deadline=None)
answers = st.integers(0, 40).map(lambda quarter: quarter / 4)
people = st.lists(st.tuples(answers, answers), min_size=2, max_size=30)


def figures(rows, *, direction="higher", end=10):
    scale = Scale(id="s", label="s", items=("i",), minimum=0, maximum=end, margin=0.5, direction=direction)
    scores = pd.DataFrame(rows, columns=["pre", "post"], dtype=float)
    return sample_figures(scores, scale, items_pre=None, items_post=None, reliability=0.7)


def numbers(figure):
    """The numbers of a figure by name, refusals left out."""
    if isinstance(figure, NotEstimable):
        return {}
    found = asdict(figure) if hasattr(figure, "__dataclass_fields__") else {"value": figure}
    return {name: part for name, part in found.items() if isinstance(part, (int, float))}


def same(one, other):
    return numbers(one) == pytest.approx(numbers(other), rel=1e-9, abs=1e-9)


@given(rows=people, random=st.randoms(use_true_random=False))
@SHORT
def test_the_order_of_people_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))
    one, other = figures(rows), figures(shuffled)
    for name in vars(one):
        assert same(getattr(one, name), getattr(other, name)), name


@given(rows=people, shift=st.integers(-20, 20))
@SHORT
def test_a_constant_added_to_both_waves_changes_nothing_of_the_change(rows, shift):
    moved = [(pre + shift, post + shift) for pre, post in rows]
    one, other = figures(rows), figures(moved)
    for name in set(vars(one)) - {"mean_pre", "mean_post"}:
        assert same(getattr(one, name), getattr(other, name)), name


@given(rows=people)
@SHORT
def test_turning_every_answer_round_mirrors_the_figures(rows):
    turned = [(10 - pre, 10 - post) for pre, post in rows]
    one, other = figures(rows), figures(turned)
    assert (one.n_up, one.n_same, one.n_down) == (other.n_down, other.n_same, other.n_up)
    assert (one.n_up_margin, one.n_down_margin) == (other.n_down_margin, other.n_up_margin)
    for name in ("mean_change", "median_change", "g_av"):
        assert numbers(getattr(one, name)) == pytest.approx(
            {part: -value for part, value in numbers(getattr(other, name)).items()}, abs=1e-9
        )
    for name in ("sign_test", "signed_rank", "equivalence", "r_pre_post", "sd_change"):
        assert same(getattr(one, name), getattr(other, name)), name


@pytest.mark.parametrize("name", ["change", "hodges_lehmann", "d_z", "d_av"])
@given(rows=people)
@SHORT
def test_turning_every_answer_round_mirrors_intervals(name, rows):
    one = numbers(getattr(figures(rows), name))
    other = numbers(getattr(figures([(10 - pre, 10 - post) for pre, post in rows]), name))
    assume("low" in one)
    assert one["low"] == pytest.approx(-other["high"], abs=1e-9)
    assert one["high"] == pytest.approx(-other["low"], abs=1e-9)


@given(rows=people)
@SHORT
def test_a_lower_direction_turns_improvement_and_nothing_else(rows):
    higher, lower = figures(rows), figures(rows, direction="lower")
    better, worse = higher.probability_of_improvement, lower.probability_of_improvement
    assert better.value == pytest.approx(1 - worse.value)
    if not isinstance(higher.reliable_change, NotEstimable):
        assert higher.reliable_change.improved == lower.reliable_change.worsened
    for name in set(vars(higher)) - {"probability_of_improvement", "reliable_change"}:
        assert getattr(higher, name) == getattr(lower, name), name


@given(rows=people)
@SHORT
def test_every_pair_is_up_or_the_same_or_down_and_up_by_the_margin_is_up(rows):
    found = figures(rows)
    assert found.n_up + found.n_same + found.n_down == found.n_pairs
    assert found.n_up_margin + found.n_within_margin + found.n_down_margin == found.n_pairs
    assert found.n_up_margin <= found.n_up


@given(changes=st.lists(st.floats(-5, 5), min_size=1, max_size=25))
@SHORT
def test_walsh_averages_by_rank_are_those_of_the_whole_list(changes):
    change = np.array(changes)
    one, other = np.triu_indices(len(change))
    everything = np.sort((change[one] + change[other]) / 2)
    ranks = list(range(1, len(everything) + 1))
    assert walsh_averages(change, ranks) == pytest.approx(everything.tolist(), abs=1e-9)


@given(pre=answers, post=answers)
@SHORT
def test_a_change_and_its_mirror_are_of_one_size(pre, post):
    there, back = Pairs(np.array([pre]), np.array([post])), Pairs(np.array([post]), np.array([pre]))
    assert math.isclose(there.rounded[0], -back.rounded[0])
