"""The ranges of a look: those of 95 % at the usual alpha, and at a smaller one what each formula gives there."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from analysis.estimate.change import change_test
from analysis.estimate.estimand import Design, Estimand
from analysis.estimate.pairs import complete_pairs
from analysis.estimate.spending import ALPHA, alpha_at
from analysis.pooling.across import between_experiments
from analysis.pooling.at_look import change_at, contrasted_at, difference_at, everybody_at, headline_at
from analysis.pooling.clustered import cr2_coefficient
from analysis.pooling.differences import differences
from analysis.pooling.everybody import everybody, everybody_compared
from analysis.pooling.pooling import pool

LOOK = alpha_at((0.25, 0.5, 0.75, 1.0), 2)


def people(chapters, *, seed, n=14, evenings=1):
    """Scores before and after of n people a chapter and more, at so many evenings of each."""
    rng, rows = np.random.default_rng(seed), []
    for place, name in enumerate(chapters):
        moved = rng.normal(0.4, 0.3)
        rows += [
            {"chapter": name, "experiment": f"e{person % evenings}", "pre": 5.0, "post": 5 + moved + rng.normal()}
            for person in range(n + 3 * place)
        ]
    return pd.DataFrame(rows)


CAME, OTHERS = people("abcdef", seed=1, evenings=3), people("abcdef", seed=2, n=11)


def changes_of(rows, chapter):
    return rows.loc[rows["chapter"] == chapter].eval("post - pre")


def pooled():
    means = {name: float(changes_of(CAME, name).mean()) for name in "abcdef"}
    return pool(means, {name: float(changes_of(CAME, name).var() / len(changes_of(CAME, name))) for name in "abcdef"})


def test_at_the_usual_alpha_every_range_is_that_of_95_of_100():
    found, everyone = pooled(), everybody(CAME, shown=list("abcdef"), below=5)
    for wide, usual in ((headline_at(found, ALPHA), found.headline), (everybody_at(everyone, ALPHA), everyone)):
        assert (wide.low, wide.high) == pytest.approx((usual.low, usual.high), rel=1e-12)


def test_the_headline_of_a_look_takes_the_widest_of_the_three_at_its_own_alpha():
    found, wide = pooled(), headline_at(pooled(), LOOK)
    y = np.array([chapter.estimate for chapter in found.chapters.values()])
    w = 1 / (np.array([chapter.variance for chapter in found.chapters.values()]) + found.tau2.value)
    mu, t = np.sum(w * y) / np.sum(w), stats.t.isf(LOOK / 2, 5)
    knapp = t * np.sqrt(np.sum(w * (y - mu) ** 2) / (5 * np.sum(w)))
    halves = (stats.norm.isf(LOOK / 2) / np.sqrt(np.sum(w)), knapp, t * y.std(ddof=1) / np.sqrt(6))
    assert (wide.low, wide.high) == pytest.approx((mu - max(halves), mu + max(halves)), rel=1e-9)


def test_the_change_of_one_group_is_a_t_range():
    pairs = complete_pairs(CAME[CAME["chapter"] == "c"])
    wide, expected = (
        change_at(change_test(pairs), LOOK),
        stats.ttest_1samp(pairs.change, 0).confidence_interval(1 - LOOK),
    )
    assert (wide.low, wide.high) == pytest.approx((expected.low, expected.high), rel=1e-9)


def test_a_chapter_of_several_evenings_takes_the_wider_of_people_and_evenings():
    pairs = complete_pairs(CAME[CAME["chapter"] == "c"])
    between = between_experiments(CAME)["c"]
    half = (between.high - between.low) / 2 * stats.t.isf(LOOK / 2, between.df) / stats.t.isf(0.025, between.df)
    alone = change_at(change_test(pairs), LOOK)
    wide = change_at(change_test(pairs), LOOK, between=between)
    assert (wide.high - wide.low) / 2 == pytest.approx(max(half, (alone.high - alone.low) / 2), rel=1e-9)


def within(design=Design.WITHIN, came=CAME, others=OTHERS):
    return differences(came, others, Estimand(design=design, comparison="control"), suppress_below=5)


def test_a_difference_within_chapters_is_pooled_at_the_look_s_alpha():
    found = within()
    assert difference_at(found, LOOK) == headline_at(found.pooled, LOOK)


def test_a_difference_in_one_chapter_is_never_narrower_than_welch_s():
    wide = contrasted_at(within().chapters["c"], LOOK, fewest=len(changes_of(OTHERS, "c")))
    sides = [DescrStatsW(changes_of(rows, "c")) for rows in (CAME, OTHERS)]
    low, high = CompareMeans(*sides).tconfint_diff(alpha=LOOK, usevar="unequal")
    assert wide.low <= low < high <= wide.high


def test_a_difference_between_groups_is_a_t_over_groups():
    others = OTHERS.assign(chapter="x" + OTHERS["chapter"])
    wide = difference_at(within(Design.BETWEEN, others=others), LOOK)
    means = [rows.eval("post - pre").groupby(rows["chapter"]).mean() for rows in (CAME, others)]
    expected = stats.ttest_ind(*means).confidence_interval(1 - LOOK)
    assert (wide.low, wide.high) == pytest.approx((expected.low, expected.high), rel=1e-9)


def test_everybody_beside_a_comparison_group_takes_the_degrees_of_freedom_of_its_own_model():
    """Satterthwaite's are fewer than the chapters less one, so the step from 95 of 100 to a look is a larger one."""
    few = [rows[rows["chapter"] > "c"].groupby("chapter").head(3) for rows in (CAME, OTHERS)]
    came, others = (
        pd.concat([rows[rows["chapter"] < "d"], each]) for rows, each in zip((CAME, OTHERS), few, strict=True)
    )
    found = everybody_compared(came, others, within(came=came, others=others), shown=list("abc"), below=5)
    both = pd.concat([came.assign(came=1.0), others.assign(came=0.0)])
    design = np.column_stack([np.ones(len(both)), both["came"]])
    model = cr2_coefficient(design, both.eval("post - pre").to_numpy(), both["chapter"].to_numpy(dtype=str), column=1)
    assert model.df < found.chapters - 1, "the set must put the rule to the proof"
    wide = everybody_at(found, LOOK)
    half = stats.t.isf(LOOK / 2, model.df) * model.se
    assert (wide.low, wide.high) == pytest.approx((model.estimate - half, model.estimate + half), rel=1e-9)


def test_two_chapters_have_no_range_to_widen():
    assert headline_at(within(came=CAME[CAME["chapter"] < "b"]).pooled, LOOK) is None
