"""Pooled figures against metafor 4.8.0 (Colditz 1994; Hart 1999; Normand 1999), and where nothing can be pooled."""

import re

import numpy as np
import pytest

from analysis.estimate.estimate import NotEstimable, as_json
from analysis.pooling.heterogeneity import reml_tau2, restricted_log_likelihood, restricted_slope
from analysis.pooling.pooling import pool, pool_experiments

SETS = ("meta_bcg", "meta_hart1999_k6", "meta_normand1999")


def pooled_from(frame):
    names = [str(number) for number in range(len(frame))]
    return pool(dict(zip(names, frame["yi"], strict=True)), dict(zip(names, frame["vi"], strict=True)))


@pytest.fixture(params=SETS)
def published(request, reference):
    found = reference(request.param)
    return found, pooled_from(found.frame)


def test_the_reml_average_is_metafors(published):
    r, found = published
    r.check("k", found.k)
    r.check("REML_estimate", found.reml.estimate)
    r.check("REML_se", found.reml.se)
    r.check("REML_ci95_z", [found.reml.low, found.reml.high])


def test_tau_squared_is_metafors(published):
    r, found = published
    r.check("REML_tau2", found.tau2.value)


def test_i_squared_is_a_share_of_metafors_kind(published):
    r, found = published
    r.check("REML_I2", 100 * found.i2)


def test_hartung_knapp_is_metafors(published):
    r, found = published
    r.check("REML_hk_se", found.hartung_knapp.se)
    r.check("REML_hk_ci95", [found.hartung_knapp.low, found.hartung_knapp.high])
    r.check("REML_hk_p", found.hartung_knapp.p)


def test_cochrans_q_is_metafors(published):
    r, found = published
    r.check("Q", found.q.value)
    r.check("Q_df", found.q.df)
    r.check("Q_p", found.q.p)


def test_the_q_profile_interval_is_metafors(published):
    r, found = published
    r.check("tau2_qprofile_ci95", [found.tau2.low, found.tau2.high])


def test_the_prediction_interval_is_the_one_with_k_minus_two_df(published):
    r, found = published
    r.check("REML_pi95_hts_t_km2", [found.prediction.low, found.prediction.high])


def test_the_weights_are_metafors(published):
    r, found = published
    r.check("REML_weights_pct", [100 * chapter.weight for chapter in found.chapters.values()])


def test_leaving_each_one_out_is_metafors(published):
    r, found = published
    without = found.leave_one_out.values()
    r.check("REML_hk_leave1out_estimate", [each.estimate for each in without])
    r.check("REML_hk_leave1out_ci_lb", [each.low for each in without])
    r.check("REML_hk_leave1out_ci_ub", [each.high for each in without])
    r.check("REML_hk_leave1out_tau2", [each.tau2 for each in without])


def test_paule_mandel_is_metafors(published):
    r, found = published
    r.check("PM_estimate", found.paule_mandel.estimate)
    r.check("PM_se", found.paule_mandel.se)
    r.check("PM_tau2", found.paule_mandel.tau2)


def test_dersimonian_laird_is_metafors(published):
    r, found = published
    r.check("DL_estimate", found.dersimonian_laird.estimate)
    r.check("DL_se", found.dersimonian_laird.se)
    r.check("DL_tau2", found.dersimonian_laird.tau2)


REPORTED = re.compile(
    r"k|(REML|DL|PM)_(estimate|se|tau2)|REML_(I2|ci95_z|hk_.*|pi95_hts_t_km2|weights_pct)|Q(_df|_p)?|tau2_.*"
)
OTHERS = re.compile(r"(EE|ML|SJ|EB)_.*|(DL|PM)_.*|REML_(p_z|H2|pi95_.*|hk_adhoc_.*)|I2_from_Q|I2_qprofile_ci95")
"""Other estimators, other intervals and other transformations of the same figures, which no report states."""


def test_every_figure_of_a_set_is_compared_or_named_as_not_reported(published):
    r, _ = published
    assert [key for key in r.results if not (REPORTED.fullmatch(key) or OTHERS.fullmatch(key))] == []


def test_the_headline_is_as_wide_as_the_widest_of_three(published):
    _, found = published
    kinds = (found.reml, found.hartung_knapp, found.chapter_means)
    assert found.headline.estimate == found.reml.estimate
    widest = max((kind.high - kind.low) / 2 for kind in kinds)
    assert (found.headline.high - found.headline.low) / 2 == pytest.approx(widest, rel=1e-12)


def test_trap_4_a_moments_variance_is_never_negative():
    # statsmodels gives a negative tau squared and an I squared of -69 % for chapters nearer to each other than chance
    found = pool({"a": 0.10, "b": 0.11, "c": 0.12, "d": 0.13}, dict.fromkeys("abcd", 0.05))
    assert found.dersimonian_laird.tau2 == 0
    assert found.i2 == 0
    assert (found.tau2.value, found.tau2.low, found.tau2.high) == (0, 0, 0)


def test_trap_7_the_q_profile_root_is_found_far_beyond_any_default_bracket():
    estimates, variances = {"a": -4000.0, "b": 0.0, "c": 5000.0}, dict.fromkeys("abc", 1e-4)
    spread = pool(estimates, variances).tau2
    # with variances next to nothing Q(t) = 40,666,667 / t, and the chi-square(2) quantiles are .0506356 and 7.3777589
    assert spread.low == pytest.approx(40666666.6666 / 7.377758908227871, rel=1e-6)
    assert spread.high == pytest.approx(40666666.6666 / 0.050635615968579795, rel=1e-6)


@pytest.mark.parametrize("k", [2, 3, 6, 40, 200])
@pytest.mark.parametrize("ratio", [1e-8, 1e-3, 1.0, 1e3, 1e8])
def test_reml_stands_where_the_slope_is_zero_on_any_scale_and_for_any_number_of_chapters(k, ratio):
    rng = np.random.default_rng(k)
    v = rng.uniform(0.5, 1.5, k) * ratio
    y = rng.normal(0, np.sqrt(v + 1))
    tau2 = reml_tau2(y, v)
    around = tau2 + np.array([-1e-3, 1e-3]) * (tau2 or ratio)
    assert tau2 >= 0
    if tau2 == 0:
        assert restricted_slope(y, v, 0.0) <= 0
    else:
        low, high = (restricted_slope(y, v, each) for each in around)
        assert low > 0 > high
    best = restricted_log_likelihood(y, v, tau2)[0]
    assert best >= restricted_log_likelihood(y, v, np.geomspace(1e-10, 1e10, 500)).max() - 1e-9


def test_two_chapters_are_pooled_when_asked():
    found = pool({"a": 0.2, "b": 0.6}, {"a": 0.01, "b": 0.02})
    # tau squared by hand for k = 2: (.4^2 - .03) / 2; weights 1/.075 and 1/.085
    assert found.tau2.value == pytest.approx(0.065, rel=1e-12)
    assert found.reml.estimate == pytest.approx((0.2 / 0.075 + 0.6 / 0.085) / (1 / 0.075 + 1 / 0.085), rel=1e-12)
    assert isinstance(found.prediction, NotEstimable)
    assert isinstance(found.leave_one_out, NotEstimable)


def test_a_prediction_is_withheld_below_the_number_of_chapters_asked_for():
    estimates, variances = {"a": 0.1, "b": 0.5, "c": 0.9, "d": 0.2}, dict.fromkeys("abcd", 0.02)
    assert isinstance(pool(estimates, variances, minimum_for_prediction=5).prediction, NotEstimable)
    assert not isinstance(pool(estimates, variances).prediction, NotEstimable)


@pytest.mark.parametrize("chapters", [{}, {"a": 0.3}])
def test_fewer_than_two_chapters_have_no_average(chapters):
    found = pool(chapters, dict.fromkeys(chapters, 0.1))
    assert found.k == len(chapters)
    assert "at least two chapters" in found.reml.reason


def test_a_variance_of_zero_is_named_and_not_weighed():
    found = pool({"Leeds": 0.3, "Cardiff": 0.1}, {"Leeds": 0.0, "Cardiff": 0.1})
    assert "Leeds" in found.headline.reason
    as_json(found)


def test_estimates_that_are_all_one_number_keep_their_average_and_lose_what_scatter_would_give():
    found = pool(dict.fromkeys("abc", 0.3), dict.fromkeys("abc", 0.04))
    assert found.headline.estimate == pytest.approx(0.3)
    assert isinstance(found.hartung_knapp, NotEstimable)
    assert isinstance(found.chapter_means.p, NotEstimable)
    assert found.headline.high - found.headline.low == pytest.approx(found.reml.high - found.reml.low)
    as_json(found)


@pytest.mark.parametrize(
    ("estimates", "variances"),
    [({"a": 1.0}, {"b": 1.0}), ({"a": np.nan, "b": 1.0}, {"a": 1.0, "b": 1.0}), ({"a": 1.0}, {"a": -1.0})],
)
def test_numbers_that_cannot_be_pooled_are_refused(estimates, variances):
    with pytest.raises(ValueError, match=r"chapters|finite"):
        pool(estimates, variances)


def test_experiments_are_never_pooled_flat():
    found = pool_experiments(["a", "a", "b", "c"], [0.1, 0.3, 0.5, 0.2], [0.02] * 4)
    assert found.k == 3
    assert found.reml.reason == "This figure needs one row a chapter."
    assert found.three_level.estimate == pytest.approx(0.3, abs=0.05)


def test_one_experiment_a_chapter_is_pooled_by_chapter_and_says_the_two_spreads_cannot_be_told_apart():
    found = pool_experiments(["a", "b", "c"], [0.1, 0.3, 0.5], [0.02] * 3)
    assert found.reml.estimate == pytest.approx(0.3)
    assert "cannot be told apart" in found.three_level.reason
