"""Differences from a comparison group, pooled over chapters, are metafor's; lots are counted out one by one.

People are made so that each chapter's difference and its sampling variance are exactly those of a published set, for
which R's figures are kept: what is pooled from people's answers then has to be what metafor made of the set.
"""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analysis.estimate.estimand import Design, Estimand
from analysis.pooling.between_groups import permutation_p
from analysis.pooling.differences import differences
from tests.impact_report.adversarial import made, stations

SETS = ("meta_bcg", "meta_hart1999_k6", "meta_normand1999")
N = 8
E = np.array([1.0, -1, 1, -1, -1, 1, -1, 1])
"""How single people lie about what their group did; it sums to nought and goes with nothing in `Z`."""
Z = np.array([1.0, 1, -1, -1, 1, 1, -1, -1])
"""Where they began, as far on either side in both groups."""


def sides(found, spread):
    """Eight people of each group in each chapter; `spread` makes of a variance how far people lie apart."""
    came, others = [], []
    for place, row in enumerate(found.frame.itertuples()):
        apart = spread(row.vi)
        for rows, moved in ((came, row.yi), (others, 0.0)):
            pre = 5 + Z
            post = pre + moved + apart * E
            rows.append(pd.DataFrame({"chapter": f"c{place:02}", "pre": pre, "post": post}))
    return pd.concat(came), pd.concat(others)


def of_changes(variance):
    """Two groups' s^2 / n of changes, together: 2 (8 / 7) a^2 / 8."""
    return np.sqrt(variance * (N - 1) / 2)


def of_covariance(variance):
    """Analysis of covariance of 16 people with three coefficients: s^2 = 16 a^2 / 13, and the arm's is s^2 / 4."""
    return np.sqrt(variance * 4 * 13 / 16)


def pooled(found, *, randomised):
    came, others = sides(found, of_covariance if randomised else of_changes)
    estimand = Estimand(design=Design.WITHIN, comparison="control", randomised=randomised)
    return differences(came, others, estimand, suppress_below=5)


@pytest.fixture(params=SETS)
def published(request, reference):
    return reference(request.param)


def held_against_metafor(r, found):
    k = len(r.frame)
    assert (found.k, found.came) == (k, N * k)
    assert [each.estimate for each in found.chapters.values()] == pytest.approx(list(r.frame["yi"]), rel=1e-9, abs=1e-9)
    assert [each.variance for each in found.chapters.values()] == pytest.approx(list(r.frame["vi"]), rel=1e-9)
    r.check("REML_estimate", found.headline.estimate)
    r.check("REML_se", found.pooled.reml.se)
    r.check("REML_tau2", found.pooled.tau2.value)
    r.check("REML_hk_ci95", [found.pooled.hartung_knapp.low, found.pooled.hartung_knapp.high])
    r.check("REML_hk_p", found.p)
    z, knapp = (np.diff(r.results[key]["value"])[0] for key in ("REML_ci95_z", "REML_hk_ci95"))
    assert found.headline.high - found.headline.low >= max(z, knapp) * (1 - 1e-9)


def test_analyses_of_covariance_pooled_across_chapters_are_metafors(published):
    found = pooled(published, randomised=True)
    assert found.adjusted
    held_against_metafor(published, found)


def test_differences_in_differences_pooled_across_chapters_are_metafors(published):
    held_against_metafor(published, pooled(published, randomised=False))


def test_the_lots_of_nine_groups_are_counted_out_one_by_one():
    """Five of nine groups came: 126 ways, each written out, of which so many set the arms as far apart."""
    came, others = [0.5, -0.25, 1.0, 0.75, 0.25], [0.0, -0.5, 0.25, -0.75]
    means = [*came, *others]
    seen = abs(sum(came) / 5 - sum(others) / 4)
    as_far = 0
    for chosen in combinations(range(9), 5):
        drawn = [means[place] for place in chosen]
        rest = [means[place] for place in range(9) if place not in chosen]
        as_far += abs(sum(drawn) / 5 - sum(rest) / 4) >= seen - 1e-12
    assert permutation_p(np.array(came), np.array(others)) == pytest.approx(as_far / 126, rel=1e-12)
    assert as_far == 10


def test_a_report_of_nine_groups_drawn_by_lot_has_the_exact_p():
    report = made(*stations(), randomised=True)
    found = report.outcomes["trust"].compared
    groups = list(found.groups.values())
    changes = np.array([group.change for group in groups])
    came = sum(group.came for group in groups)
    apart = [
        abs(changes[list(chosen)].mean() - np.delete(changes, list(chosen)).mean())
        for chosen in combinations(range(9), came)
    ]
    seen = abs(changes[:came].mean() - changes[came:].mean())
    assert found.permutation_p == pytest.approx(np.mean(np.array(apart) >= seen - 1e-10), rel=1e-12)
    assert found.permutation_p == pytest.approx(1 / 126), "no other draw sets five and four of these as far apart"
