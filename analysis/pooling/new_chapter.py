"""What a new chapter of about the median size would measure, and where its true mean may lie."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.estimate.estimate import Estimate, Interval, NotEstimable
from analysis.estimate.quantiles import t_quantile
from analysis.pooling.pooling import PooledEstimate
from analysis.pooling.summaries import changes_of, summaries

FEWEST_POOLED = 5
"""Chapters below which no range is given: with k - 2 degrees of freedom, and a spread known from so few, it would be so
wide that it says nothing."""


@dataclass(frozen=True, kw_only=True)
class NewChapter:
    """The range, in scale points, in which 95 % of the changes lie that new chapters of `people` would measure."""

    low: float
    high: float
    people: int


def new_chapter(scores: pd.DataFrame, pooled: PooledEstimate) -> NewChapter | NotEstimable:
    """The measured change of a new chapter, from the scores (columns chapter, pre, post) behind an average.

    Estimand: the mean change that a new chapter of the median size would observe. Formula: estimate +- t(.975, k - 2)
    sqrt(tau2 + se^2 + s^2 / n), se that of the headline's range (half-width / t(.975, k - 1)), s^2 pooled within
    chapters, n their median size. Assumption: normal chapters and people. Withheld below five chapters. Reference:
    Higgins, Thompson & Spiegelhalter 2009, J R Stat Soc A 172:137, with the sampling variance of the new mean added.
    """
    if pooled.k < FEWEST_POOLED:  # withheld whatever people's spread
        return measured_next(pooled, 0.0, people=0)
    changes = changes_of(scores)
    found = summaries(changes.change, changes.chapter)
    chapters = [chapter for name, chapter in found.items() if name in pooled.chapters]
    n, s2 = np.array([chapter.n for chapter in chapters]), np.array([chapter.s2 for chapter in chapters])
    people, free = round(float(np.median(n))) if chapters else 0, n - 1
    within = float((free * s2).sum() / free.sum()) if free.sum() else 0.0
    return measured_next(pooled, within / max(people, 1), people=people)


def measured_next(pooled: PooledEstimate, variance: float, *, people: int) -> NewChapter | NotEstimable:
    """The same where the sampling variance of the new mean is known; of a difference, `people` came."""
    headline, tau2 = pooled.headline, pooled.tau2
    if isinstance(headline, NotEstimable):
        return headline
    if pooled.k < FEWEST_POOLED or not isinstance(tau2, Estimate) or isinstance(tau2.value, NotEstimable):
        return NotEstimable(f"A range for a new chapter needs at least {FEWEST_POOLED} chapters; there are {pooled.k}.")
    se = (headline.high - headline.low) / 2 / t_quantile(0.975, pooled.k - 1)
    half = float(t_quantile(0.975, pooled.k - 2) * np.sqrt(tau2.value + se**2 + variance))
    return NewChapter(low=headline.estimate - half, high=headline.estimate + half, people=people)


def never_narrower(found: object, *others: object) -> Interval | None:
    """The range widened until it holds each of the others; None where it is none itself."""
    ends = [(each.low, each.high) for each in (found, *others) if hasattr(each, "low") and hasattr(each, "high")]
    known = [(low, high) for low, high in ends if isinstance(low, float) and isinstance(high, float)]
    if not known or not hasattr(found, "low"):
        return None
    return Interval(low=min(low for low, _ in known), high=max(high for _, high in known))
