"""The bootstrap, falls by chance, and contrasts of more than two waves."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import bootstrap

from analysis.estimate.estimate import NotEstimable, as_json
from analysis.pooling.contrasts import double_pretest, follow_up, retrospective
from analysis.sensitivity.bootstrap import bca_mean
from analysis.sensitivity.chance import falls_by_chance


@pytest.fixture
def skewed():
    """Sixty changes in half points, leaning to one side (seeded)."""
    return np.round(np.random.default_rng(9).exponential(2, 60) * 2) / 2


def test_trap_9_a_bootstrap_of_fewer_than_twenty_is_refused(reference):
    frame = reference("paired_anorexia_ft").frame
    found = bca_mean((frame["post"] - frame["pre"]).to_numpy(), seed=1)
    assert "at least 20" in found.reason


def test_trap_9_a_bootstrap_keeps_its_seed_and_repeats_itself(skewed):
    found = bca_mean(skewed, seed=17)
    assert found.seed == 17
    assert bca_mean(skewed, seed=17) == found
    assert bca_mean(skewed, seed=18).low != found.low


def test_the_bootstrap_is_scipys(skewed):
    theirs = bootstrap((skewed,), np.mean, n_resamples=40_000, method="BCa", rng=np.random.default_rng(3))
    found = bca_mean(skewed, seed=3, replicates=40_000)
    spread = skewed.std() / np.sqrt(len(skewed))
    assert found.low == pytest.approx(theirs.confidence_interval.low, abs=0.05 * spread)
    assert found.high == pytest.approx(theirs.confidence_interval.high, abs=0.05 * spread)


def test_the_bootstrap_leans_to_the_longer_side(skewed):
    found = bca_mean(skewed, seed=3)
    assert found.high - found.value > found.value - found.low


def test_changes_all_alike_cannot_be_resampled():
    assert isinstance(bca_mean(np.full(25, 0.1 + 0.2), seed=1), NotEstimable)


def test_a_rise_of_a_fifth_leaves_about_three_falls_among_sixteen_small_evenings():
    # 14 pairs each, sd of change sqrt(2 (1 - .6)) of an answer's
    chance = falls_by_chance(0.2, {str(evening): np.sqrt(0.8) / np.sqrt(14) for evening in range(16)})
    assert round(chance.expected) == 3
    assert chance.of == 16


def test_falls_by_chance_are_as_many_as_simulated():
    errors = {"a": 0.1, "b": 0.3, "c": 0.6}
    drawn = 0.2 + np.random.default_rng(1).normal(size=(200_000, 3)) * list(errors.values())
    chance = falls_by_chance(0.2, errors)
    assert chance.expected == pytest.approx((drawn < 0).sum(axis=1).mean(), abs=0.01)
    assert chance.at_least_one == pytest.approx((drawn < 0).any(axis=1).mean(), abs=0.01)


def test_a_chapter_known_without_error_never_falls_by_chance():
    assert falls_by_chance(0.2, {"a": 0.0}).expected == 0
    assert falls_by_chance(-0.2, {"a": 0.0}).expected == 1


@pytest.fixture
def waves():
    """Thirty people at five waves, some missing (seeded)."""
    rng = np.random.default_rng(21)
    level = rng.normal(5, 1, 30)
    lifts = {"pretest": 0.0, "pre": 0.1, "then": -0.2, "post": 0.5, "follow_up": 0.3}
    scores = pd.DataFrame({wave: level + lift + rng.normal(0, 0.5, 30) for wave, lift in lifts.items()})
    return scores.mask(rng.random(scores.shape) < 0.1)


def test_the_remembered_before_is_kept_apart_and_adds_up(waves):
    found = retrospective(waves)
    assert set(found) == {"post_minus_pre", "post_minus_then", "then_minus_pre"}
    parts = found["post_minus_then"].mean + found["then_minus_pre"].mean
    assert found["post_minus_pre"].mean == pytest.approx(parts)


def test_a_second_baseline_tells_the_change_beyond_drift(waves):
    found = double_pretest(waves)
    assert found["beyond_drift"].mean == pytest.approx(found["change"].mean - found["drift"].mean)


def test_what_lasts_is_of_all_asked_before_and_then_and_what_fades_of_those_asked_after_too(waves):
    found = follow_up(waves)
    assert found["lasting"].n == len(waves.dropna(subset=["pre", "follow_up"]))
    thrice = waves.dropna(subset=["pre", "post", "follow_up"])
    assert found["change"].n == found["faded"].n == len(thrice)
    whole = follow_up(thrice)
    assert whole["lasting"].mean == pytest.approx(whole["change"].mean + whole["faded"].mean)


def test_a_contrast_has_the_t_interval_of_its_differences():
    found = follow_up(pd.DataFrame({"pre": [1.0, 2, 3], "post": [1.0, 2, 3], "follow_up": [2.0, 4, 6]}))["lasting"]
    # differences 1, 2, 3: t(.975, 2) = 4.302653 over sqrt 3
    assert (found.mean, found.high) == pytest.approx((2, 2 + 4.302652729911275 / np.sqrt(3)))


def test_waves_that_nobody_answered_all_of_are_said_to_be_so():
    assert "Nobody answered" in follow_up(pd.DataFrame({"pre": [1.0], "post": [2.0], "follow_up": [np.nan]})).reason


def test_one_person_has_a_difference_and_no_interval():
    found = follow_up(pd.DataFrame({"pre": [1.0], "post": [2.0], "follow_up": [4.0]}))["lasting"]
    assert found.mean == 3
    assert isinstance(found.low, NotEstimable)
    as_json(found)
