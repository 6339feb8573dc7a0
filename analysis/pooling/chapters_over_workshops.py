"""Whether chapters lie further apart than workshops of one chapter do: else no difference between chapters is told."""

from collections.abc import Mapping

import numpy as np
from scipy.special import fdtrc

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.quantiles import t_quantile
from analysis.pooling.across import BetweenExperiments
from analysis.pooling.equal_chapters import SURE_ENOUGH
from analysis.pooling.heterogeneity import Numbers, generalised_q
from analysis.pooling.pooling import PooledChapter


def further_apart_than_workshops(
    chapters: Mapping[str, PooledChapter], ranges: Mapping[str, BetweenExperiments | NotEstimable]
) -> bool:
    """Whether chapters lie further apart than workshops of one chapter, at `SURE_ENOUGH`, by their own ranges.

    True also where no chapter held two workshops: then nothing is known of how far these lie apart.
    """
    known = [each for name in chapters if isinstance(each := ranges.get(name), BetweenExperiments)]
    if len(known) < len(chapters):
        return not known
    estimates = np.array([chapter.estimate for chapter in chapters.values()])
    errors = np.array([(each.high - each.low) / 2 / t_quantile(0.975, each.df) for each in known])
    return chapters_apart(estimates, errors, df=known[0].df) < SURE_ENOUGH


def chapters_apart(estimates: Numbers, errors: Numbers, *, df: int) -> float:
    """The p of "all chapters share one true change", where how far workshops of one chapter lie apart is known.

    `errors` are standard errors (same unit as the estimates) that rest on the spread between workshops, pooled over
    chapters with `df` degrees of freedom, or on people where that is wider. Estimand: none, a test. Formula: F = sum
    (y - mean)^2 / error^2 / (K - 1), the mean weighed alike, on K - 1 and df degrees of freedom. Assumption: workshops
    spread alike in all chapters; an error that people make wider only raises p. Reference: Murray 1998, Design and
    Analysis of Group-Randomized Trials: a condition is held against the groups nested in it.
    """
    between = len(estimates) - 1
    return float(fdtrc(between, df, generalised_q(estimates, errors**2) / between))
