"""The people who answered both times, and the changes that every paired figure is made of."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.estimate.estimate import NotEstimable

Numbers = npt.NDArray[np.float64]

DECIMALS = 10
NO_PAIR = NotEstimable("Nobody answered both times.")
ONE_PAIR = NotEstimable("Only one person answered both times: that gives counts and means, nothing more.")
NO_BETTER_WAY = NotEstimable("Nobody stated which way is better.")
ALIKE = NotEstimable("Every pair changed by the same amount, so there is no spread to measure the change against.")


@dataclass(frozen=True)
class Pairs:
    """Scores of the same people before and after, in scale points and the same order; nobody is missing at either.

    What many figures are made of is reckoned once, when the first of them asks.
    """

    pre: Numbers
    post: Numbers

    def __len__(self) -> int:
        return len(self.pre)

    @cached_property
    def change(self) -> Numbers:
        """Each person's change, post - pre, in scale points."""
        return self.post - self.pre

    @cached_property
    def rounded(self) -> Numbers:
        """Each change rounded to 10 decimals, which decides signs, ties and zeros: 3.3 - 3.0 and 4.3 - 4.0 are tied."""
        return np.round(self.change, DECIMALS) + 0.0

    @cached_property
    def few(self) -> NotEstimable | None:
        """Why a figure that needs two pairs cannot be had, or None."""
        if len(self) < 2:
            return ONE_PAIR if len(self) else NO_PAIR
        return None

    @cached_property
    def flat(self) -> NotEstimable | None:
        """Why a figure that needs changes of different size cannot be had, or None."""
        return self.few or (None if self.sd_change else ALIKE)

    @cached_property
    def mean_change(self) -> float:
        """The mean change; there is one where anybody answered both times."""
        return float(self.change.mean())

    @cached_property
    def sd_pre(self) -> float:
        """The spread of the scores before (`spread`), of two pairs or more, as every figure below."""
        return spread(self.pre)

    @cached_property
    def sd_post(self) -> float:
        """The spread of the scores after."""
        return spread(self.post)

    @cached_property
    def sd_change(self) -> float:
        """The spread of the changes."""
        return spread(self.change)

    @cached_property
    def r(self) -> float:
        """Pearson's correlation of the two waves where both spread; `change.correlation` says where it is told."""
        return float(np.corrcoef(self.pre, self.post)[0, 1])


def complete_pairs(scores: pd.DataFrame) -> Pairs:
    """The pairs of a frame with columns `pre` and `post`: the rows where neither is missing."""
    return pairs_of(scores["pre"].to_numpy(dtype=float), scores["post"].to_numpy(dtype=float))


def pairs_of(pre: Numbers, post: Numbers) -> Pairs:
    """The same of everybody's scores at the two waves, NaN where there is none."""
    both = ~(np.isnan(pre) | np.isnan(post))
    return Pairs(pre=pre[both], post=post[both])


def constant(values: Numbers) -> bool:
    """Whether all values are the same to 10 decimals."""
    rounded = values.round(DECIMALS)
    return bool(rounded.max() == rounded.min())


def spread(values: Numbers) -> float:
    """Standard deviation with n - 1; exactly 0 where all values are the same to 10 decimals."""
    return 0.0 if constant(values) else float(values.std(ddof=1))
