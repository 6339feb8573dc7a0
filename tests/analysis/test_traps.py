"""Places where ready-made statistics go wrong, each measured; each is a way these figures must not go."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import wilcoxon

from analysis.estimate.effect_size import d_z
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.ordinal import hodges_lehmann, signed_rank
from analysis.estimate.pairs import Pairs
from analysis.estimate.sample import sample_figures
from analysis.scoring.scoring import Scale
from analysis.sensitivity.multiplicity import benjamini_hochberg, family, holm
from tests.agreement import reference

SCALE = Scale(id="s", label="s", items=("i",), minimum=-10, maximum=10, margin=0.5)


def pairs(*changes, start=0.0):
    return Pairs(pre=np.full(len(changes), start), post=start + np.array(changes, dtype=float))


def figures(pre, post):
    scores = pd.DataFrame({"pre": pre, "post": post}, dtype=float)
    return sample_figures(scores, SCALE, items_pre=None, items_post=None, reliability=0.8)


def test_trap_1_changes_that_differ_by_rounding_alone_are_ties_and_zeros():
    found = figures([3.0, 0.3, 1.1], [3.3, 0.6, 1.1 + 1e-16])
    assert 3.3 - 3.0 != 0.6 - 0.3
    assert (found.n_up, found.n_same) == (2, 1)
    assert found.signed_rank.p == 0.5


def test_trap_2_the_exact_signed_rank_test_is_exact_with_ties_and_zeros():
    found = reference("paired_ordinal_single_item")
    both = found.frame.dropna()
    ours = signed_rank(Pairs(both["pre"].to_numpy(float), both["post"].to_numpy(float)))
    scipys = wilcoxon(both["post"] - both["pre"], zero_method="pratt", method="exact").pvalue
    assert ours.p == pytest.approx(found.results["coin_p_exact_pratt"]["value"], rel=1e-9)
    assert scipys == pytest.approx(0.363, abs=0.001)


@pytest.mark.parametrize("pairs_that_changed", [1, 2, 5, 10, 300])
def test_trap_2_the_smallest_attainable_p_is_two_halved_once_a_pair(pairs_that_changed):
    found = signed_rank(pairs(0, *range(1, pairs_that_changed + 1)))
    assert found.p == pytest.approx(min(1, 2 * 0.5**pairs_that_changed), rel=1e-12)


def test_trap_2_the_zeros_are_told():
    assert signed_rank(pairs(0, 0, 1, 2, -1)).zeros == 2


@pytest.mark.parametrize(("changed", "method"), [(300, "exact"), (301, "normal")])
def test_trap_2_past_three_hundred_pairs_the_method_is_said_to_be_the_normal(changed, method):
    assert signed_rank(pairs(*([1, -1] * 151)[:changed])).method == method


@pytest.mark.parametrize("name", ["change", "equivalence", "d_z", "g_av", "sd_change", "r_pre_post"])
def test_trap_3_a_change_that_is_the_same_for_all_gives_a_sentence_and_no_figure(name):
    found = figures([1.1, 2.2, 3.3, 4.7], [2.2, 3.3, 4.4, 5.8])
    assert isinstance(getattr(found, name), NotEstimable)
    assert getattr(found, name).reason.endswith(".")


@pytest.mark.parametrize("name", ["change", "sign_test", "signed_rank", "hodges_lehmann", "d_av", "sd_pre"])
def test_trap_3_one_pair_gives_counts_and_means_only(name):
    found = figures([1], [3])
    assert isinstance(getattr(found, name), NotEstimable)
    assert (found.n_up, found.mean_change) == (1, 2)


@pytest.mark.parametrize("name", ["sign_test", "signed_rank"])
def test_trap_3_where_nobody_changed_there_is_no_direction_to_test(name):
    assert isinstance(getattr(figures([1, 2, 3], [1, 2, 3]), name), NotEstimable)


def test_trap_3_nobody_gives_no_mean():
    assert isinstance(figures([1, np.nan], [np.nan, 2]).mean_change, NotEstimable)


def test_trap_5_the_zeros_are_kept_in_the_middle_change():
    assert hodges_lehmann(pairs(0, 0, 0, 0, 0, 1, 1)).value == 0


@pytest.mark.parametrize("sign", [1, -1])
def test_trap_6_a_standardised_change_has_the_sign_of_the_change(sign):
    found = d_z(pairs(sign * 1, sign * 2, sign * 4))
    assert np.sign([found.value, found.high + found.low]).tolist() == [sign, sign]


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_a_p_that_could_not_be_had_is_no_member_of_the_family(adjust):
    assert adjust([0.01, np.nan, 0.04])[[0, 2]].tolist() == adjust([0.01, 0.04]).tolist()


def test_an_outcome_without_p_stays_in_its_place_with_its_reason():
    reason = NotEstimable("Nobody answered both times.")
    found = family({"trust": 0.02, "ground": reason, "closeness": 0.03})
    assert found["ground"].holm == reason
    assert found["trust"].holm == pytest.approx(0.04)


def test_a_p_that_is_held_back_makes_no_other_outcome_less_likely_to_be_chance():
    held = Suppressed("It would tell how one or two people answered.")
    found = family({"trust": 0.02, "ground": held, "closeness": 0.03})
    assert found["ground"].holm == held
    assert (found["trust"].holm, found["closeness"].holm) == pytest.approx((0.06, 0.06))
