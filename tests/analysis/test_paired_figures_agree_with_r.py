"""The figures of one group before and after, against R, set by set."""

import pytest
from scipy.stats import norm

from analysis.estimate.effect_size import hedges_j
from analysis.estimate.estimate import NotEstimable
from analysis.estimate.ordinal import pratt_ranks, rank_z
from analysis.estimate.pairs import complete_pairs
from analysis.estimate.plan import read_scales
from analysis.estimate.sample import sample_figures
from analysis.io.frames import paired_scores, read_responses
from analysis.scoring.scoring import Scale
from tests.agreement import EXTERNAL, ORACLE, reference

SETS = [*sorted(folder.name for folder in ORACLE.glob("paired_*")), "paired_ordinal_single_item"]
SITES = ("46", "48", "49", "52", "54", "55")


def part(figure, *names):
    """A part of a figure, or the refusal that stands in its place."""
    if isinstance(figure, NotEstimable):
        return figure
    parts = [getattr(figure, name) for name in names]
    refused = [given for given in parts if isinstance(given, NotEstimable)]
    return refused[0] if refused else parts


def pratt_z(figures, pairs):
    return figures.signed_rank if isinstance(figures.signed_rank, NotEstimable) else rank_z(*pratt_ranks(pairs.rounded))


def normal_p(figures, pairs):
    z = pratt_z(figures, pairs)
    return z if isinstance(z, NotEstimable) else 2 * norm.sf(abs(z))


def bonett(figures, pairs):
    limits = part(figures.d_av, "low", "high")
    if isinstance(limits, NotEstimable):
        return limits
    return [*limits, (limits[1] - limits[0]) / 2 / norm.ppf(0.975)]


def corrected_d_z(figures, pairs):
    return figures.d_z if isinstance(figures.d_z, NotEstimable) else hedges_j(len(pairs) - 1) * figures.d_z.value


FIGURES = {
    "n_pre_any": lambda f, _: f.n_pre,
    "n_post_any": lambda f, _: f.n_post,
    "n_pairs": lambda f, _: f.n_pairs,
    "mean_pre": lambda f, _: f.mean_pre,
    "mean_post": lambda f, _: f.mean_post,
    "sd_pre": lambda f, _: f.sd_pre,
    "sd_post": lambda f, _: f.sd_post,
    "mean_change": lambda f, _: f.mean_change,
    "sd_change": lambda f, _: f.sd_change,
    "r_pre_post": lambda f, _: f.r_pre_post,
    "median_change": lambda f, _: f.median_change,
    "n_up": lambda f, _: f.n_up,
    "n_zero": lambda f, _: f.n_same,
    "n_down": lambda f, _: f.n_down,
    "t_statistic": lambda f, _: part(f.change, "t"),
    "t_df": lambda f, _: part(f.change, "df"),
    "t_p_two_sided": lambda f, _: part(f.change, "p"),
    "t_ci95": lambda f, _: part(f.change, "low", "high"),
    "tost_bound_raw": lambda f, _: part(f.equivalence, "margin"),
    "tost_p": lambda f, _: part(f.equivalence, "p"),
    "sign_test_p": lambda f, _: part(f.sign_test, "p"),
    "wilcoxon_p_exact_stats": lambda f, _: part(f.signed_rank, "p"),
    "coin_p_exact_pratt": lambda f, _: part(f.signed_rank, "p"),
    "coin_z_pratt": pratt_z,
    "coin_p_asym_pratt": normal_p,
    "hl_walsh_median_all": lambda f, _: part(f.hodges_lehmann, "value"),
    "hl_exact_ci95": lambda f, _: part(f.hodges_lehmann, "low", "high"),
    "d_z": lambda f, _: part(f.d_z, "value"),
    "d_z_ci95_nct": lambda f, _: part(f.d_z, "low", "high"),
    "g_z": corrected_d_z,
    "d_av": lambda f, _: part(f.d_av, "value"),
    "d_av_bonett_ci95": bonett,
    "prob_improve": lambda f, _: part(f.probability_of_improvement, "value"),
}
"""R's key and where the same figure stands here."""

OTHERS = {
    "se_change",  # the interval carries it
    "t_ci90",  # intervals are 95 %
    "tost_p_lower",  # the larger of the two is the answer
    "tost_p_upper",
    "cles_normal",  # the probability of improvement is counted, not taken from a normal
    "sign_prop_ci95",
    "wilcoxon_V",  # zeros are ranked by Pratt's way, not dropped
    "wilcoxon_p_normal_cc",
    "wilcoxon_p_normal_nocc",
    "wilcoxon_p_exact_zeros_dropped",
    "coin_p_exact_wilcoxon",
    "has_ties",
    "has_zeros",
    "hl_wilcox_test_normal",  # roots of an approximation without the zeros
    "hl_wilcox_test_normal_ci95",
    "hl_wilcox_exact_ci95",
    "hl_exact_estimate",
    "rank_biserial",
    "hedges_J_exact",  # compared inside g_z and SMCRP
    "hedges_J_approx",
    "effectsize_cohens_d_ci95",  # the same quantities, iterated less far
    "effectsize_rmd_rm",
    "effectsize_rmd_av",
    "effectsize_rmd_z",
    "effectsize_rmd_b",
    "d_pre_glass",
    "d_rm",
    "escalc_SMCC",
    "escalc_SMCR",
    "escalc_SMCRH",
    "escalc_SMCRP",  # compared for its first number
    "escalc_SMCRPH",
    "jzs_bf10_medium",
    "boot_mean_bca_ci95",  # compared where the bootstrap is tested
    "boot_mean_perc_ci95",
}
"""What R gave besides and no report states."""


def figures_of(scores, margin):
    scale = Scale(id="s", label="s", items=("i",), minimum=-1000, maximum=1000, margin=margin)
    return sample_figures(scores, scale, items_pre=None, items_post=None, reliability=None), complete_pairs(scores)


def compare(reference_set, scores, *, prefix=""):
    """Every figure of the table that the set has."""
    margin = reference_set.results.get(f"{prefix}tost_bound_raw", {}).get("value")
    figures, pairs = figures_of(scores, margin)
    for key, figure in FIGURES.items():
        if prefix + key in reference_set.results:
            reference_set.check(prefix + key, figure(figures, pairs))
    reference_set.check(f"{prefix}escalc_SMCRP", figures.g_av, at=slice(1))


@pytest.mark.parametrize("name", SETS)
def test_a_paired_set_gives_the_figures_of_r(name):
    found = reference(name)
    compare(found, found.frame)


@pytest.mark.parametrize("name", SETS)
def test_every_key_of_a_paired_set_is_compared_or_named_as_not_reported(name):
    assert set(reference(name).results) <= set(FIGURES) | OTHERS


def test_the_completers_of_a_study_that_lost_many_give_the_figures_of_r():
    found = reference("attrition_btheb")
    compare(found, found.frame.rename(columns={"bdi.pre": "pre", "bdi.5m": "post"}), prefix="completers_")


@pytest.fixture
def six_schools():
    """Trust before and after in six schools, read from the file as it is, with R's figures."""
    found = reference("six-schools-trust")
    scales, _ = read_scales(EXTERNAL / "six-schools-trust" / "scales.toml")
    frame = read_responses(EXTERNAL / "six-schools-trust" / "responses.csv", scales)
    return found, paired_scores(frame, scales[0])


def test_all_pupils_of_six_schools_give_the_figures_of_r(six_schools):
    found, scores = six_schools
    compare(found, scores, prefix="all__")


@pytest.mark.parametrize("site", SITES)
def test_the_pupils_of_one_school_give_the_figures_of_r(six_schools, site):
    found, scores = six_schools
    compare(found, scores[scores["chapter"] == f"School {site}"], prefix=f"site_{site}__")
