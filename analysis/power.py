"""What a number of pairs can detect: for the card before a workshop, never afterwards."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from analysis.estimate import NotEstimable
from analysis.noncentral import noncentral_cdf
from analysis.roots import root_between

POWER = 0.8
LEVEL = 0.05
USUAL_R = 0.6
ONE = NotEstimable("It takes two pairs to detect any change.")


@dataclass(frozen=True, kw_only=True)
class Detectable:
    """The smallest true change found with 80 % power: in scale points, and in standard deviations of a score."""

    smallest_change: float
    smallest_d: float


def power(pairs: float, d_z: float) -> float:
    """The chance that the two-sided paired t test at 5 % finds a change of `d_z` standard deviations of the change.

    Formula: P(|T| > t(.975, n - 1)), T noncentral t with noncentrality d_z sqrt(n); both tails count. `pairs` may be a
    fraction. Reference: Cohen 1988, Statistical Power Analysis; R's power.t.test(strict = TRUE).
    """
    df = pairs - 1
    edge = student.isf(LEVEL / 2, df)
    centre = d_z * np.sqrt(pairs)
    return noncentral_cdf(-edge, df, centre=-centre) + noncentral_cdf(-edge, df, centre=centre)


def smallest_d_z(pairs: int) -> float | NotEstimable:
    """The smallest true change, in standard deviations of the change, that the paired t test finds with 80 % power."""
    if pairs < 2:
        return ONE
    high = 1.0
    while power(pairs, high) < POWER:
        high *= 2
    return root_between(lambda d_z: power(pairs, d_z) - POWER, low=0.0, high=high)


def pairs_needed(d_z: float) -> float:
    """How many pairs, as a fraction, give 80 % power for a change of `d_z` > 0 standard deviations of the change."""
    high = 4.0
    while power(high, d_z) < POWER:
        high *= 2
    return root_between(lambda pairs: power(pairs, d_z) - POWER, low=1.01, high=high)


def detectable(pairs: int, *, sd: float = 1.0, r: float = USUAL_R) -> Detectable | NotEstimable:
    """The smallest detectable change for the expected number of pairs.

    `sd` is the standard deviation of a score at one wave in scale points, `r` the correlation of the two waves: the
    change then has sd sqrt(2 (1 - r)), which turns d_z into standard deviations of a score.
    """
    smallest = smallest_d_z(pairs)
    if isinstance(smallest, NotEstimable):
        return smallest
    d = smallest * float(np.sqrt(2 * (1 - r)))
    return Detectable(smallest_change=d * sd, smallest_d=d)
