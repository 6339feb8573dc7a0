"""A second figure beside the average over chapters: of everybody at once, also of chapters too small to show alone."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.estimate.estimate import LATER, NotEstimable
from analysis.pooling.across import too_few_chapters
from analysis.pooling.mixed import one_stage
from analysis.pooling.summaries import Changes, changes_of
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW


@dataclass(frozen=True, kw_only=True)
class Everybody:
    """The change of everybody at once in scale points, with chapters as groups, and its 95 % limits.

    `each_person` is the plain mean in which every person counts once. `pairs` are the people in both, in `chapters`
    chapters; `small` of these people are in `small_chapters` chapters that are too small to show alone, whose average
    change in the same model, without the other chapters, is `small_change`; None where that cannot be had.
    """

    estimate: float
    low: float
    high: float
    each_person: float
    pairs: int
    chapters: int
    small: int
    small_chapters: int
    small_change: float | None = field(default=None, metadata=LATER)
    small_low: float | None = field(default=None, metadata=LATER)
    small_high: float | None = field(default=None, metadata=LATER)


def everybody(scores: pd.DataFrame, *, shown: Collection[str], below: int) -> Everybody | NotEstimable:
    """The one-stage average over all rows, from columns chapter, pre, post (`analysis.pooling.mixed.one_stage`).

    Estimand: the mean true change of chapters like these; beside it the mean change of these people. `shown` are the
    chapters that are shown alone. The others come in together where they have `below` people or more between them:
    otherwise this figure would tell of those few. Reference: Riley, Lambert & Abo-Zaid 2010, BMJ 340:c221.
    """
    everyone = changes_of(scores)
    small = np.array([chapter not in shown for chapter in everyone.chapter.tolist()], dtype=bool)
    enough = small.sum() >= below
    counted = everyone if enough else everyone.of(~small)
    chapters = len(set(counted.chapter.tolist()))
    found = too_few_chapters(chapters) or one_stage(counted.change, counted.chapter)
    if isinstance(found, NotEstimable):
        return found
    return Everybody(
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        each_person=float(counted.change.mean()),
        pairs=len(counted.change),
        chapters=chapters,
        small=int(small.sum()) if enough else 0,
        small_chapters=len(set(everyone.chapter[small].tolist())) if enough else 0,
        **(_of_small(everyone.of(small)) if enough else {}),
    )


def _of_small(changes: Changes) -> dict[str, float]:
    """The same of the chapters that are too small to show alone; nothing where they are too few."""
    few = len(changes.change) < TOO_FEW_TO_SAY_BELOW or too_few_chapters(len(set(changes.chapter.tolist())))
    found = None if few else one_stage(changes.change, changes.chapter)
    if found is None or isinstance(found, NotEstimable):
        return {}
    return {"small_change": found.estimate, "small_low": found.low, "small_high": found.high}
