"""The noncentral t distribution: how t spreads when the true change is not nil."""

import math

import numpy as np
from scipy.special import chdtri, nctdtr

from analysis.estimate.roots import root_between

FAR = 1e4


def noncentral_cdf(t: float, df: float, *, noncentrality: float) -> float:
    """P(T <= t) for T = (Z + noncentrality) / sqrt(chi2(df) / df).

    Where t and the noncentrality lie far apart on either side of nil, the chance is 0 or 1 to machine precision and the
    library's series has no answer.
    """
    chance = float(nctdtr(df, noncentrality, t))
    return float(noncentrality < t) if math.isnan(chance) else chance


def noncentralities(t: float, df: int) -> tuple[float, float]:
    """The noncentralities under which P(T <= t) is .975 and .025: a 95 % interval.

    -T under a noncentrality is spread as T under its negative, so the limits of t < 0 are those of -t, mirrored: the
    formula for t far out holds on one side of nil alone.

    Reference: Steiger & Fouladi 1997, Noncentrality interval estimation, in What If There Were No Significance Tests?
    """
    if t < 0:
        low, high = noncentralities(-t, df)
        return -high, -low
    return _noncentrality(t, df, chance=0.975), _noncentrality(t, df, chance=0.025)


def _noncentrality(t: float, df: int, *, chance: float) -> float:
    """Where P(T <= t) = chance, for t >= 0; the chance falls as the noncentrality rises.

    Far out the normal part of T vanishes beside the noncentrality, which leaves t sqrt(chi2 / df).
    """
    if t > FAR:
        return float(t * np.sqrt(chdtri(df, chance) / df))
    low = high = t
    step = 1.0
    while noncentral_cdf(t, df, noncentrality=low) < chance:
        low, step = low - step, 2 * step
    step = 1.0
    while noncentral_cdf(t, df, noncentrality=high) > chance:
        high, step = high + step, 2 * step
    return root_between(lambda at: noncentral_cdf(t, df, noncentrality=at) - chance, low=low, high=high)
