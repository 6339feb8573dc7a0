"""A bootstrap interval for a mean change that costs as much as there are distinct answers, not people."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.estimate.estimate import NotEstimable
from analysis.pooling.heterogeneity import Labels, Numbers

FEWEST_DRAWN_AGAIN = 20
"""Below this many pairs a bootstrap repeats the few answers there are and is too narrow."""


@dataclass(frozen=True, kw_only=True)
class BootstrapInterval:
    """95 % limits of the mean change by BCa, and what is needed to draw them again."""

    value: float
    low: float
    high: float
    seed: int
    replicates: int


def bca_mean(changes: Numbers, *, seed: int, replicates: int = 10_000) -> BootstrapInterval | NotEstimable:
    """Bias-corrected and accelerated bootstrap interval of the mean change (one entry a person).

    Estimand: the mean change of people like these. Formula: replicates drawn as multinomial counts over the distinct
    changes, which is the same as drawing people; limits are the replicates' quantiles at Phi(z0 + (z0 + z)/(1 - a (z0
    + z))), z0 from the share of replicates below the mean, a = sum (d - mean)^3 / (6 (sum (d - mean)^2)^1.5), the
    jackknife's. Assumption: people independent; 20 or more. The seed is kept in the result. Reference: Efron 1987,
    JASA 82:171.
    """
    values, counts = np.unique(np.round(np.asarray(changes, dtype=float), 10), return_counts=True)
    people = int(counts.sum())
    if people < FEWEST_DRAWN_AGAIN:
        return NotEstimable(
            f"A bootstrap needs at least {FEWEST_DRAWN_AGAIN} people who answered both times; there are {people}."
        )
    if len(values) == 1:
        return NotEstimable("Everybody changed alike, so drawing people again gives the same mean every time.")
    mean = float(values @ counts / people)
    around = values - mean
    drawn = _means(around, counts, rng=np.random.default_rng(seed), replicates=replicates)
    low, high = np.quantile(drawn, _levels(drawn, around, counts)) + mean
    return BootstrapInterval(value=mean, low=float(low), high=float(high), seed=seed, replicates=replicates)


def _means(values: Numbers, counts: Labels, *, rng: np.random.Generator, replicates: int) -> Numbers:
    """Mean of each replicate, drawn some at a time so that memory stays small when all answers differ."""
    people, at_once = int(counts.sum()), max(1, 4_000_000 // len(values))
    sizes = [min(at_once, replicates - start) for start in range(0, replicates, at_once)]
    batches = [rng.multinomial(people, counts / people, size=size) @ values / people for size in sizes]
    means: Numbers = np.concatenate(batches)
    return means


def _levels(drawn: Numbers, around: Numbers, counts: Labels) -> Numbers:
    near = 1e-12 * float(np.abs(around).max())
    below = (np.mean(drawn < -near) + np.mean(drawn <= near)) / 2
    z0 = ndtri(np.clip(below, 0.5 / len(drawn), 1 - 0.5 / len(drawn)))
    a = np.sum(counts * around**3) / (6 * np.sum(counts * around**2) ** 1.5)
    z = z0 + ndtri([0.025, 0.975])
    levels: Numbers = ndtr(z0 + z / (1 - a * z))
    return levels
