"""The kinds of average over chapters, each with its own interval.

Every function takes the chapters' estimates y and their sampling variances v (one number a chapter, v above zero, in
squared units of y) under y_j ~ N(mu, v_j + tau^2); mu, the mean true change of such chapters, is what is estimated.
Limits are of 95 %; one of several planned looks asks for those of its own two-sided `alpha`.
"""

from dataclasses import dataclass

import numpy as np

from analysis.estimate.estimate import Interval, NotEstimable, Suppressed
from analysis.estimate.quantiles import normal_limit, t_above, t_limit, t_quantile
from analysis.estimate.spending import ALPHA
from analysis.pooling.heterogeneity import Numbers, weighted_mean

ALIKE = 1e-10
"""Estimates nearer to each other than this (in units of the answers) are the same number."""


@dataclass(frozen=True, kw_only=True)
class Average:
    """A weighted average with its standard error and 95 % limits."""

    estimate: float
    se: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Headline:
    """The average a report may lead with, and the widest of its 95 % limits."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class HartungKnapp:
    """Standard error, 95 % limits and p of the REML average by Hartung and Knapp."""

    se: float
    low: float
    high: float
    p: float | Suppressed


@dataclass(frozen=True, kw_only=True)
class WeightedBy:
    """A weighted average, its standard error and the variance between chapters it used."""

    estimate: float
    se: float
    tau2: float


@dataclass(frozen=True, kw_only=True)
class ChapterMeans:
    """The plain mean of the chapters' estimates with its t interval and p."""

    estimate: float
    low: float | NotEstimable
    high: float | NotEstimable
    p: float | NotEstimable | Suppressed


def weighted_by(y: Numbers, v: Numbers, *, tau2: float) -> WeightedBy:
    """Average with weights w = 1/(v + tau2): sum(w y)/sum(w), se = 1/sqrt(sum w).

    Estimand: mu. Assumption: tau2 known. Reference: DerSimonian & Laird 1986, Control Clin Trials 7:177.
    """
    weights = 1 / (v + tau2)
    return WeightedBy(estimate=weighted_mean(y, weights), se=float(1 / np.sqrt(weights.sum())), tau2=tau2)


def reml_average(y: Numbers, v: Numbers, *, tau2: float, alpha: float = ALPHA) -> Average:
    """REML average with its z interval, estimate +- z(1 - alpha / 2) se.

    Estimand: mu. Formula: that of `weighted_by` at the REML tau2. Assumption: many chapters; with few it is too
    narrow, which is why it never stands alone. Reference: Viechtbauer 2005, J Educ Behav Stat 30:261.
    """
    found = weighted_by(y, v, tau2=tau2)
    half = normal_limit(alpha) * found.se
    return Average(estimate=found.estimate, se=found.se, low=found.estimate - half, high=found.estimate + half)


def hartung_knapp(y: Numbers, v: Numbers, *, tau2: float, alpha: float = ALPHA) -> HartungKnapp | NotEstimable:
    """Interval for mu that takes its width from how the chapters actually scatter.

    Formula: se^2 = sum w (y - mu)^2 / ((k - 1) sum w), t with k - 1 df. Assumption: normal chapters. Not estimable
    when the estimates are all one number. Reference: Hartung & Knapp 2001, Statistics in Medicine 20:3875.
    """
    if np.ptp(y) < ALIKE:
        return NotEstimable("The chapters' estimates are all the same number, so their scatter says nothing.")
    weights, df = 1 / (v + tau2), len(y) - 1
    mu = weighted_mean(y, weights)
    se = float(np.sqrt(np.sum(weights * (y - mu) ** 2) / (df * weights.sum())))
    half = t_limit(alpha, df) * se
    return HartungKnapp(se=se, low=mu - half, high=mu + half, p=float(2 * t_above(abs(mu) / se, df)))


def chapter_means(y: Numbers, *, alpha: float = ALPHA) -> ChapterMeans:
    """Plain mean of the chapters' estimates with the t interval on k numbers.

    Estimand: the mean true change of chapters, each counted once. Formula: mean(y) +- t(1 - alpha / 2, k - 1)
    sd(y)/sqrt(k). Assumption: chapters alike in precision; robust when they are few. Reference: Student 1908,
    Biometrika 6:1.
    """
    mean, df = float(y.mean()), len(y) - 1
    if np.ptp(y) < ALIKE:
        same = NotEstimable("The chapters' estimates are all the same number, so their scatter says nothing.")
        return ChapterMeans(estimate=mean, low=same, high=same, p=same)
    se = float(y.std(ddof=1) / np.sqrt(len(y)))
    half = t_limit(alpha, df) * se
    return ChapterMeans(estimate=mean, low=mean - half, high=mean + half, p=float(2 * t_above(abs(mean) / se, df)))


def leading_average(y: Numbers, v: Numbers, *, tau2: float, alpha: float = ALPHA) -> Headline:
    """The average that a report may lead with: the REML estimate, as unsure as the widest of three intervals.

    Estimand: mu. Formula: half-width = the widest of z se, the Hartung-Knapp t(k - 1) and the t on chapter means.
    Assumption: chapters independent. With six chapters each of the three alone covers too little somewhere; the widest
    keeps 93 % or more for sizes from equal to one chapter of 80 among five of 6 (simulated in the tests).
    Reference: IntHout, Ioannidis & Borm 2014, BMC Med Res Methodol 14:25, for why not z alone.
    """
    reml = reml_average(y, v, tau2=tau2, alpha=alpha)
    knapp = hartung_knapp(y, v, tau2=tau2, alpha=alpha)
    half = max(_half_width(kind) for kind in (reml, knapp, chapter_means(y, alpha=alpha)))
    return Headline(estimate=reml.estimate, low=reml.estimate - half, high=reml.estimate + half)


def _half_width(found: Average | HartungKnapp | ChapterMeans | NotEstimable) -> float:
    if isinstance(found, NotEstimable) or isinstance(found.low, NotEstimable) or isinstance(found.high, NotEstimable):
        return 0.0
    return (found.high - found.low) / 2


def prediction(reml: Average, tau2: float, *, k: int, minimum: int) -> Interval | NotEstimable:
    """Where the true change of a new chapter would lie.

    Estimand: the range that holds 95 % of chapters like these. Formula: mu +- t(.975, k - 2) sqrt(tau2 + se^2).
    Assumption: true changes are normal. Withheld below `minimum` chapters, and below three, where t has no df.
    Reference: Higgins, Thompson & Spiegelhalter 2009, J R Stat Soc A 172:137.
    """
    if k < max(minimum, 3):
        return NotEstimable(f"A range for a new chapter needs at least {max(minimum, 3)} chapters; there are {k}.")
    half = float(t_quantile(0.975, k - 2) * np.sqrt(tau2 + reml.se**2))
    return Interval(low=reml.estimate - half, high=reml.estimate + half)
