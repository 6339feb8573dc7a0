"""How much a group changed, in scale points: means, spread, the t interval, counts of people."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.pairs import DECIMALS, Pairs
from analysis.estimate.quantiles import t_above, t_quantile

Marks = npt.NDArray[np.bool_]

TWO_POINTS = NotEstimable("Two pairs always lie on a line, so their correlation says nothing.")
NO_SPREAD = NotEstimable("All scores are the same at one of the waves, so there is no correlation.")


@dataclass(frozen=True, kw_only=True)
class ChangeTest:
    """The 95 % interval of the mean change in scale points, and its t test against no change."""

    low: float
    high: float
    t: float | Suppressed
    df: int
    p: float | Suppressed


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many people went up, stayed, went down."""

    up: int
    same: int
    down: int


def change_test(pairs: Pairs) -> ChangeTest | NotEstimable:
    """The paired t interval.

    Estimand: mean of post - pre among people like these. Formula: mean(d) +/- t(.975, n - 1) sd(d) / sqrt(n); t =
    mean(d) sqrt(n) / sd(d). Assumption: pairs independent, mean of d near normal. Reference: Student 1908, Biometrika
    6:1.
    """
    if pairs.flat:
        return pairs.flat
    df = len(pairs) - 1
    mean = pairs.mean_change
    se = pairs.sd_change / np.sqrt(len(pairs))
    half = t_quantile(0.975, df) * se
    t = mean / se
    return ChangeTest(
        low=float(mean - half), high=float(mean + half), t=float(t), df=df, p=float(2 * t_above(abs(t), df))
    )


def correlation(pairs: Pairs) -> float | NotEstimable:
    """Pearson's r of pre and post; not given for two pairs, which always lie on a line, nor where all changed alike.

    Estimand: the linear association of the two waves. Formula: cov(pre, post) / (sd_pre sd_post). Reference: Pearson
    1895, Proceedings of the Royal Society 58:240.
    """
    if pairs.flat:
        return pairs.flat
    if len(pairs) == 2:
        return TWO_POINTS
    if not pairs.sd_pre or not pairs.sd_post:
        return NO_SPREAD
    return pairs.r


def exact_counts(pairs: Pairs) -> Counts:
    """People by the sign of their change, rounded to 10 decimals: the ties that the tests know."""
    return _counts(rose=pairs.rounded > 0, fell=pairs.rounded < 0)


def margin_counts(pairs: Pairs, margin: float) -> Counts:
    """People by the smallest change worth counting: up by the margin or more, down by it or more, or within it."""
    edge = round(margin, DECIMALS)
    return _counts(rose=pairs.rounded >= edge, fell=pairs.rounded <= -edge)


def _counts(*, rose: Marks, fell: Marks) -> Counts:
    up, down = int(np.count_nonzero(rose)), int(np.count_nonzero(fell))
    return Counts(up=up, same=len(rose) - up - down, down=down)
