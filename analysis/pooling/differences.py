"""The difference between those who came and a comparison group, chapter by chapter or over groups of one arm each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analysis.estimate.estimand import Design, Estimand
from analysis.estimate.estimate import LATER, Interval, NotEstimable, Suppressed
from analysis.pooling.across import pooled_means
from analysis.pooling.averages import ALIKE, Headline
from analysis.pooling.between_groups import FEWEST_OF_A_SIDE, NO_SPREAD, between, permutation_p, side_of
from analysis.pooling.clustered import Coefficient, coefficient, least_squares_coefficient
from analysis.pooling.equal_chapters import Behind
from analysis.pooling.new_chapter import NewChapter, measured_next
from analysis.pooling.pooling import PooledEstimate
from analysis.pooling.summaries import GroupSummary, summaries

NOBODY = NotEstimable("No chapter has people of both groups who answered both times.")


@dataclass(frozen=True, kw_only=True)
class Contrasted:
    """One chapter: people of each side, how much each side changed, and the difference with its 95 % limits.

    Where that allows for where each side began, `unadjusted` are the limits of the difference of the two changes.
    """

    came: int
    beside: int
    own: float
    other: float
    estimate: float
    variance: float
    low: float | NotEstimable
    high: float | NotEstimable
    p: float | NotEstimable | Suppressed
    unadjusted: Interval | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, kw_only=True)
class GroupMean:
    """One group of a single arm: whether its people came, how many they are, and their mean change."""

    came: bool
    people: int
    change: float


@dataclass(frozen=True, kw_only=True)
class Differences:
    """How much more those who came changed than the comparison group, in scale points.

    `k` counts the chapters that have both sides, or the groups; `came` and `beside` count their people, `own` and
    `other` are what the people of each side changed by on average, each person counted once: chapters, which the
    headline weighs as unsure as they are, may lie apart from that. `left_out` names the chapters or groups that are in
    none of it, `without_comparison` those of them in which no comparison group was asked, `nobody_came` those in which
    nobody who came was. Where the headline allows for where each side began, `unadjusted` is the same without that.
    `others_alone` tells that nobody who came answered any of it, so that they were not asked.
    """

    adjusted: bool
    k: int
    came: int
    beside: int
    own: float | NotEstimable
    other: float | NotEstimable
    headline: Headline | NotEstimable
    p: float | NotEstimable | Suppressed
    permutation_p: float | NotEstimable
    chapters: Mapping[str, Contrasted]
    groups: Mapping[str, GroupMean]
    left_out: tuple[str, ...]
    pooled: PooledEstimate | None
    unadjusted: Headline | NotEstimable | None = field(default=None, metadata=LATER)
    without_comparison: tuple[str, ...] = field(default=(), metadata=LATER)
    nobody_came: tuple[str, ...] = field(default=(), metadata=LATER)
    others_alone: bool = field(default=False, metadata=LATER)


def differences(
    came: pd.DataFrame, comparison: pd.DataFrame, estimand: Estimand, *, suppress_below: int
) -> Differences:
    """The difference in an estimand's design, from two frames of columns chapter, experiment, pre, post.

    Estimand: how much more those who came changed than the comparison group. Within chapters: each chapter's own
    difference, pooled over the chapters that have `suppress_below` people on each side as changes are (`pooling.pool`).
    Between groups: see `between`. Reference: Riley, Lambert & Abo-Zaid 2010, BMJ 340:c221, for the two stages.
    """
    sides = tuple(_pairs(rows, by=estimand.by) for rows in (came, comparison))
    if estimand.design is Design.BETWEEN:
        return _between(*sides, randomised=estimand.randomised, below=suppress_below)
    return _within(*sides, randomised=estimand.randomised, below=suppress_below)


def with_reasons(found: Differences, *, asked: Collection[str], came: Collection[str]) -> Differences:
    """The same within chapters, with those in which no comparison group was `asked`, or nobody who `came` was."""
    alone, others = ([name for name in found.left_out if name not in side] for side in (asked, came))
    return replace(found, without_comparison=tuple(alone), nobody_came=tuple(others))


def _pairs(rows: pd.DataFrame, *, by: str) -> pd.DataFrame:
    both = rows.dropna(subset=["pre", "post"])
    return both.assign(chapter=both[by].astype(str), change=both["post"] - both["pre"])


def _within(came: pd.DataFrame, comparison: pd.DataFrame, *, randomised: bool, below: int) -> Differences:
    one, other = (summaries(side["change"].to_numpy(), side["chapter"].tolist()) for side in (came, comparison))
    fewest = max(below, FEWEST_OF_A_SIDE)
    names = [name for name in one if name in other and min(one[name].n, other[name].n) >= fewest]
    fits = {
        name: _coefficient(came[came["chapter"] == name], comparison[comparison["chapter"] == name])
        if randomised
        else None
        for name in names
    }
    found = {name: _contrasted(one[name], other[name], fits[name]) for name in names}
    pooled = _pooled(found, {name: _behind(one[name], other[name], fits[name]) for name in names})
    plain = {name: _contrasted(one[name], other[name], None) for name in names} if randomised else {}
    unadjusted = _pooled(plain, {name: _behind(one[name], other[name], None) for name in plain}) if plain else None
    knapp = pooled.hartung_knapp
    return Differences(
        adjusted=randomised,
        k=len(names),
        came=sum(each.came for each in found.values()),
        beside=sum(each.beside for each in found.values()),
        own=_of_people([(each.own, each.came) for each in found.values()]),
        other=_of_people([(each.other, each.beside) for each in found.values()]),
        headline=pooled.headline if names else NOBODY,
        p=knapp if isinstance(knapp, NotEstimable) else knapp.p,
        permutation_p=NotEstimable("Lots were drawn within chapters."),
        chapters=_with_unadjusted(found, plain),
        groups={},
        left_out=tuple(sorted({*one, *other} - set(names))),
        pooled=pooled,
        unadjusted=unadjusted.headline if unadjusted else None,
    )


def _pooled(found: Mapping[str, Contrasted], behind: Mapping[str, Behind]) -> PooledEstimate:
    """The average of chapters' differences, as changes are averaged."""
    means = {name: each.estimate for name, each in found.items()}
    return pooled_means(means, {name: each.variance for name, each in found.items()}, behind=behind)


def _with_unadjusted(found: Mapping[str, Contrasted], plain: Mapping[str, Contrasted]) -> dict[str, Contrasted]:
    """The chapters with the limits of the difference that allows for nothing, where that has any."""
    ends = {
        name: Interval(low=each.low, high=each.high)
        for name, each in plain.items()
        if isinstance(each.low, float) and isinstance(each.high, float)
    }
    return {name: replace(each, unadjusted=ends.get(name)) for name, each in found.items()}


def _of_people(means: Sequence[tuple[float, int]]) -> float | NotEstimable:
    """The mean change of all people of one side, from the mean and the people of each chapter or group."""
    people = sum(n for _, n in means)
    return float(sum(mean * n for mean, n in means) / people) if people else NOBODY


def _contrasted(one: GroupSummary, other: GroupSummary, adjusted: Coefficient | None) -> Contrasted:
    """The difference of mean changes with the interval of Welch 1947 (Biometrika 34:28), or the adjusted one."""
    sides = Contrasted(
        came=one.n,
        beside=other.n,
        own=one.mean,
        other=other.mean,
        estimate=one.mean - other.mean,
        variance=one.variance + other.variance,
        low=NO_SPREAD,
        high=NO_SPREAD,
        p=NO_SPREAD,
    )
    if adjusted is not None:
        sides = replace(sides, estimate=adjusted.estimate, variance=adjusted.se**2)
        return replace(sides, low=adjusted.low, high=adjusted.high, p=adjusted.p)
    if sides.variance <= ALIKE**2:
        return replace(sides, variance=0.0)
    found = coefficient(sides.estimate, se=sides.variance**0.5, df=_df(one, other, None))
    return replace(sides, low=found.low, high=found.high, p=found.p)


def _behind(one: GroupSummary, other: GroupSummary, adjusted: Coefficient | None) -> Behind:
    return Behind(people=one.n * other.n / (one.n + other.n), df=_df(one, other, adjusted))


def _df(one: GroupSummary, other: GroupSummary, adjusted: Coefficient | None) -> float:
    """Degrees of freedom of a difference's variance: Welch's, or those of its analysis of covariance."""
    if adjusted is not None:
        return adjusted.df
    squares = sum(side.variance**2 / (side.n - 1) for side in (one, other))
    return (one.variance + other.variance) ** 2 / squares if squares else float(one.n + other.n - 2)


def _coefficient(came: pd.DataFrame, comparison: pd.DataFrame) -> Coefficient | None:
    """Analysis of covariance in one chapter: post ~ pre + arm; None where it cannot be had, as where all began alike.

    Reference: Vickers & Altman 2001, BMJ 323:1123.
    """
    people = pd.concat([came, comparison])
    pre = people["pre"].to_numpy(dtype=float)
    arm = np.repeat([1.0, 0.0], [len(came), len(comparison)])
    design = np.column_stack([np.ones(len(people)), pre - pre.mean(), arm])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    found = least_squares_coefficient(design, people["post"].to_numpy(dtype=float), column=2)
    return None if isinstance(found, NotEstimable) else found


def _between(came: pd.DataFrame, comparison: pd.DataFrame, *, randomised: bool, below: int) -> Differences:
    arms = {"came": came, "comparison": comparison}
    sizes = {arm: rows.groupby("chapter").size() for arm, rows in arms.items()}
    enough = {arm: size[size >= max(below, 1)].index for arm, size in sizes.items()}
    people = pd.concat([rows[rows["chapter"].isin(enough[arm])].assign(arm=arm) for arm, rows in arms.items()])
    found = summaries(people["change"].to_numpy(), zip(people["arm"], people["chapter"], strict=True))
    shown = [{name: one for (side, name), one in found.items() if side == arm} for arm in arms]
    one, other = map(side_of, shown)
    headline, p = between(one, other)
    lots = NotEstimable("It was not drawn by lot which groups came.")
    return Differences(
        adjusted=False,
        k=one.count + other.count,
        came=sum(each.n for each in shown[0].values()),
        beside=sum(each.n for each in shown[1].values()),
        own=_of_people([(each.mean, each.n) for each in shown[0].values()]),
        other=_of_people([(each.mean, each.n) for each in shown[1].values()]),
        headline=headline,
        p=p,
        permutation_p=permutation_p(one.means, other.means) if randomised else lots,
        chapters={},
        groups={
            name: GroupMean(came=side is shown[0], people=each.n, change=each.mean)
            for side in shown
            for name, each in side.items()
        },
        left_out=tuple(sorted({name for size in sizes.values() for name in size.index} - {*shown[0], *shown[1]})),
        pooled=None,
    )


def next_difference(found: Differences) -> NewChapter | NotEstimable:
    """What a new chapter of the usual size would measure, with the median of the chapters' sampling variances."""
    if found.pooled is None:
        return NotEstimable("Groups of one side each say nothing of a chapter that has both.")
    sizes = [one.came for one in found.chapters.values()]
    variances = [one.variance for one in found.chapters.values()]
    people = round(float(np.median(sizes))) if sizes else 0
    return measured_next(found.pooled, float(np.median(variances)) if variances else 0.0, people=people)
