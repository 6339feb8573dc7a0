"""The noncentral t distribution: how t spreads when the true change is not nil."""

import numpy as np
from scipy.special import nctdtr
from scipy.stats import chi2

from analysis.estimate.roots import root_between

FAR = 1e4


def noncentral_cdf(t: float, df: float, *, centre: float) -> float:
    """P(T <= t) for T = (Z + centre) / sqrt(chi2(df) / df).

    Where t and the centre lie far apart on either side of nil, the chance is 0 or 1 to machine precision and the
    library's series has no answer.
    """
    chance = float(nctdtr(df, centre, t))
    return float(centre < t) if np.isnan(chance) else chance


def noncentralities(t: float, df: int) -> tuple[float, float]:
    """The centres under which P(T <= t) is .975 and .025: a 95 % interval for the noncentrality.

    Reference: Steiger & Fouladi 1997, Noncentrality interval estimation, in What If There Were No Significance Tests?
    """
    if t < 0:
        low, high = noncentralities(-t, df)
        return -high, -low
    return _centre(t, df, chance=0.975), _centre(t, df, chance=0.025)


def _centre(t: float, df: int, *, chance: float) -> float:
    """Where P(T <= t) = chance, for t >= 0; the chance falls as the centre rises.

    Far out the normal part of T vanishes beside the centre, which leaves t sqrt(chi2 / df).
    """
    if t > FAR:
        return float(t * np.sqrt(chi2.isf(chance, df) / df))
    low = high = t
    step = 1.0
    while noncentral_cdf(t, df, centre=low) < chance:
        low, step = low - step, 2 * step
    step = 1.0
    while noncentral_cdf(t, df, centre=high) > chance:
        high, step = high + step, 2 * step
    return root_between(lambda centre: noncentral_cdf(t, df, centre=centre) - chance, low=low, high=high)
