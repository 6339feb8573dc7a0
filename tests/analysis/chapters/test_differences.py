"""Differences from a comparison group agree with what another program, or the formula by hand, makes of the answers."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy import stats
from scipy.optimize import brentq
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from analysis.estimate.estimand import Design, Estimand
from analysis.estimate.estimate import NotEstimable
from analysis.pooling.between_groups import between, permutation_p, side_of
from analysis.pooling.differences import differences
from analysis.pooling.equal_chapters import equal_chapters
from analysis.pooling.pooling import pool
from analysis.pooling.summaries import summaries


def people(chapters, *, moved, seed, n=14):
    """Scores before and after of n people a chapter, who moved by so much and by how the chapter is."""
    rng = np.random.default_rng(seed)
    rows = []
    for place, name in enumerate(chapters):
        pre = rng.normal(5, 1, n + place)
        post = 2 + 0.6 * pre + moved + 0.1 * place + rng.normal(0, 0.8, n + place)
        rows += [{"chapter": name, "experiment": "", "pre": a, "post": b} for a, b in zip(pre, post, strict=True)]
    return pd.DataFrame(rows)


CAME, BESIDE = people("abcdef", moved=0.7, seed=1), people("abcdef", moved=0.2, seed=2, n=11)


def within(came, beside, *, randomised=False, below=5):
    estimand = Estimand(design=Design.WITHIN, comparison="control", randomised=randomised)
    return differences(came, beside, estimand, suppress_below=below)


def test_a_chapter_s_difference_of_changes_is_welch_s():
    found = within(CAME, BESIDE)
    for name, one in found.chapters.items():
        sides = [rows[rows["chapter"] == name].eval("post - pre") for rows in (CAME, BESIDE)]
        low, high = CompareMeans(*map(DescrStatsW, sides)).tconfint_diff(usevar="unequal")
        assert (one.low, one.high) == pytest.approx((low, high), rel=1e-9)
        assert one.p == pytest.approx(stats.ttest_ind(*sides, equal_var=False).pvalue, rel=1e-9)


def test_where_it_was_drawn_by_lot_a_chapter_s_difference_is_that_of_ancova():
    found = within(CAME, BESIDE, randomised=True)
    assert found.adjusted
    for name, one in found.chapters.items():
        rows = pd.concat([CAME.assign(arm=1), BESIDE.assign(arm=0)])
        fitted = smf.ols("post ~ pre + arm", rows[rows["chapter"] == name]).fit()
        assert one.estimate == pytest.approx(fitted.params["arm"], rel=1e-9)
        assert (one.low, one.high) == pytest.approx(tuple(fitted.conf_int().loc["arm"]), rel=1e-9)
        assert one.variance == pytest.approx(fitted.bse["arm"] ** 2, rel=1e-9)


@pytest.mark.parametrize("randomised", [False, True])
def test_chapters_differences_are_pooled_as_changes_are(randomised):
    found = within(CAME, BESIDE, randomised=randomised)
    estimates = {name: one.estimate for name, one in found.chapters.items()}
    expected = pool(estimates, {name: one.variance for name, one in found.chapters.items()})
    y = np.array(list(estimates.values()))
    half = stats.t.ppf(0.975, 5) * y.std(ddof=1) / np.sqrt(6)
    assert found.headline == expected.headline
    assert found.headline.high - found.headline.estimate >= half - 1e-12
    assert found.p == expected.hartung_knapp.p


@pytest.mark.parametrize("randomised", [False, True])
def test_whether_differences_differ_is_tested_by_the_people_of_both_sides(randomised):
    found = within(CAME, BESIDE, randomised=randomised)
    sizes = [(one.came, one.beside) for one in found.chapters.values()]
    people = np.array([came * beside / (came + beside) for came, beside in sizes])
    y, v = (np.array([getattr(one, part) for one in found.chapters.values()]) for part in ("estimate", "variance"))
    half = np.array([(one.high - one.low) / 2 for one in found.chapters.values()])
    df = np.array([sum(each) - 3.0 for each in sizes])
    if not randomised:
        df = np.array([brentq(lambda df, at=at: stats.t.ppf(0.975, df) - at, 2, 200) for at in half / np.sqrt(v)])
    expected = equal_chapters(y, v, people=people, df=df)
    assert found.pooled.brown_forsythe.p == pytest.approx(expected.p, rel=1e-6)


def test_reml_by_its_own_score_equation():
    """At the REML tau2 the restricted score is nil: sum w2 (y - mu)2 = sum w - sum w2 / sum w, by hand."""
    found = within(CAME, BESIDE).pooled
    y = np.array([each.estimate for each in found.chapters.values()])
    v = np.array([each.variance for each in found.chapters.values()])
    w = 1 / (v + found.tau2.value)
    mu = np.sum(w * y) / np.sum(w)
    score = np.sum(w**2 * (y - mu) ** 2) - (np.sum(w) - np.sum(w**2) / np.sum(w))
    assert found.reml.estimate == pytest.approx(mu, rel=1e-9)
    assert score == pytest.approx(0, abs=1e-5) if found.tau2.value else score <= 0


def test_what_each_side_changed_by_is_the_mean_change_of_its_people():
    found = within(CAME, BESIDE)
    means = [(rows["post"] - rows["pre"]).dropna().mean() for rows in (CAME, BESIDE)]
    assert (found.own, found.other) == pytest.approx(tuple(means), rel=1e-9)


def test_chapters_of_one_side_are_left_out_and_named():
    found = within(CAME, BESIDE[BESIDE["chapter"].isin(["a", "b", "c"])])
    assert (found.k, found.left_out) == (3, ("d", "e", "f"))
    assert found.came == int(CAME["chapter"].isin(["a", "b", "c"]).sum())


def test_a_side_under_the_threshold_leaves_its_chapter_out():
    small = pd.concat([BESIDE[BESIDE["chapter"] != "a"], BESIDE[BESIDE["chapter"] == "a"].head(4)])
    assert within(CAME, small).left_out == ("a",)
    assert within(CAME, small, below=4).left_out == ()


def test_two_chapters_are_not_averaged():
    few = [rows[rows["chapter"].isin(["a", "b"])] for rows in (CAME, BESIDE)]
    assert isinstance(within(*few).headline, NotEstimable)


def arm(*means, apart=0.3, n=12):
    """Groups of n people whose changes lie so far either side of their group's mean."""
    changes = np.concatenate([mean + apart * np.resize([1.0, -1.0], n) for mean in means])
    return side_of(summaries(changes, np.repeat([f"g{place}" for place in range(len(means))], n).tolist()))


def test_between_groups_the_means_of_groups_are_compared_by_t():
    came, beside = (0.3, 0.9, 0.5, 0.8, 0.1), (0.2, -0.1, 0.4, 0.0)
    headline, p = between(arm(*came), arm(*beside))
    expected = stats.ttest_ind(came, beside)
    interval = expected.confidence_interval()
    assert (headline.low, headline.high) == pytest.approx((interval.low, interval.high), rel=1e-9)
    assert p == pytest.approx(expected.pvalue, rel=1e-9)


def by_people(groups, *, a_side, n=12):
    """The half-width of a difference of so many groups a side whose people's changes lie 1 either side of a mean."""
    return stats.t.ppf(0.975, groups - 2) * np.sqrt(groups * (n / (n - 1)) / n / a_side**2)


def test_groups_that_lie_near_each_other_are_no_surer_than_their_people():
    headline, p = between(arm(0.50, 0.51, 0.49, apart=1.0), arm(0.10, 0.11, 0.09, apart=1.0))
    half = by_people(6, a_side=3)
    assert (headline.low, headline.high) == pytest.approx((0.4 - half, 0.4 + half), rel=1e-9)
    assert p == pytest.approx(2 * stats.t.sf(0.4 / half * stats.t.ppf(0.975, 4), 4), rel=1e-9)
    people = [DescrStatsW(np.resize([1.0, -1.0], 36) + middle) for middle in (0.5, 0.1)]
    low, high = CompareMeans(*people).tconfint_diff(usevar="unequal")
    assert headline.low < low < high < headline.high, "nor than people are whose groups are not known"


@pytest.mark.parametrize("seed", range(6))
def test_a_difference_between_groups_is_as_wide_as_the_wider_of_groups_and_people(seed):
    rng = np.random.default_rng(seed)
    came, beside = rng.normal(0.5, 0.3, 3), rng.normal(0.0, 0.3, 3)
    wide, _ = between(arm(*came, apart=1.0), arm(*beside, apart=1.0))
    groups = stats.ttest_ind(came, beside).confidence_interval()
    expected = max(2 * by_people(6, a_side=3), groups.high - groups.low)
    assert wide.high - wide.low == pytest.approx(expected, rel=1e-9)


def test_groups_of_one_arm_that_changed_by_one_amount_have_the_range_of_their_people():
    headline, _ = between(arm(0.5, 0.5, 0.5, apart=1.0), arm(0.0, 0.0, 0.0, apart=1.0))
    assert headline.high - headline.low == pytest.approx(2 * by_people(6, a_side=3), rel=1e-9)


def test_people_who_all_changed_alike_have_the_spread_of_the_others():
    """As in an average over chapters: no spread of one's own is no knowledge that there is none."""
    changes = np.concatenate([np.full(24, 0.5), np.resize([1.0, -1.0], 24)])
    found = summaries(changes, np.repeat(["a", "b", "c", "d"], 12).tolist())
    sides = (side_of({name: found[name] for name in names}) for names in ("ab", "cd"))
    headline, _ = between(*sides)
    assert headline.high - headline.low == pytest.approx(2 * by_people(4, a_side=2), rel=1e-9)


def test_nothing_is_told_where_everybody_of_each_side_changed_alike():
    headline, p = between(arm(0.5, 0.5, apart=0.0), arm(0.0, 0.0, apart=0.0))
    assert isinstance(headline, NotEstimable)
    assert isinstance(p, NotEstimable)


def test_lots_drawn_otherwise_are_counted_one_by_one():
    came, beside = np.array([0.3, 0.9, 0.5, 0.8, 0.1]), np.array([0.2, -0.1, 0.4, 0.0])
    apart = (came, beside), lambda a, b: abs(a.mean() - b.mean())
    drawn = stats.permutation_test(*apart, n_resamples=np.inf, alternative="greater")
    assert permutation_p(came, beside) == pytest.approx(drawn.pvalue, rel=1e-9)


def test_one_group_on_a_side_cannot_be_told_from_its_arm():
    headline, _ = between(arm(0.5), arm(0.1, 0.2, 0.3))
    assert isinstance(headline, NotEstimable)
