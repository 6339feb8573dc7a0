"""A second figure beside the average over chapters: of everybody at once, also of chapters too small to show alone."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.estimate.estimate import LATER, NotEstimable
from analysis.pooling.across import too_few_chapters
from analysis.pooling.clustered import Coefficient, coefficient, cr2_coefficient, least_squares_coefficient
from analysis.pooling.differences import Differences
from analysis.pooling.mixed import one_stage
from analysis.pooling.summaries import Changes, changes_of
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW

FEWEST_DF = 4
"""With fewer degrees of freedom a t on a robust standard error is not to be relied on."""


@dataclass(frozen=True, kw_only=True)
class Everybody:
    """The change of everybody at once in scale points, with chapters as groups, and its 95 % limits.

    `each_person` is the plain mean in which every person counts once, with the range that these people give it. `pairs`
    are the people in both, in `chapters` chapters; `small` of these people are in `small_chapters` chapters that are
    too small to show alone, whose average change in the same model, without the other chapters, is `small_change`; None
    where that cannot be had. Where it is the difference from a comparison group, `of_comparison` are that group's
    people, `own` and `other` what each side changed by, `adjusted` tells that it allows for where each began, and `df`
    are the degrees of freedom of its range, which otherwise are the chapters less one; `left_out` are chapters of those
    who came that are not in it.
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
    of_comparison: int | None = field(default=None, metadata=LATER)
    own: float | None = field(default=None, metadata=LATER)
    other: float | None = field(default=None, metadata=LATER)
    adjusted: bool = field(default=False, metadata=LATER)
    df: float | None = field(default=None, metadata=LATER)
    left_out: tuple[str, ...] = field(default=(), metadata=LATER)
    each_low: float | None = field(default=None, metadata=LATER)
    each_high: float | None = field(default=None, metadata=LATER)

    @property
    def each_range(self) -> tuple[float, float]:
        """The range of `each_person`; that figure itself where it is not known."""
        if self.each_low is None or self.each_high is None:
            return self.each_person, self.each_person
        return self.each_low, self.each_high


def everybody(scores: pd.DataFrame, *, shown: Collection[str], below: int) -> Everybody | NotEstimable:
    """The one-stage average over all rows, from columns chapter, pre, post (`analysis.pooling.mixed.one_stage`).

    Estimand: the mean true change of chapters like these; beside it the mean change of people, with Student's t on as
    many people less one. `shown` are the
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
    each = coefficient(
        float(counted.change.mean()),
        se=float(counted.change.std(ddof=1) / len(counted.change) ** 0.5),
        df=float(len(counted.change) - 1),
    )
    made = Everybody(
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        each_person=each.estimate,
        each_low=each.low,
        each_high=each.high,
        pairs=len(counted.change),
        chapters=chapters,
        small=int(small.sum()) if enough else 0,
        small_chapters=len(set(everyone.chapter[small].tolist())) if enough else 0,
    )
    return _with_small(made, everyone.of(small)) if enough else made


def everybody_compared(
    came: pd.DataFrame,
    comparison: pd.DataFrame | None,
    compared: Differences | None,
    *,
    shown: Collection[str],
    below: int,
) -> Everybody | NotEstimable | None:
    """The difference over everybody within chapters, also of those not compared by themselves; None where none is.

    Estimand: how much more those who came changed, each person counted once. Beside the chapters that are `compared`
    others come in with both their sides, as far as that tells of no few people (`_counted_together`); `shown` are the
    chapters that are shown alone of those who came. Formula: the coefficient of having come in change ~ came, or where
    it is adjusted in post ~ pre + came, with CR2 by chapter. Where all are compared and one chapter has so many of them
    that CR2 has fewer than four degrees of freedom, with which its t is not to be relied on, the range is of people, by
    least squares. Reference: Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672, with the four of Tipton 2015,
    Psychological Methods 20:375.
    """
    if compared is None or comparison is None or compared.pooled is None:
        return None
    sides = [rows.dropna(subset=["pre", "post"]) for rows in (came, comparison)]
    people = [rows["chapter"].value_counts().drop(list(compared.chapters), errors="ignore") for rows in sides]
    together = _counted_together(*people, shown=shown, below=below)
    own, other = (rows[rows["chapter"].isin([*compared.chapters, *together])] for rows in sides)
    found = _difference(own, other, adjusted=compared.adjusted, alone=not together)
    if isinstance(found, NotEstimable):
        return found
    small = people[0][people[0].index.isin(together - {*shown})]
    left_out = tuple(sorted({*people[0].index} - together))
    return replace(found, small=int(small.sum()), small_chapters=len(small), left_out=left_out)


def _counted_together(
    came: "pd.Series[int]", comparison: "pd.Series[int]", *, shown: Collection[str], below: int
) -> set[str]:
    """Of chapters that are not compared by themselves, with their people of each side, those that are told together.

    They have both sides. Figures of the shown ones being known, a figure of all tells of the others: of each side
    these have `below` people or more between them, or are left out; and so has who is left out of those who came, of
    whom all together there is another figure.
    """
    together = {*came.index} & {*comparison.index}
    few = ({*came.index} - {*shown}, {*comparison[comparison < below].index})
    of_few = int(came[list(few[0])].sum())
    while True:
        counts = [int(side[list(each & together)].sum()) for side, each in zip((came, comparison), few, strict=True)]
        tells = [0 < counts[0] < below or (of_few >= below and 0 < of_few - counts[0] < below), 0 < counts[1] < below]
        hidden = {name for each, few_alone in zip(few, tells, strict=True) if few_alone for name in each & together}
        if not hidden:
            return together
        together -= hidden


def _difference(own: pd.DataFrame, other: pd.DataFrame, *, adjusted: bool, alone: bool) -> Everybody | NotEstimable:
    chapters = len({*own["chapter"]})
    found = too_few_chapters(chapters) or _coefficient(own, other, adjusted=adjusted, alone=alone)
    if isinstance(found, NotEstimable):
        return found
    return Everybody(
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        each_person=found.estimate,
        pairs=len(own),
        chapters=chapters,
        small=0,
        small_chapters=0,
        of_comparison=len(other),
        own=float((own["post"] - own["pre"]).mean()),
        other=float((other["post"] - other["pre"]).mean()),
        adjusted=adjusted,
        df=found.df,
    )


def _coefficient(own: pd.DataFrame, other: pd.DataFrame, *, adjusted: bool, alone: bool) -> Coefficient | NotEstimable:
    rows = pd.concat([own, other])
    pre, post = (rows[wave].to_numpy(dtype=float) for wave in ("pre", "post"))
    came = np.repeat([1.0, 0.0], [len(own), len(other)])
    further = [pre - pre.mean()] if adjusted and np.ptp(pre) > 0 else []
    design = np.array([np.ones(len(rows)), *further, came]).T
    outcome = post if further else post - pre
    last = design.shape[1] - 1
    found = cr2_coefficient(design, outcome, rows["chapter"].to_numpy(dtype=str), column=last)
    if not alone or (isinstance(found, Coefficient) and found.df >= FEWEST_DF):
        return found
    return least_squares_coefficient(design, outcome, column=last)


def _with_small(made: Everybody, changes: Changes) -> Everybody:
    """With the same of the chapters that are too small to show alone; as it is where they are too few."""
    few = len(changes.change) < TOO_FEW_TO_SAY_BELOW or too_few_chapters(len(set(changes.chapter.tolist())))
    found = None if few else one_stage(changes.change, changes.chapter)
    if found is None or isinstance(found, NotEstimable):
        return made
    return replace(made, small_change=found.estimate, small_low=found.low, small_high=found.high)
