"""Yes/no items, reliability, adjusted p, missing people and power, against R."""

import numpy as np
import pytest
from scipy.stats import norm

from analysis.estimate.binary import yes_no
from analysis.estimate.change import exact_counts
from analysis.estimate.one_factor import one_factor
from analysis.estimate.ordinal import sign_p
from analysis.estimate.pairs import complete_pairs
from analysis.estimate.reliability import alpha, item_rest, omega, spearman_brown
from analysis.scoring.scoring import Scale, reversed_items
from analysis.sensitivity.attrition import baseline_smd, bounds, change_if
from analysis.sensitivity.multiplicity import benjamini_hochberg, holm
from analysis.sensitivity.power import pairs_needed, power, smallest_d_z
from tests.agreement import reference

YES_NO = {
    "n_pairs": lambda _, pairs: len(pairs),
    "prop_pre": lambda f, _: f.before,
    "prop_post": lambda f, _: f.after,
    "risk_difference": lambda f, _: f.difference.value,
    "rd_newcombe_ci95": lambda f, _: [f.difference.low, f.difference.high],
    "mcnemar_exact_p": lambda f, _: f.mcnemar.exact_p,
    "mcnemar_midp": lambda f, _: f.mcnemar.mid_p,
    "contingencytables_midp": lambda f, _: f.mcnemar.mid_p,
}


@pytest.mark.parametrize("key", YES_NO)
@pytest.mark.parametrize("name", ["binary_respiratory", "binary_zero_discordant_lost"])
def test_a_yes_no_item_gives_the_figures_of_r(name, key):
    found = reference(name)
    pairs = complete_pairs(found.frame)
    found.check(key, YES_NO[key](yes_no(pairs), pairs))


@pytest.mark.parametrize("name", ["binary_respiratory", "binary_zero_discordant_lost"])
def test_gained_and_lost_are_the_cells_off_the_diagonal(name):
    found = reference(name)
    figures = yes_no(complete_pairs(found.frame))
    found.check("cells_yesyes_noyes_yesno_nono", [figures.mcnemar.gained, figures.mcnemar.lost], at=slice(1, 3))


RELIABILITY = {
    "alpha_raw_complete": lambda items: alpha(items).value,
    "alpha_feldt_ci95": lambda items: [alpha(items).low, alpha(items).high],
    "alpha_feldt_ci95_closed": lambda items: [alpha(items).low, alpha(items).high],
    "spearman_brown": spearman_brown,
    "omega_total_1factor_ml": omega,
    "alpha_if_dropped": lambda items: [beside.alpha_without for beside in item_rest(items).values()],
    "item_rest_r": lambda items: [beside.correlation for beside in item_rest(items).values()],
    "psych_r.drop": lambda items: [beside.correlation for beside in item_rest(items).values()],
    "cfa_loadings": lambda items: np.abs(one_factor(np.cov(items.dropna().to_numpy().T, ddof=0))[0]),
}


@pytest.mark.parametrize("name", ["reliability_bfi_agreeableness", "reliability_two_items_trust"])
def test_the_items_of_a_scale_give_the_reliability_of_r(name):
    found = reference(name)
    answers = found.frame
    turned = frozenset({"A1"} & set(answers))
    scale = Scale(id="s", label="s", items=tuple(answers), minimum=1, maximum=6, reverse=turned)
    for key in set(RELIABILITY) & set(found.results):
        found.check(key, RELIABILITY[key](reversed_items(answers, scale)))


def with_turned(found):
    """The complete answers of the set of agreeableness, its first question turned round."""
    scale = Scale(id="s", label="s", items=tuple(found.frame), minimum=1, maximum=6, reverse=frozenset({"A1"}))
    return reversed_items(found.frame, scale)


def pairwise_alpha(items):
    cov = items.cov()
    p = len(cov)
    return p / (p - 1) * (1 - np.trace(cov) / cov.to_numpy().sum())


def bonett(items):
    """Bonett 2002: -ln(1 - alpha), with the variance 2 p / ((p - 1) (n - 2))."""
    n, p = items.dropna().shape
    return [-np.log(1 - alpha(items).value), 2 * p / ((p - 1) * (n - 2))]


def bonett_ends(items):
    middle, variance = bonett(items)
    return [1 - np.exp(-(middle + way * norm.ppf(0.975) * np.sqrt(variance))) for way in (-1, 1)]


def mean_r(items):
    r = items.dropna().corr().to_numpy()
    return (r.sum() - len(r)) / (len(r) * (len(r) - 1))


def lambda_6(items):
    r = items.dropna().corr().to_numpy()
    return 1 - np.sum(1 / np.diag(np.linalg.inv(r))) / r.sum()


BY_FORMULA = {
    "n_complete": lambda items: len(items.dropna()),
    "n_items": lambda items: items.shape[1],
    "average_r": mean_r,
    "alpha_std_complete": lambda items: 5 * mean_r(items) / (1 + 4 * mean_r(items)),
    "alpha_raw_pairwise": pairwise_alpha,
    "alpha_bonett_yi_vi": bonett,
    "alpha_bonett_ci95": bonett_ends,
    "omega_total_1factor_ml_observed_var": lambda items: (
        np.sum(one_factor(np.cov(items.dropna().to_numpy().T, ddof=0))[0]) ** 2
        / np.cov(items.dropna().to_numpy().T, ddof=0).sum()
    ),
    "lambda6_smc": lambda_6,
}
"""Figures of the set that no report has, from the product's pieces or by formula."""


@pytest.mark.parametrize("key", BY_FORMULA)
def test_the_further_figures_of_the_same_answers_are_those_of_r(key):
    found = reference("reliability_bfi_agreeableness")
    found.check(key, BY_FORMULA[key](with_turned(found)))


def test_every_figure_of_agreeableness_is_held_against_r():
    found = reference("reliability_bfi_agreeableness")
    assert set(found.results) == set(BY_FORMULA) | (set(RELIABILITY) & set(found.results))


@pytest.mark.parametrize("family", ["hsaur", "small", "withNA", "one"])
@pytest.mark.parametrize(("method", "adjust"), [("holm", holm), ("BH", benjamini_hochberg)])
def test_adjusted_p_are_those_of_r(family, method, adjust):
    found = reference("multiplicity")
    given = np.ravel(np.array(found.results[f"{family}_p"]["value"], dtype=float))
    found.check(f"{family}_{method}", adjust(given))


@pytest.mark.parametrize(("key", "adjust"), [("site_t_p_holm", holm), ("site_t_p_bh", benjamini_hochberg)])
def test_adjusted_p_of_six_schools_are_those_of_r(key, adjust):
    found = reference("six-schools-trust")
    found.check(key, adjust(found.results["site_t_p"]["value"]))


@pytest.fixture
def beat_the_blues():
    """Depression before and five months after, for which 42 of 100 did not come back."""
    found = reference("attrition_btheb")
    return found, found.frame.rename(columns={"bdi.pre": "pre", "bdi.5m": "post"})


def test_the_baseline_difference_of_linked_and_lost_is_that_of_r(beat_the_blues):
    found, scores = beat_the_blues
    found.check("baseline_smd_completers_vs_lost", baseline_smd(scores).value)


@pytest.mark.parametrize("delta", [0, 2, 5])
def test_the_change_if_the_unseen_had_changed_otherwise_is_that_of_r(beat_the_blues, delta):
    found, scores = beat_the_blues
    found.check(f"delta_adjusted_change_{delta}", change_if(scores, delta))


def test_the_bounds_of_the_change_are_those_of_r(beat_the_blues):
    found, scores = beat_the_blues
    scale = Scale(id="bdi", label="bdi", items=("bdi",), minimum=0, maximum=63)
    limits = bounds(scores, scale)
    found.check("manski_bounds_0_63", [limits.low, limits.high])


@pytest.mark.parametrize("pairs", [5, 10, 15, 20, 30, 60, 120])
def test_the_smallest_detectable_change_is_that_of_r(pairs):
    reference("power_mde").check(f"mde_dz_n{pairs}", smallest_d_z(pairs))


@pytest.mark.parametrize("d_z", [0.2, 0.3, 0.5, 0.8])
def test_the_pairs_needed_are_those_of_r(d_z):
    reference("power_mde").check(f"n_for_dz_{d_z}", pairs_needed(d_z))


@pytest.mark.parametrize("key", ["power_n20_d05", "pwr_n20_d05"])
def test_the_power_of_a_given_number_of_pairs_is_that_of_r(key):
    reference("power_mde").check(key, power(20, 0.5))


def test_the_sign_test_of_a_set_is_the_exact_mcnemar_test_of_the_same_people():
    found = reference("binary_respiratory")
    counts = exact_counts(complete_pairs(found.frame))
    found.check("mcnemar_exact_p", sign_p(counts.up, counts.up + counts.down))
