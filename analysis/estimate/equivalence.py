"""Whether the average stayed within a margin declared before the data."""

from dataclasses import dataclass

import numpy as np

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.pairs import Pairs
from analysis.estimate.quantiles import t_above

NO_MARGIN = NotEstimable("No smallest change worth counting was declared for this scale.")


@dataclass(frozen=True, kw_only=True)
class Equivalence:
    """The margin in scale points, and the larger of two one-sided p: small means the average is inside the margin."""

    margin: float
    p: float | Suppressed


def equivalence(pairs: Pairs, margin: float | None) -> Equivalence | NotEstimable:
    """Two one-sided t tests.

    Estimand: whether -margin < mean change < margin. Formula: the larger p of t(-margin) against greater and t(+margin)
    against less, n - 1 degrees of freedom. Assumption: that of the paired t. Reference: Schuirmann 1987, Journal of
    Pharmacokinetics and Biopharmaceutics 15:657.
    """
    if margin is None:
        return NO_MARGIN
    if pairs.flat:
        return pairs.flat
    df = len(pairs) - 1
    mean, se = pairs.mean_change, pairs.sd_change / np.sqrt(len(pairs))
    above, below = t_above((mean + margin) / se, df), t_above((margin - mean) / se, df)
    return Equivalence(margin=margin, p=float(max(above, below)))
