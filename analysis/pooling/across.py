"""Figures across chapters from people's answers, and a chapter's own interval from its experiments."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.estimate.estimate import Interval, NotEstimable
from analysis.estimate.quantiles import t_quantile
from analysis.pooling.averages import ALIKE, Headline, leading_average
from analysis.pooling.clustered import Coefficient, cr2_mean
from analysis.pooling.equal_chapters import Behind
from analysis.pooling.heterogeneity import Numbers, reml_tau2
from analysis.pooling.mixed import OneStage, one_stage
from analysis.pooling.pooling import PooledEstimate, not_pooled, pool
from analysis.pooling.summaries import (
    Cell,
    Changes,
    GroupSummary,
    changes_of,
    experiments_of,
    means,
    places,
    several,
    summaries,
)
from analysis.pooling.three_level import ThreeLevel, prediction_workshop, three_level

CHANGED_ALIKE = NotEstimable("In every chapter everybody changed alike, so the answers have no spread to judge by.")


@dataclass(frozen=True, kw_only=True)
class AcrossFigures(PooledEstimate):
    """All figures across chapters; `left_out` names chapters with one pair, which have no spread of their own.

    `three_level` and `prediction_workshop` are None where no experiments are given.
    """

    cr2: Coefficient | NotEstimable
    one_stage: OneStage | NotEstimable
    three_level: ThreeLevel | NotEstimable | None
    prediction_workshop: Interval | NotEstimable | None
    left_out: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BetweenExperiments:
    """A chapter's own 95 % limits for its mean change, `df` those of the spread between experiments.

    `one_evening` is true where the chapter held one experiment and its spread is the other chapters'.
    """

    low: float
    high: float
    df: int
    one_evening: bool


def across_figures(
    scores: pd.DataFrame, *, minimum_for_prediction: int = 5, hidden_experiments: Collection[Cell] = ()
) -> AcrossFigures:
    """Every across-chapters figure of one outcome, from columns chapter, pre, post and, where given, experiment.

    Estimand: the mean true change of chapters like these. A chapter counts with its mean change and s^2 / n over those
    who answered both times; where all of a chapter changed alike it takes the other chapters' pooled s^2. Assumption:
    chapters independent; those under the threshold are already left out by the caller. One or two chapters are put
    side by side, not averaged. `hidden_experiments` are kept out of the three-level figures, so that nothing printed
    depends on them alone. Reference: Riley, Lambert & Abo-Zaid 2010, BMJ 340:c221, for two stages and one.
    """
    changes = changes_of(scores)
    chapters = summaries(changes.change, changes.chapter)
    pooled = _pooled(several(chapters), minimum_for_prediction=minimum_for_prediction)
    used = changes.of(np.array([chapters[name].n > 1 for name in changes.chapter.tolist()], dtype=bool))
    nested = _nested(used, hidden_experiments) if _has_experiments(scores) else None
    reason = too_few_chapters(pooled.k)
    return AcrossFigures(
        **{field.name: getattr(pooled, field.name) for field in fields(PooledEstimate)},
        cr2=reason or cr2_mean(used.change, used.chapter),
        one_stage=reason or one_stage(used.change, used.chapter),
        three_level=None if nested is None else reason or nested,
        prediction_workshop=None
        if nested is None
        else reason or prediction_workshop(nested, chapters=pooled.k, minimum=minimum_for_prediction),
        left_out=tuple(name for name, chapter in chapters.items() if chapter.n == 1),
    )


def headline_alone(scores: pd.DataFrame) -> Headline | NotEstimable:
    """The headline of `across_figures` and none of the others, for the many questions of a report.

    Estimand, formula, assumption, reference: those of `analysis.pooling.averages.leading_average`.
    """
    changes = changes_of(scores)
    used = several(summaries(changes.change, changes.chapter))
    y, v = _means_and_variances(used)
    if not v.any():
        return too_few_chapters(len(used)) or CHANGED_ALIKE
    return too_few_chapters(len(used)) or leading_average(y, v, tau2=reml_tau2(y, v))


def _has_experiments(scores: pd.DataFrame) -> bool:
    return any(experiments_of(scores).tolist())


def too_few_chapters(chapters: int) -> NotEstimable | None:
    """Why so few chapters are not averaged, or None."""
    if chapters > 2:
        return None
    if chapters == 0:
        return NotEstimable("No chapter has results yet.")
    names = {1: "a single chapter", 2: "two chapters"}
    return NotEstimable(f"We do not average {names[chapters]}: they stand side by side.")


def pooled_groups(groups: pd.DataFrame, *, minimum_for_prediction: int = 5) -> PooledEstimate:
    """The average over chapters (one a row: columns mean, variance, borrowed), or two or fewer side by side."""
    y = {str(chapter): float(mean) for chapter, mean in groups["mean"].items()}
    v = {str(chapter): float(variance) for chapter, variance in groups["variance"].items()}
    borrowed = {str(chapter) for chapter in groups.index[groups["borrowed"]]}
    return pooled_means(y, v, borrowed=borrowed, minimum_for_prediction=minimum_for_prediction)


def _pooled(chapters: Mapping[str, GroupSummary], *, minimum_for_prediction: int) -> PooledEstimate:
    y = {name: chapter.mean for name, chapter in chapters.items()}
    v = {name: chapter.variance for name, chapter in chapters.items()}
    borrowed = {name for name, chapter in chapters.items() if chapter.borrowed}
    behind = {name: Behind(people=chapter.n, df=chapter.n - 1) for name, chapter in chapters.items()}
    return pooled_means(y, v, behind=behind, borrowed=borrowed, minimum_for_prediction=minimum_for_prediction)


def pooled_means(
    y: Mapping[str, float],
    v: Mapping[str, float],
    *,
    behind: Mapping[str, Behind] | None = None,
    borrowed: Collection[str] = (),
    minimum_for_prediction: int = 5,
) -> PooledEstimate:
    """The same from chapters' mean changes, their variances and, where it is known, what is `behind` these.

    `borrowed` are those whose variance is the others'.
    """
    if y and not any(v.values()):
        return not_pooled(y, v, reason=too_few_chapters(len(y)) or CHANGED_ALIKE)
    found = pool(y, v, behind=behind, minimum_for_prediction=minimum_for_prediction)
    marked = {
        name: replace(chapter, variance_borrowed=True) if name in borrowed else chapter
        for name, chapter in found.chapters.items()
    }
    return _side_by_side(replace(found, chapters=marked))


def _side_by_side(found: PooledEstimate) -> PooledEstimate:
    """Two chapters keep what compares them (Q, I squared, tau squared, the test), and lose every average."""
    reason = too_few_chapters(found.k)
    if reason is None:
        return found
    chapters = {name: replace(chapter, weight=reason) for name, chapter in found.chapters.items()}
    without = not_pooled({}, {}, reason=reason)
    kept = {name: getattr(found, name) for name in ("q", "i2", "tau2", "brown_forsythe")}
    return replace(without, k=found.k, chapters=chapters, **kept)


def _means_and_variances(groups: Mapping[Any, GroupSummary]) -> tuple[Numbers, Numbers]:
    mean, variance = ([getattr(group, name) for group in groups.values()] for name in ("mean", "variance"))
    return np.array(mean, dtype=float), np.array(variance, dtype=float)


def _nested(changes: Changes, hidden: Collection[Cell]) -> ThreeLevel | NotEstimable:
    groups = several(_without(summaries(changes.change, changes.cells), hidden))
    if not groups:
        return NotEstimable("No experiment has enough people who answered both times.")
    return three_level([chapter for chapter, _ in groups], *_means_and_variances(groups))


def _without(groups: Mapping[Cell, GroupSummary], hidden: Collection[Cell]) -> dict[Cell, GroupSummary]:
    return {cell: group for cell, group in groups.items() if cell not in hidden}


def between_experiments(
    scores: pd.DataFrame, *, hidden_experiments: Collection[Cell] = ()
) -> dict[str, BetweenExperiments | NotEstimable]:
    """Each chapter's own interval, from how far experiments of one chapter lie apart (columns as in
    `across_figures`).

    Estimand: the chapter's true change over the evenings it might have held. Formula: S^2 = sum over chapters of the
    squares of experiments' means around the mean of their chapter's experiments / (E - K), E experiments in K
    chapters; f_e the share of the chapter's people in experiment e; half-width = t(.975, E - K) sqrt(S^2 sum f_e^2),
    never narrower than t(.975, n - 1) s / sqrt(n) from people. A chapter with one experiment takes S from the others.
    Assumption: experiments spread alike in all chapters. Hidden experiments are left out of S. Reference: Murray
    1998, Design and Analysis of Group-Randomized Trials; from people alone such intervals cover 71-88 % (simulated in
    the tests).
    """
    changes = changes_of(scores)
    groups = summaries(changes.change, changes.cells)
    spread, df = _between(_without(groups, hidden_experiments))
    names, place = places(changes.chapter.tolist())
    return {
        name: _own_interval(changes.change[place == number], _people(groups, name), spread, df=df)
        for number, name in enumerate(names)
    }


def _people(groups: Mapping[Cell, GroupSummary], chapter: str) -> Numbers:
    """How many people are in each experiment of a chapter."""
    return np.array([group.n for cell, group in groups.items() if cell[0] == chapter], dtype=float)


def _between(groups: Mapping[Cell, GroupSummary]) -> tuple[float, int]:
    """S^2 and E - K over experiments of chapters."""
    mean, (names, place) = _means_and_variances(groups)[0], places(chapter for chapter, _ in groups)
    around = mean - means(mean, place)[place]
    df = len(groups) - len(names)
    return float((around**2).sum() / max(df, 1)), df


def _own_interval(changes: Numbers, people: Numbers, spread: float, *, df: int) -> BetweenExperiments | NotEstimable:
    if df < 1:
        return NotEstimable("No chapter has held two experiments, so how far evenings lie apart cannot be told.")
    n, mean = len(changes), float(changes.mean())
    from_people = float(t_quantile(0.975, n - 1) * changes.std(ddof=1) / np.sqrt(n)) if n > 1 else 0.0
    shares = people / people.sum()
    half = max(from_people, float(t_quantile(0.975, df) * np.sqrt(spread * np.sum(shares**2))))
    if half <= ALIKE:
        return NotEstimable("Everybody changed alike, at every evening, so there is no spread to judge by.")
    return BetweenExperiments(low=mean - half, high=mean + half, df=df, one_evening=len(people) == 1)
