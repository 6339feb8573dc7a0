"""Who is missing after, and how far that could change the answer."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.estimate.answered_once import AnsweredOnce
from analysis.estimate.estimate import Estimate, Interval, NotEstimable
from analysis.estimate.pairs import NO_PAIR, Numbers, complete_pairs, spread
from analysis.estimate.quantiles import normal_quantile
from analysis.pooling.mixed import AllRows
from analysis.scoring.scoring import Scale

NOBODY_LOST = NotEstimable("Everybody with a score before has one after.")
FEW_LOST = NotEstimable("Fewer than two people are on one side, so the two sides cannot be compared.")
NOT_IN_FILE = NotEstimable("These answers are of people who answered both times alone, so this is not known.")
ALL_ALIKE = NotEstimable("Everybody on each side had the same score before, so there is no spread to compare by.")


@dataclass(frozen=True, kw_only=True)
class Flow:
    """People with answers before, after, both times, before only and after only; `came` where it was counted."""

    came: int | None = None
    pre: int
    post: int
    pairs: int
    pre_only: int
    post_only: int

    @property
    def is_miscounted(self) -> bool:
        """Whether more people answered at one wave than are recorded as having come: a fault of the record."""
        return self.came is not None and self.came < max(self.pre, self.post)


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What the missing could do: baseline of linked beside unlinked, every row, the tipping point, the bounds."""

    baseline_smd: Estimate | NotEstimable
    all_rows: AllRows | NotEstimable
    tipping_point: float | NotEstimable
    bounds: Interval | NotEstimable


def flow(frame: pd.DataFrame, *, before: str = "pre", after: str = "post", came: int | None = None) -> Flow:
    """People by the waves they answered at; `frame` is wide, as in `analysis.io.frames`, and so without empty rows."""
    answers = list(zip(frame["participant"].tolist(), frame["wave"].tolist(), strict=True))
    earlier, later = ({person for person, wave in answers if wave == asked} for asked in (before, after))
    return Flow(
        came=came,
        pre=len(earlier),
        post=len(later),
        pairs=len(earlier & later),
        pre_only=len(earlier - later),
        post_only=len(later - earlier),
    )


def people_once(frame: pd.DataFrame) -> list[str]:
    """The participants with a row of before or after, and not of both, in the order of the file."""
    asked = frame[frame["wave"].isin(["pre", "post"])]
    waves = asked.groupby("participant", sort=False)["wave"].nunique()
    return [str(person) for person in waves.index[waves == 1]]


def answered_once(frame: pd.DataFrame, *, pairs_only: bool) -> AnsweredOnce:
    """What a file can tell of who answered once; `pairs_only` where it is said to hold pairs alone."""
    if pairs_only:
        return AnsweredOnce.LEFT_OUT
    found = flow(frame)
    return AnsweredOnce.COUNTED if found.pre_only or found.post_only else AnsweredOnce.NONE_IN_FILE


def missing_figures(scores: pd.DataFrame, scale: Scale, *, all_rows: AllRows | NotEstimable) -> Missing:
    """The `missing` figures of an outcome; `scores` has columns pre and post, `all_rows` is from `pooling.mixed`."""
    return Missing(
        baseline_smd=baseline_smd(scores),
        all_rows=all_rows,
        tipping_point=tipping_point(scores),
        bounds=bounds(scores, scale),
    )


NOT_KNOWN = Missing(baseline_smd=NOT_IN_FILE, all_rows=NOT_IN_FILE, tipping_point=NOT_IN_FILE, bounds=NOT_IN_FILE)
"""What the missing could do, where nobody knows who is missing."""


def _seen_and_lost(scores: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """The scores before of those scored after, too, and of those who were not."""
    before, seen = scores["pre"].to_numpy(dtype=np.float64), scores["post"].notna().to_numpy()
    started = ~np.isnan(before)
    return before[started & seen], before[started & ~seen]


def baseline_smd(scores: pd.DataFrame) -> Estimate | NotEstimable:
    """How much higher those scored both times began than those scored before only, in standard deviations.

    Estimand: delta = (mean_seen - mean_lost) / s, s^2 = (s1^2 + s2^2) / 2. Interval: delta +/- z se, se^2 = delta^2
    (s1^4 / (n1 - 1) + s2^4 / (n2 - 1)) / (8 s^4) + (s1^2 / (n1 - 1) + s2^2 / (n2 - 1)) / s^2. Assumption: scores normal
    on each side; variances may differ. Reference: Bonett 2008, Psychological Methods 13:99.
    """
    seen, lost = _seen_and_lost(scores)
    if not len(lost):
        return NOBODY_LOST
    if len(seen) < 2 or len(lost) < 2:
        return FEW_LOST
    variances = np.array([spread(side) ** 2 for side in (seen, lost)])
    free = np.array([len(seen) - 1, len(lost) - 1])
    average = variances.mean()
    if not average:
        return ALL_ALIKE
    delta = float((np.mean(seen) - np.mean(lost)) / np.sqrt(average))
    squared = delta**2 * np.sum(variances**2 / free) / (8 * average**2) + np.sum(variances / free) / average
    half = float(normal_quantile(0.975) * np.sqrt(squared))
    return Estimate(value=delta, low=delta - half, high=delta + half)


def change_if(scores: pd.DataFrame, delta: float) -> float | NotEstimable:
    """The mean change of all who have a score before, if the unseen had changed by the mean of the seen plus `delta`.

    A row of the tipping-point table. Reference: Permutt 2016, Statistics in Medicine 35:2876.
    """
    pairs = complete_pairs(scores)
    if not len(pairs):
        return NO_PAIR
    lost = len(_seen_and_lost(scores)[1])
    return float(np.mean(pairs.change)) + delta * lost / (lost + len(pairs))


def tipping_point(scores: pd.DataFrame) -> float | NotEstimable:
    """The `delta` at which `change_if` is nil: how differently the unseen must have changed to undo the mean change."""
    pairs = complete_pairs(scores)
    lost = len(_seen_and_lost(scores)[1])
    if not len(pairs):
        return NO_PAIR
    if not lost:
        return NOBODY_LOST
    return -float(np.mean(pairs.change)) * (lost + len(pairs)) / lost


def bounds(scores: pd.DataFrame, scale: Scale) -> Interval | NotEstimable:
    """The mean change of all who have a score before, if every unseen one had ended lowest, and highest.

    No assumption at all about the unseen. Reference: Manski 1990, American Economic Review 80:319.
    """
    pairs = complete_pairs(scores)
    lost = _seen_and_lost(scores)[1]
    if not len(pairs):
        return NO_PAIR
    everybody = len(pairs) + len(lost)
    low = (np.sum(pairs.change) + np.sum(scale.minimum - lost)) / everybody
    high = (np.sum(pairs.change) + np.sum(scale.maximum - lost)) / everybody
    return Interval(low=float(low), high=float(high))
