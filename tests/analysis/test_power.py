import pytest

from analysis.estimate.estimate import NotEstimable
from analysis.sensitivity.power import detectable, pairs_needed


@pytest.mark.parametrize(("pairs", "smallest"), [(20, 0.59), (72, 0.30), (159, 0.20)])
def test_the_card_says_what_the_expected_pairs_can_detect(pairs, smallest):
    # In standard deviations of a score with r = .6, from R's power.t.test(type = "paired") times sqrt(2 (1 - r)).
    assert detectable(pairs).smallest_d == pytest.approx(smallest, abs=0.005)


def test_the_smallest_change_is_in_scale_points():
    assert detectable(20, sd=2.5).smallest_change == pytest.approx(2.5 * detectable(20).smallest_d)


def test_with_waves_correlated_a_half_a_score_spreads_as_its_change():
    # power.t.test(n = 20, sd = 1, power = .8, type = "paired", strict = TRUE)$delta
    assert detectable(20, r=0.5).smallest_d == pytest.approx(0.660441654622837, rel=1e-6)


def test_one_pair_detects_nothing():
    assert isinstance(detectable(1), NotEstimable)


def test_two_pairs_detect_only_the_enormous():
    assert detectable(2).smallest_d > 5


def test_a_small_change_needs_many_pairs():
    # power.t.test(delta = .1, sd = 1, power = .8, type = "paired", strict = TRUE)$n is 786.8.
    assert pairs_needed(0.1) == pytest.approx(786.8, abs=0.1)
