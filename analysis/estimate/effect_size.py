"""How large a change is beside the spread of people: standardised changes, and change beyond measurement error."""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from analysis.estimate.change import correlation
from analysis.estimate.estimate import Estimate, NotEstimable
from analysis.estimate.noncentral import noncentralities
from analysis.estimate.pairs import NO_BETTER_WAY, NO_PAIR, Pairs
from analysis.estimate.quantiles import normal_quantile
from analysis.scoring.scoring import Direction

RELIABLE = 1.96
RELIABLE_PAIRS = 10
FEW_FOR_RELIABLE = NotEstimable(f"Fewer than {RELIABLE_PAIRS} pairs are too few to say who changed reliably.")
UNRELIABLE = NotEstimable("The reliability of the scale before is not known, so neither is its measurement error.")
PERFECT = NotEstimable("A scale without measurement error, or without spread, has no smallest reliable change.")
SAME_SCORES = NotEstimable(
    "All scores are the same at both waves, so there is no spread to measure the change against."
)


@dataclass(frozen=True, kw_only=True)
class ReliableChange:
    """The reliability used, and how many people changed by more than measurement error explains, by direction."""

    reliability: float
    improved: int
    unchanged: int
    worsened: int


def d_z(pairs: Pairs) -> Estimate | NotEstimable:
    """Mean change in standard deviations of the change; it has the sign of the change.

    Estimand: mean(d) / sd(d). Interval: the noncentralities under which the observed t = d_z sqrt(n) is the .975 and
    the .025 quantile, divided by sqrt(n). Assumption: changes normal. Reference: Cumming & Finch 2001, Educational and
    Psychological Measurement 61:532.
    """
    if pairs.flat:
        return pairs.flat
    root = np.sqrt(len(pairs))
    value = pairs.mean_change / pairs.sd_change
    low, high = noncentralities(value * root, len(pairs) - 1)
    return Estimate(value=value, low=float(low / root), high=float(high / root))


def d_av(pairs: Pairs) -> Estimate | NotEstimable:
    """Mean change in standard deviations of a score, those of the two waves averaged; it has the sign of the change.

    Estimand: delta = mean(d) / s, s^2 = (s1^2 + s2^2) / 2. Interval: delta +/- z se, se^2 = delta^2 (s1^4 + s2^4 + 2
    r^2 s1^2 s2^2) / (8 m s^4) + (s1^2 + s2^2 - 2 r s1 s2) / (m s^2), m = n - 1. Assumption: scores bivariate normal;
    variances may differ. Reference: Bonett 2008, Psychological Methods 13:99.
    """
    delta, r = _in_averaged_spread(pairs), correlation(pairs)
    if isinstance(delta, NotEstimable):
        return delta
    if isinstance(r, NotEstimable):
        return Estimate(value=delta, low=r, high=r)
    first, second, average = pairs.sd_pre**2, pairs.sd_post**2, _averaged_variance(pairs)
    shared = r * np.sqrt(first * second)
    of_spread = delta**2 * (first**2 + second**2 + 2 * shared**2) / (8 * average**2)
    of_change = (first + second - 2 * shared) / average
    half = normal_quantile(0.975) * np.sqrt((of_spread + of_change) / (len(pairs) - 1))
    return Estimate(value=delta, low=float(delta - half), high=float(delta + half))


def _averaged_variance(pairs: Pairs) -> float:
    return (pairs.sd_pre**2 + pairs.sd_post**2) / 2


def _in_averaged_spread(pairs: Pairs) -> float | NotEstimable:
    """The value of `d_av`, without its interval."""
    if pairs.few:
        return pairs.few
    average = _averaged_variance(pairs)
    return float(pairs.mean_change / np.sqrt(average)) if average else SAME_SCORES


def hedges_j(m: float) -> float:
    """The exact factor that takes the bias of a small sample out of a standardised mean with m degrees of freedom.

    J(m) = Gamma(m / 2) / (sqrt(m / 2) Gamma((m - 1) / 2)), for m > 1. Reference: Hedges 1981, Journal of Educational
    Statistics 6:107.
    """
    return float(np.exp(gammaln(m / 2) - np.log(np.sqrt(m / 2)) - gammaln((m - 1) / 2)))


def g_av(pairs: Pairs) -> float | NotEstimable:
    """`d_av` without the bias of a small sample.

    Estimand and assumption: those of `d_av`. Formula: J(m) d_av, m = 2 (n - 1) / (1 + r^2), the degrees of freedom of
    an averaged variance of correlated scores. Reference: Hedges 1981; m as in metafor's SMCRP (Viechtbauer 2010).
    """
    delta, r = _in_averaged_spread(pairs), correlation(pairs)
    if isinstance(delta, NotEstimable):
        return delta
    if isinstance(r, NotEstimable):
        return r
    return hedges_j(2 * (len(pairs) - 1) / (1 + r**2)) * delta


def reliable_change(
    pairs: Pairs, reliability: float | NotEstimable | None, *, direction: Direction
) -> ReliableChange | NotEstimable:
    """People whose change is larger than two measurements without any change would show in 19 of 20 cases.

    Estimand: counts by |d| / (sd_pre sqrt(2 (1 - reliability))) > 1.96; "lower" is better turns improved and worsened.
    Assumption: one measurement error for all. Given from 10 pairs. Reference: Jacobson & Truax 1991, Journal of
    Consulting and Clinical Psychology 59:12.
    """
    if direction == "not stated":
        return NO_BETTER_WAY
    if len(pairs) < RELIABLE_PAIRS:
        return FEW_FOR_RELIABLE if len(pairs) else NO_PAIR
    if reliability is None or isinstance(reliability, NotEstimable):
        return reliability or UNRELIABLE
    error = pairs.sd_pre * np.sqrt(2 * max(1 - reliability, 0))
    if not error:
        return PERFECT
    index = pairs.change / error
    rose, fell = int(np.count_nonzero(index > RELIABLE)), int(np.count_nonzero(index < -RELIABLE))
    improved, worsened = (rose, fell) if direction == "higher" else (fell, rose)
    return ReliableChange(
        reliability=reliability, improved=improved, unchanged=len(pairs) - rose - fell, worsened=worsened
    )
