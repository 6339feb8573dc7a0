"""Yes/no items: shares before and after, their paired difference, and who gained and who lost."""

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr

from analysis.estimate.estimate import Estimate, NotEstimable, Suppressed
from analysis.estimate.ordinal import NOBODY_CHANGED, sign_p, wilson
from analysis.estimate.pairs import NO_PAIR, Pairs
from analysis.estimate.spending import ALPHA

NOT_BINARY = NotEstimable("Some answers lie between yes and no, so they cannot be counted as either.")


@dataclass(frozen=True, kw_only=True)
class McNemar:
    """People who went from no to yes and from yes to no, and the exact and mid-p of such a split at even odds."""

    exact_p: float | NotEstimable | Suppressed
    mid_p: float | NotEstimable | Suppressed
    gained: int
    lost: int


@dataclass(frozen=True, kw_only=True)
class YesNo:
    """The shares of yes before and after, 0-1, their difference with its interval, and the test of who moved."""

    before: float | NotEstimable
    after: float | NotEstimable
    difference: Estimate | NotEstimable
    mcnemar: McNemar | NotEstimable


def yes_no(pairs: Pairs) -> YesNo:
    """The figures of a yes/no item over the people who answered it twice (0 is no, 1 is yes)."""
    not_estimable = None if len(pairs) else NO_PAIR
    if not np.isin([pairs.pre, pairs.post], [0, 1]).all():
        not_estimable = NOT_BINARY
    if not_estimable:
        return YesNo(before=not_estimable, after=not_estimable, difference=not_estimable, mcnemar=not_estimable)
    return YesNo(
        before=float(np.mean(pairs.pre)),
        after=float(np.mean(pairs.post)),
        difference=paired_difference(pairs),
        mcnemar=mcnemar(pairs),
    )


def paired_difference(pairs: Pairs, *, alpha: float = ALPHA) -> Estimate | NotEstimable:
    """Share of yes after less share before.

    Estimand: P(yes after) - P(yes before) of the same people. Interval: Newcombe's method 10, Wilson's limits of each
    share (of 1 - `alpha`) joined with their correlation phi, phi continuity-corrected where positive. Assumption: pairs
    independent.
    Reference: Newcombe 1998, Statistics in Medicine 17:2635.
    """
    if pairs.few:
        return pairs.few
    n = len(pairs)
    before, after = (wilson(float(np.mean(each)), n, alpha=alpha) for each in (pairs.pre, pairs.post))
    phi = _phi(pairs)
    down_after, up_after = _arms(after)
    down_before, up_before = _arms(before)
    low = np.sqrt(down_after**2 - 2 * phi * down_after * up_before + up_before**2)
    high = np.sqrt(up_after**2 - 2 * phi * up_after * down_before + down_before**2)
    value = float(np.mean(pairs.change))
    return Estimate(value=value, low=float(value - low), high=float(value + high))


def _arms(share: Estimate) -> tuple[float, float]:
    """How far the interval of a share reaches down and up from it."""
    assert isinstance(share.value, float)
    assert isinstance(share.low, float)
    assert isinstance(share.high, float)
    return share.value - share.low, share.high - share.value


def _phi(pairs: Pairs) -> float:
    """The correlation of the two answers; half a person in n is taken off a positive cross product, not past zero."""
    n, yes_before, yes_after = len(pairs), np.sum(pairs.pre), np.sum(pairs.post)
    both = np.sum(pairs.pre * pairs.post)
    cross = both * (n - yes_before - yes_after + both) - (yes_before - both) * (yes_after - both)
    margins = yes_before * (n - yes_before) * yes_after * (n - yes_after)
    if not margins:
        return 0.0
    return float((max(cross - n / 2, 0) if cross > 0 else cross) / np.sqrt(margins))


def mcnemar(pairs: Pairs) -> McNemar:
    """Whether more people gained than lost.

    Estimand: P(gained) among those who moved, against 1/2. Formula: exact p = 2 P(X <= min), mid-p = exact less P(X =
    min), X binomial(gained + lost, 1/2). Assumption: pairs independent. Reference: McNemar 1947, Psychometrika 12:153;
    mid-p: Fagerland, Lydersen & Laake 2013, BMC Medical Research Methodology 13:91.
    """
    gained, lost = int(np.sum(pairs.change > 0)), int(np.sum(pairs.change < 0))
    moved = gained + lost
    if pairs.few or not moved:
        not_estimable = pairs.few or NOBODY_CHANGED
        return McNemar(exact_p=not_estimable, mid_p=not_estimable, gained=gained, lost=lost)
    fewer = min(gained, lost)
    mid = bdtr(fewer, moved, 0.5) + (bdtr(fewer - 1, moved, 0.5) if fewer else 0)
    return McNemar(exact_p=sign_p(gained, moved), mid_p=float(mid), gained=gained, lost=lost)
