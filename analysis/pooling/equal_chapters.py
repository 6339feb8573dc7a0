"""Whether chapters differ: the test that decides what is said of it, since it holds in chapters of few people.

Cochran's Q and the Q-profile interval take each chapter's variance as known. Where it is estimated from few people they
find differences between equal chapters far too often, and the more so the more chapters there are; so does Welch's test
of 1951 where there are many, which weighs by these variances.
"""

from dataclasses import dataclass

from scipy.special import fdtrc

from analysis.estimate.estimate import Suppressed
from analysis.pooling.heterogeneity import Numbers, weighted_mean

SURE_ENOUGH = 0.025
"""The p under which chapters are said to differ."""


@dataclass(frozen=True)
class Behind:
    """What a chapter's variance was estimated from: its people, and degrees of freedom.

    People of two sides count as n1 n2 / (n1 + n2), with which a difference is as sure as a mean of so many.
    """

    people: float
    df: float


@dataclass(frozen=True, kw_only=True)
class EqualChapters:
    """Brown and Forsythe's test: F, its degrees of freedom, and the p of "every chapter has the same true change"."""

    value: float
    df_between: float
    df_within: float
    p: float | Suppressed


def equal_chapters(estimates: Numbers, variances: Numbers, *, people: Numbers, df: Numbers) -> EqualChapters:
    """Test of "all chapters share one true change", with variances that are estimated and may differ.

    Estimand: none, a test. Formula: with n people of N and s2 = n v, F = sum n (y - mean)^2 / sum a, a = (1 - n/N) s2,
    on (sum a)^2 / (sum s2^2 + (sum n s2)^2 / N^2 - 2 sum n s2^2 / N) and (sum a)^2 / sum (a^2 / df) degrees of freedom.
    Of two chapters it is Welch's t, squared. Assumption: chapters independent, people's changes not far from normal.
    Reference: Brown & Forsythe 1974, Technometrics 16:129; the first degrees of freedom are those of Mehrotra 1997,
    Commun Stat Simul Comput 26:1139.
    """
    total, s2 = people.sum(), people * variances
    apart = float((people * (estimates - weighted_mean(estimates, people)) ** 2).sum())
    shares = (1 - people / total) * s2
    expected = float(shares.sum())
    squares = (s2**2).sum() + ((people * s2).sum() / total) ** 2 - 2 * (people * s2**2).sum() / total
    between, within = expected**2 / float(squares), expected**2 / float((shares**2 / df).sum())
    value = apart / expected
    return EqualChapters(value=value, df_between=between, df_within=within, p=float(fdtrc(between, within, value)))
