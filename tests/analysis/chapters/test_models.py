"""One stage, three levels, every row: against lme4 1.1.37, metafor 4.8.0, lmerTest 3.1.3 and statsmodels."""

import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from analysis.estimate.estimate import NotEstimable, as_json
from analysis.pooling.mixed import all_rows, one_stage
from analysis.pooling.three_level import prediction_workshop, three_level


@pytest.fixture(scope="module")
def beat_the_blues(reference):
    """Depression before and after five months, 42 of 100 lost (Proudfoot 2003)."""
    found = reference("attrition_btheb")
    return found, found.frame.rename(columns={"bdi.pre": "pre", "bdi.5m": "post"})


@pytest.fixture(scope="module")
def districts(reference):
    """56 schools in 11 districts (Konstantopoulos 2011)."""
    found = reference("three_level_konstantopoulos")
    frame = found.frame
    return found, three_level(
        [str(chapter) for chapter in frame["chapter"]], frame["estimate"].to_numpy(), frame["variance"].to_numpy()
    )


def test_three_levels_are_metafors(districts):
    r, found = districts
    r.check("three_level_estimate", found.estimate)
    r.check("three_level_se", found.se)
    r.check("three_level_tau2_chapter", found.tau2_chapter)
    r.check("three_level_tau2_experiment", found.tau2_experiment)


def whole_matrix_log_likelihood(chapters, y, v, t, s):
    """The restricted log-likelihood with the covariance of all experiments written out."""
    covariance = np.diag(v + s) + t * (chapters[:, None] == chapters[None, :])
    inverse = np.linalg.inv(covariance)
    information = inverse.sum()
    r = y - (inverse @ y).sum() / information
    return -0.5 * (np.linalg.slogdet(covariance)[1] + np.log(information) + r @ inverse @ r)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_no_other_pair_of_spreads_is_likelier(seed):
    rng = np.random.default_rng(seed)
    chapters = np.repeat(np.arange(6), rng.integers(1, 5, 6))
    v = rng.uniform(0.01, 0.2, len(chapters))
    y = rng.normal(0, 0.4, 6)[chapters] + rng.normal(0, np.sqrt(v + 0.05))
    found = three_level([str(each) for each in chapters], y, v)
    best = whole_matrix_log_likelihood(chapters, y, v, found.tau2_chapter, found.tau2_experiment)
    tried = [0.0, *np.geomspace(1e-4, 3, 40)]
    assert max(whole_matrix_log_likelihood(chapters, y, v, t, s) for t in tried for s in tried) <= best + 1e-12


def test_a_new_workshop_is_predicted_from_both_spreads(districts):
    _, found = districts
    interval = prediction_workshop(found, chapters=11, minimum=5)
    spread = np.sqrt(found.se**2 + found.tau2_chapter + found.tau2_experiment)
    # t(.975, 9) = 2.262157 in any table
    assert (interval.high - interval.low) / 2 == pytest.approx(2.262157162740992 * spread, rel=1e-9)


def test_no_workshop_is_predicted_from_four_chapters(districts):
    _, found = districts
    assert "at least 5 chapters" in prediction_workshop(found, chapters=4, minimum=5).reason


def test_two_levels_without_spread_give_the_fixed_average():
    found = three_level(["a", "a", "b", "b"], np.array([0.30, 0.31, 0.30, 0.31]), np.full(4, 0.04))
    assert (found.tau2_chapter, found.tau2_experiment) == (0, 0)
    assert found.se == pytest.approx(0.1)


def test_a_spread_of_experiments_alone_is_not_laid_to_chapters():
    found = three_level(["a", "a", "b", "b"], np.array([-2.0, 2.0, -2.1, 2.1]), np.full(4, 0.01))
    assert found.tau2_chapter == 0
    # s + .01 is the mean square of the four around their mean, 3 df
    assert found.tau2_experiment + 0.01 == pytest.approx((2 * 4 + 2 * 2.1**2) / 3, rel=1e-9)


@pytest.mark.parametrize(
    ("chapters", "variances", "why"),
    [
        (["a", "a"], [0.1, 0.1], "at least two chapters"),
        (["a", "b"], [0.1, 0.1], "cannot be told apart"),
        (["a", "a", "b"], [0.1, 0.0, 0.1], "zero"),
    ],
)
def test_three_levels_say_what_is_missing(chapters, variances, why):
    found = three_level(chapters, np.linspace(0, 1, len(chapters)), np.array(variances))
    assert why in found.reason


def test_the_model_of_all_rows_is_lmers(beat_the_blues):
    r, frame = beat_the_blues
    found = all_rows(frame)
    r.check("mixed_all_rows_coef", found.estimate, at=slice(1, 2))
    r.check("mixed_all_rows_t", [found.estimate, found.se, found.df], at=slice(0, 3))


def test_with_complete_pairs_the_model_of_all_rows_is_the_paired_t(beat_the_blues):
    r, frame = beat_the_blues
    found = all_rows(frame.dropna(subset=["pre", "post"]))
    assert found.estimate == pytest.approx(r.results["completers_mean_change"]["value"], rel=1e-9)
    assert found.se == pytest.approx(r.results["completers_se_change"]["value"], rel=1e-9)
    assert found.df == pytest.approx(r.results["completers_t_df"]["value"], rel=1e-6)
    assert [found.low, found.high] == pytest.approx(r.results["completers_t_ci95"]["value"], rel=1e-8)


def people_with_losses(seed, *, people=300):
    rng = np.random.default_rng(seed)
    level = rng.normal(5, 1.5, people)
    scores = pd.DataFrame({"pre": level + rng.normal(size=people), "post": level + 0.4 + rng.normal(size=people)})
    scores.loc[rng.random(people) < 0.2, "post"] = np.nan
    scores.loc[(rng.random(people) < 0.1) & scores["post"].notna(), "pre"] = np.nan
    return scores


def se_by_hand(long, shared, scale):
    """Standard error of the change at given variances, from the whole covariance matrix of all rows."""
    same = long["person"].to_numpy()[:, None] == long["person"].to_numpy()[None, :]
    design = np.column_stack([np.ones(len(long)), long["after"]])
    covariance = np.linalg.inv(design.T @ np.linalg.solve(shared * same + scale * np.eye(len(long)), design))
    return float(np.sqrt(covariance[1, 1]))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_model_of_all_rows_is_statsmodels_with_losses_both_ways(seed):
    scores = people_with_losses(seed)
    long = scores.reset_index(names="person").melt(id_vars="person", value_name="y").dropna()
    long["after"] = (long["variable"] == "post").astype(float)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = smf.mixedlm("y ~ after", long, groups=long["person"]).fit(reml=True, method="lbfgs", gtol=1e-10)
    found, shared = all_rows(scores), float(theirs.cov_re.iloc[0, 0])
    assert found.estimate == pytest.approx(theirs.params["after"], rel=1e-5)
    assert found.correlation == pytest.approx(shared / (shared + theirs.scale), rel=1e-3)
    assert found.se == pytest.approx(se_by_hand(long, shared, theirs.scale), rel=1e-4)


def test_answers_of_a_person_that_have_nothing_in_common_give_pairs_less_one_df():
    rng = np.random.default_rng(5)
    before = rng.normal(size=40)
    found = all_rows(pd.DataFrame({"pre": before, "post": -before + rng.normal(0, 0.1, 40)}))
    assert (found.correlation, found.df) == (0, 39)


@pytest.mark.parametrize(
    "scores",
    [
        {"pre": [1.0, 2.0, np.nan], "post": [np.nan, np.nan, 3.0]},
        {"pre": [1.0, 2.0, 3.0], "post": [2.0, 3.0, 4.0]},
        {"pre": [1.0], "post": [2.0]},
        {"pre": [], "post": []},
    ],
)
def test_the_model_of_all_rows_says_when_it_cannot_be_fitted(scores):
    assert isinstance(all_rows(pd.DataFrame(scores, dtype=float)), NotEstimable)


def test_one_stage_is_lmers_for_six_schools(six_schools):
    pairs = six_schools.frame.dropna(subset=["pre", "post"])
    found = one_stage((pairs["post"] - pairs["pre"]).to_numpy(), pairs["chapter"].to_numpy())
    six_schools.check("one_stage_change_fixef", found.estimate)
    six_schools.check("one_stage_change_fixef_se", found.se)
    six_schools.check("one_stage_change_varcorr_sdcor", np.sqrt([found.tau2, found.sigma2]))


def test_one_stage_with_equal_chapters_is_the_analysis_of_variance():
    changes = np.array([1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 8.0, 9.0, 10.0])
    found = one_stage(changes, np.repeat(["a", "b", "c"], 3))
    # means 2, 4, 9: between mean square 39, within 1, so sigma2 = 1 and tau2 = (39 - 1) / 3
    assert found.sigma2 == pytest.approx(1, rel=1e-9)
    assert found.tau2 == pytest.approx(38 / 3, rel=1e-9)
    assert found.se == pytest.approx(np.sqrt(39 / 9), rel=1e-9)


def test_trap_8_a_singular_fit_keeps_chapters_less_one_degrees_of_freedom():
    rng = np.random.default_rng(2)
    changes = np.concatenate([each - each.mean() + 0.5 for each in rng.normal(size=(6, 20))])
    found = one_stage(changes, np.repeat(np.arange(6), 20))
    assert found.tau2 == 0
    assert found.df == 5
    # t(.975, 5) = 2.570582, where Satterthwaite's 119 df would give 1.980100
    assert (found.high - found.low) / 2 == pytest.approx(2.5705818366147395 * found.se, rel=1e-9)


@pytest.mark.parametrize(("changes", "chapters"), [([1.0, 2.0], ["a", "a"]), ([1.0, 1.0, 2.0, 2.0], list("aabb"))])
def test_one_stage_says_when_it_cannot_be_fitted(changes, chapters):
    assert isinstance(one_stage(np.array(changes), np.array(chapters)), NotEstimable)


def test_what_the_models_find_can_be_written_down(beat_the_blues, districts):
    assert as_json(all_rows(beat_the_blues[1]))["df"] > 0
    assert set(as_json(districts[1])) == {"estimate", "se", "tau2_chapter", "tau2_experiment"}
