"""How far chapters differ: Cochran's Q, the variance between chapters (tau squared) and its interval, and I squared.

Every function takes the chapters' estimates y and their sampling variances v (both one number a chapter, v above
zero, in squared units of y) under the random-effects model y_j ~ N(mu, v_j + tau^2).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, chdtri, gammaincinv

from analysis.estimate.estimate import Interval, Suppressed
from analysis.estimate.roots import maximum_at, root_of_falling

Numbers = npt.NDArray[np.float64]
Labels = npt.NDArray[Any]
"""Names of chapters or codes of answers, one a person."""


@dataclass(frozen=True)
class CochranQ:
    """Cochran's Q: its value, its degrees of freedom and the p of "every chapter has the same true change"."""

    value: float
    df: int
    p: float | Suppressed


def weighted_mean(estimates: Numbers, weights: Numbers) -> float:
    """Mean of the estimates, each counted by its weight: sum(w y) / sum(w)."""
    return float((weights * estimates).sum() / weights.sum())


def generalised_q(estimates: Numbers, variances: Numbers, tau2: float = 0.0) -> float:
    """Weighted squared distance of the chapters from their weighted mean.

    Formula: Q(tau2) = sum w (y - mu)^2 with w = 1/(v + tau2), mu = sum(w y)/sum(w); it falls as tau2 grows. At
    tau2 = 0 it is Cochran's Q. Assumption: v known. Reference: DerSimonian & Kacker 2007, Contemp Clin Trials 28:105.
    """
    weights = 1 / (variances + tau2)
    return float((weights * (estimates - weighted_mean(estimates, weights)) ** 2).sum())


def cochran_q(estimates: Numbers, variances: Numbers) -> CochranQ:
    """Test of "all chapters share one true change".

    Estimand: none, a test. Formula: Q(0) against chi-square with k - 1 df. Assumption: normal estimates, v known; with
    six chapters it has little power, so a large p never says that chapters agree. Reference: Cochran 1954.
    """
    value, df = generalised_q(estimates, variances), len(estimates) - 1
    return CochranQ(value=value, df=df, p=float(chdtrc(df, value)))


def typical_variance(variances: Numbers) -> float:
    """One sampling variance that stands for all: (k - 1) / (sum(w) - sum(w^2)/sum(w)), w = 1/v.

    Reference: Higgins & Thompson 2002, Statistics in Medicine 21:1539, formula 9.
    """
    weights = variances.min() / variances
    return float(variances.min()) * (len(weights) - 1) / _moment_denominator(weights)


def _moment_denominator(weights: Numbers) -> float:
    """What the excess of Q is divided by to give tau2 by moments: sum(w) - sum(w^2)/sum(w).

    Written as sum w (sum of the others) / sum(w), and the largest weight's others added up by themselves, so that one
    weight far above all others does not swallow them.
    """
    others = weights.sum() - weights
    largest = int(weights.argmax())
    others[largest] = np.concatenate([weights[:largest], weights[largest + 1 :]]).sum()
    return float((weights * others).sum() / weights.sum())


def i2(tau2: float, variances: Numbers) -> float:
    """Share (0 to 1) of the spread among the chapters' estimates that is not sampling error.

    Formula: tau2 / (tau2 + typical variance), the definition of metafor, which follows the chosen tau2.
    Assumption: a typical v stands for all; the share grows with group size, so it is not a size of difference.
    Reference: Higgins & Thompson 2002; Viechtbauer 2010, J Stat Software 36(3).
    """
    return tau2 / (tau2 + typical_variance(variances))


def dersimonian_laird_tau2(estimates: Numbers, variances: Numbers) -> float:
    """Variance between chapters by moments, never below zero.

    Formula: max(0, (Q - (k - 1)) / (sum(w) - sum(w^2)/sum(w))), w = 1/v. Assumption: v known. A companion only, since
    its z interval covers too little with few chapters. Reference: DerSimonian & Laird 1986, Control Clin Trials 7:177.
    """
    weights = 1 / variances
    excess = generalised_q(estimates, variances) - (len(estimates) - 1)
    return max(0.0, excess / _moment_denominator(weights))


def paule_mandel_tau2(estimates: Numbers, variances: Numbers) -> float:
    """Variance between chapters that makes the generalised Q equal its expectation.

    Formula: the root of Q(tau2) = k - 1, or 0 when Q(0) is below it. Assumption: v known; needs no normality.
    Reference: Paule & Mandel 1982, J Res NBS 87:377.
    """
    expected = len(estimates) - 1
    return _root_of_q(estimates, variances, target=float(expected))


def q_profile(estimates: Numbers, variances: Numbers, level: float = 0.95) -> Interval:
    """Interval for the variance between chapters.

    Formula: all tau2 whose Q(tau2) lies between the chi-square(k - 1) quantiles; (0, 0) when even Q(0) is below the
    lower quantile. Assumption: normal chapters, v known; then exact. The upper end may lie far beyond the estimate, so
    the bracket is widened until it is found. Reference: Viechtbauer 2007, Statistics in Medicine 26:37.
    """
    tail, df = (1 - level) / 2, len(estimates) - 1
    return Interval(
        low=_root_of_q(estimates, variances, target=float(chdtri(df, tail))),
        high=_root_of_q(estimates, variances, target=float(2 * gammaincinv(df / 2, tail))),
    )


def _root_of_q(estimates: Numbers, variances: Numbers, *, target: float) -> float:
    centred, scaled, scale = _on_unit_scale(estimates, variances)
    root = root_of_falling(lambda tau2: generalised_q(centred, scaled, tau2) - target)
    return root * scale


def restricted_log_likelihood(estimates: Numbers, variances: Numbers, tau2: float | Numbers) -> Numbers:
    """Restricted log-likelihood of one tau2 or of an array of them, up to a constant.

    Formula: -1/2 [sum ln(v + tau2) + ln sum(w) + Q(tau2)], w = 1/(v + tau2).
    """
    total = variances + np.atleast_1d(tau2)[:, None]
    weights = 1 / total
    means = (weights @ estimates) / weights.sum(axis=1)
    q = np.sum(weights * (estimates - means[:, None]) ** 2, axis=1)
    result: Numbers = -0.5 * (np.log(total).sum(axis=1) + np.log(weights.sum(axis=1)) + q)
    return result


def restricted_slope(estimates: Numbers, variances: Numbers, tau2: float) -> float:
    """Derivative of the restricted log-likelihood: 1/2 [sum w^2 (y - mu)^2 - sum(w) + sum(w^2)/sum(w)]."""
    weights = 1 / (variances + tau2)
    distance = estimates - weighted_mean(estimates, weights)
    return 0.5 * (float((weights**2 * distance**2).sum()) - _moment_denominator(weights))


def reml_tau2(estimates: Numbers, variances: Numbers) -> float:
    """Variance between chapters by restricted maximum likelihood, at or above zero.

    Formula: the maximum of the restricted log-likelihood over tau2 >= 0. Assumption: normal chapters, v known. The
    whole range is searched before the root of the slope is taken, so a local maximum is not mistaken for the
    highest. Reference: Viechtbauer 2005, J Educ Behav Stat 30:261.
    """
    centred, scaled, scale = _on_unit_scale(estimates, variances)
    best = maximum_at(
        lambda tau2: restricted_log_likelihood(centred, scaled, tau2),
        lambda tau2: restricted_slope(centred, scaled, tau2),
        grid=np.concatenate([[0.0], np.geomspace(scaled.min() / 1e3, 1e3 * len(scaled), 48)]),
    )
    return best * scale


def _on_unit_scale(estimates: Numbers, variances: Numbers) -> tuple[Numbers, Numbers, float]:
    """Centre the estimates and measure both in units of their common size, so that no scale of answers is special."""
    scale = float(np.max(variances) + np.var(estimates))
    return (estimates - estimates.mean()) / np.sqrt(scale), variances / scale, scale
