"""Every figure of one group before and after, under the names that reports and files use."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.estimate import effect_size, ordinal
from analysis.estimate.binary import McNemar, yes_no
from analysis.estimate.change import ChangeTest, change_test, correlation, exact_counts, margin_counts
from analysis.estimate.equivalence import NO_MARGIN, Equivalence, equivalence
from analysis.estimate.estimate import Estimate, NotEstimable, Suppressed
from analysis.estimate.pairs import NO_PAIR, Numbers, Pairs, pairs_of
from analysis.estimate.reliability import alpha, omega, spearman_brown
from analysis.scoring.scoring import Scale

Value = float | NotEstimable
Count = int | Suppressed
"""People; held back in a release where it could tell what one or two of them did."""
NO_ITEMS = NotEstimable("The items of this scale are not known here.")


@dataclass(frozen=True, kw_only=True)
class SampleFigures:
    """The figures of one group, or of one item; n_pre and n_post count who is scored at that wave.

    The reliability of a scale takes all who answered every item at that wave, the rest is over the pairs. Figures that
    only a scale or only a yes/no item has are None elsewhere; a scale of one yes/no item has its paired `difference`.
    Everything is in scale points unless its function in `analysis` says otherwise.
    """

    n_pre: int
    n_post: int
    n_pairs: int
    mean_pre: Value
    mean_post: Value
    sd_pre: Value | Suppressed
    sd_post: Value | Suppressed
    mean_change: Value
    sd_change: Value | Suppressed
    r_pre_post: Value | Suppressed
    median_change: Value | Suppressed
    n_up: Count
    n_same: Count
    n_down: Count
    n_up_margin: Count | NotEstimable
    n_within_margin: Count | NotEstimable
    n_down_margin: Count | NotEstimable
    change: ChangeTest | NotEstimable | Suppressed
    equivalence: Equivalence | NotEstimable | Suppressed
    sign_test: ordinal.SignTest | NotEstimable | Suppressed
    signed_rank: ordinal.SignedRank | NotEstimable | Suppressed
    hodges_lehmann: Estimate | NotEstimable | Suppressed
    d_z: Estimate | NotEstimable | Suppressed
    d_av: Estimate | NotEstimable | Suppressed
    g_av: Value | Suppressed
    probability_of_improvement: Estimate | NotEstimable | Suppressed
    reliable_change: effect_size.ReliableChange | NotEstimable | Suppressed | None = None
    alpha_pre: Estimate | NotEstimable | Suppressed | None = None
    alpha_post: Estimate | NotEstimable | Suppressed | None = None
    omega_pre: Value | Suppressed | None = None
    omega_post: Value | Suppressed | None = None
    spearman_brown_pre: Value | Suppressed | None = None
    spearman_brown_post: Value | Suppressed | None = None
    before: Value | Suppressed | None = None
    after: Value | Suppressed | None = None
    difference: Estimate | NotEstimable | Suppressed | None = None
    mcnemar: McNemar | NotEstimable | Suppressed | None = None


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """How the items of a scale hang together at each wave, where nothing but that may be told of it."""

    alpha_pre: Estimate | NotEstimable
    alpha_post: Estimate | NotEstimable
    omega_pre: Value
    omega_post: Value
    spearman_brown_pre: Value
    spearman_brown_post: Value


def reliability_figures(
    items_pre: pd.DataFrame | None, items_post: pd.DataFrame | None, *, unknown: NotEstimable = NO_ITEMS
) -> Reliability:
    """The reliability of everybody at each wave; item frames as in `sample_figures`, `unknown` where there is none."""
    return Reliability(
        alpha_pre=unknown if items_pre is None else alpha(items_pre),
        alpha_post=unknown if items_post is None else alpha(items_post),
        omega_pre=unknown if items_pre is None else omega(items_pre),
        omega_post=unknown if items_post is None else omega(items_post),
        spearman_brown_pre=unknown if items_pre is None else spearman_brown(items_pre),
        spearman_brown_post=unknown if items_post is None else spearman_brown(items_post),
    )


def sample_figures(
    scores: pd.DataFrame,
    scale: Scale,
    *,
    items_pre: pd.DataFrame | None,
    items_post: pd.DataFrame | None,
    reliability: float | NotEstimable | None,
) -> SampleFigures:
    """The figures of one group on one scale.

    `scores` has one row a person with columns pre and post (NaN where there is no score); the item frames hold the
    items after reversal of everybody at that wave; `reliability` is alpha before over all chapters.
    """
    pre, post = _at_waves(scores)
    pairs = pairs_of(pre, post)
    found = _figures(pairs, scale, pre=pre, post=post)
    return replace(
        replace(found, difference=yes_no(pairs).difference) if scale.is_yes_or_no else found,
        reliable_change=effect_size.reliable_change(pairs, reliability, direction=scale.direction),
        **vars(reliability_figures(items_pre, items_post)),
    )


def item_figures(scores: pd.DataFrame, scale: Scale) -> SampleFigures:
    """The figures of one item of a scale over all who answered it before and after; `scores` are those of the item."""
    pre, post = _at_waves(scores)
    pairs = pairs_of(pre, post)
    figures = _figures(pairs, scale, pre=pre, post=post)
    if (scale.minimum, scale.maximum) != (0, 1):
        return figures
    counted = yes_no(pairs)
    return replace(
        figures,
        before=counted.before,
        after=counted.after,
        difference=counted.difference,
        mcnemar=counted.mcnemar,
    )


def _at_waves(scores: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Everybody's scores before and after, NaN where there is none."""
    return scores["pre"].to_numpy(dtype=float), scores["post"].to_numpy(dtype=float)


def _figures(pairs: Pairs, scale: Scale, *, pre: Numbers, post: Numbers) -> SampleFigures:
    """The figures that scales and items share; `pre` and `post` are of everybody, also of who has but one score."""
    counts = exact_counts(pairs)
    beyond = margin_counts(pairs, scale.margin) if scale.margin else None
    return SampleFigures(
        n_pre=int(np.count_nonzero(~np.isnan(pre))),
        n_post=int(np.count_nonzero(~np.isnan(post))),
        n_pairs=len(pairs),
        mean_pre=_mean(pairs.pre),
        mean_post=_mean(pairs.post),
        sd_pre=pairs.few or pairs.sd_pre,
        sd_post=pairs.few or pairs.sd_post,
        mean_change=pairs.mean_change if len(pairs) else NO_PAIR,
        sd_change=pairs.flat or pairs.sd_change,
        r_pre_post=correlation(pairs),
        median_change=float(np.median(pairs.change)) if len(pairs) else NO_PAIR,
        n_up=counts.up,
        n_same=counts.same,
        n_down=counts.down,
        n_up_margin=beyond.up if beyond else NO_MARGIN,
        n_within_margin=beyond.same if beyond else NO_MARGIN,
        n_down_margin=beyond.down if beyond else NO_MARGIN,
        change=change_test(pairs),
        equivalence=equivalence(pairs, scale.margin),
        sign_test=ordinal.sign_test(pairs),
        signed_rank=ordinal.signed_rank(pairs),
        hodges_lehmann=ordinal.hodges_lehmann(pairs),
        d_z=effect_size.d_z(pairs),
        d_av=effect_size.d_av(pairs),
        g_av=effect_size.g_av(pairs),
        probability_of_improvement=ordinal.probability_of_improvement(pairs, direction=scale.direction),
    )


def _mean(values: Numbers) -> Value:
    return float(values.mean()) if len(values) else NO_PAIR
