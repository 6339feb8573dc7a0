"""A second figure beside the average over chapters: of everybody at once, also of chapters too small to show alone."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from analysis.estimate.estimate import NotEstimable
from analysis.pooling.across import too_few_chapters
from analysis.pooling.mixed import one_stage


@dataclass(frozen=True, kw_only=True)
class Everybody:
    """The change of everybody at once in scale points, with chapters as groups, and its 95 % limits.

    `each_person` is the plain mean in which every person counts once. `pairs` are the people in both, in `chapters`
    chapters; `small` of these people are in `small_chapters` chapters that are too small to show alone.
    """

    estimate: float
    low: float
    high: float
    each_person: float
    pairs: int
    chapters: int
    small: int
    small_chapters: int


def everybody(scores: pd.DataFrame, *, shown: Collection[str], below: int) -> Everybody | NotEstimable:
    """The one-stage average over all rows, from columns chapter, pre, post (`analysis.pooling.mixed.one_stage`).

    Estimand: the mean true change of chapters like these; beside it the mean change of these people. `shown` are the
    chapters that are shown alone. The others come in together where they have `below` people or more between them:
    otherwise this figure would tell of those few. Reference: Riley, Lambert & Abo-Zaid 2010, BMJ 340:c221.
    """
    pairs = scores.dropna(subset=["pre", "post"])
    chapters = pairs["chapter"].astype(str)
    small = ~chapters.isin(shown)
    kept = pd.Series(data=True, index=pairs.index) if int(small.sum()) >= below else ~small
    changes, groups = (pairs["post"] - pairs["pre"])[kept].to_numpy(dtype=float), chapters[kept]
    found = too_few_chapters(groups.nunique()) or one_stage(changes, groups.to_numpy())
    if isinstance(found, NotEstimable):
        return found
    return Everybody(
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        each_person=float(changes.mean()),
        pairs=len(changes),
        chapters=groups.nunique(),
        small=int((small & kept).sum()),
        small_chapters=chapters[small & kept].nunique(),
    )
