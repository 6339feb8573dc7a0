"""Figures across chapters from people's answers, and a chapter's own interval from its experiments."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from analysis.estimate.estimate import Interval, NotEstimable
from analysis.estimate.quantiles import t_quantile
from analysis.pooling.averages import ALIKE, Headline, leading_average
from analysis.pooling.clustered import Coefficient, cr2_mean
from analysis.pooling.heterogeneity import Numbers, reml_tau2
from analysis.pooling.mixed import OneStage, one_stage
from analysis.pooling.pooling import PooledEstimate, not_pooled, pool
from analysis.pooling.three_level import ThreeLevel, prediction_workshop, three_level

Cell = tuple[str, str]
"""A chapter and one of its experiments."""
CHANGED_ALIKE = NotEstimable("In every chapter everybody changed alike, so the answers have no spread to judge by.")
BOTH = ["chapter", "experiment"]
"""The columns that name one."""


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
    pairs = _pairs(scores)
    groups = summaries(pairs, ["chapter"])
    used = pairs[pairs["chapter"].isin(groups.index[groups["n"] > 1])]
    pooled = pooled_groups(groups[groups["n"] > 1], minimum_for_prediction=minimum_for_prediction)
    nested = _nested(used, hidden_experiments) if _has_experiments(scores) else None
    reason = too_few_chapters(pooled.k)
    changes, chapters = used["change"].to_numpy(dtype=float), used["chapter"].to_numpy()
    return AcrossFigures(
        **{field.name: getattr(pooled, field.name) for field in fields(PooledEstimate)},
        cr2=reason or cr2_mean(changes, chapters),
        one_stage=reason or one_stage(changes, chapters),
        three_level=None if nested is None else reason or nested,
        prediction_workshop=None
        if nested is None
        else reason or prediction_workshop(nested, chapters=pooled.k, minimum=minimum_for_prediction),
        left_out=tuple(groups.index[groups["n"] == 1]),
    )


def headline_alone(scores: pd.DataFrame) -> Headline | NotEstimable:
    """The headline of `across_figures` and none of the others, for the many questions of a report.

    Estimand, formula, assumption, reference: those of `analysis.pooling.averages.leading_average`.
    """
    groups = summaries(_pairs(scores), ["chapter"])
    used = groups[groups["n"] > 1]
    y, v = used["mean"].to_numpy(dtype=float), used["variance"].to_numpy(dtype=float)
    if not v.any():
        return too_few_chapters(len(used)) or CHANGED_ALIKE
    return too_few_chapters(len(used)) or leading_average(y, v, tau2=reml_tau2(y, v))


def _pairs(scores: pd.DataFrame) -> pd.DataFrame:
    pairs = scores.dropna(subset=["pre", "post"])
    return pairs.assign(chapter=pairs["chapter"].astype(str), change=pairs["post"] - pairs["pre"])


def _has_experiments(scores: pd.DataFrame) -> bool:
    return "experiment" in scores.columns and bool((scores["experiment"].fillna("").astype(str) != "").any())


def summaries(pairs: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """People, mean change and variance s^2 / n of each group; `borrowed` marks an s^2 pooled over the other groups."""
    changes = pairs.groupby(by)["change"]
    groups = pd.DataFrame({"n": changes.size(), "mean": changes.mean(), "s2": changes.var()})
    alike = (changes.max() - changes.min()).round(10) == 0
    spread = groups[~alike & (groups["n"] > 1)]
    pooled = float(((spread["n"] - 1) * spread["s2"]).sum() / max((spread["n"] - 1).sum(), 1))
    groups["borrowed"] = alike & (groups["n"] > 1)
    groups["variance"] = groups["s2"].where(~groups["borrowed"], pooled) / groups["n"]
    return groups


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
    means = {str(chapter): float(mean) for chapter, mean in groups["mean"].items()}
    variances = {str(chapter): float(variance) for chapter, variance in groups["variance"].items()}
    if means and not any(variances.values()):
        return not_pooled(means, variances, reason=too_few_chapters(len(means)) or CHANGED_ALIKE)
    found = pool(means, variances, minimum_for_prediction=minimum_for_prediction)
    borrowed = set(groups.index[groups["borrowed"]])
    marked = {
        name: replace(chapter, variance_borrowed=True) if name in borrowed else chapter
        for name, chapter in found.chapters.items()
    }
    return _side_by_side(replace(found, chapters=marked))


def _side_by_side(found: PooledEstimate) -> PooledEstimate:
    """Two chapters keep Q, I squared and tau squared, which compare them, and lose every average."""
    reason = too_few_chapters(found.k)
    if reason is None:
        return found
    chapters = {name: replace(chapter, weight=reason) for name, chapter in found.chapters.items()}
    without = not_pooled({}, {}, reason=reason)
    return replace(without, k=found.k, chapters=chapters, q=found.q, i2=found.i2, tau2=found.tau2)


def _nested(pairs: pd.DataFrame, hidden: Collection[Cell]) -> ThreeLevel | NotEstimable:
    groups = _without(summaries(_named(pairs), BOTH), hidden)
    groups = groups[groups["n"] > 1]
    if groups.empty:
        return NotEstimable("No experiment has enough people who answered both times.")
    chapters = [str(chapter) for chapter in groups.index.get_level_values("chapter")]
    return three_level(chapters, groups["mean"].to_numpy(dtype=float), groups["variance"].to_numpy(dtype=float))


def _named(pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs.assign(experiment=pairs["experiment"].fillna("").astype(str))


def _without(groups: pd.DataFrame, hidden: Collection[Cell]) -> pd.DataFrame:
    kept = np.array([cell not in set(hidden) for cell in groups.index], dtype=bool)
    return groups[kept]


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
    pairs = _pairs(scores)
    changes = _named(pairs).groupby(BOTH)["change"]
    groups = pd.DataFrame({"n": changes.size(), "mean": changes.mean()})
    people = {str(chapter): n.to_numpy(float) for chapter, n in groups["n"].groupby(level="chapter")}
    spread, df = _between(_without(groups, hidden_experiments))
    return {
        str(chapter): _own_interval(of_chapter, people[str(chapter)], spread, df=df)
        for chapter, of_chapter in pairs.groupby("chapter")["change"]
    }


def _between(groups: pd.DataFrame) -> tuple[float, int]:
    """S^2 and E - K over experiments of chapters."""
    of_chapter = groups["mean"].groupby(level="chapter")
    around = groups["mean"] - of_chapter.transform("mean")
    df = len(groups) - of_chapter.ngroups
    return float((around**2).sum() / max(df, 1)), df


def _own_interval(changes: pd.Series, people: Numbers, spread: float, *, df: int) -> BetweenExperiments | NotEstimable:
    if df < 1:
        return NotEstimable("No chapter has held two experiments, so how far evenings lie apart cannot be told.")
    n, mean = len(changes), float(changes.mean())
    from_people = float(t_quantile(0.975, n - 1) * changes.std(ddof=1) / np.sqrt(n)) if n > 1 else 0.0
    shares = people / people.sum()
    half = max(from_people, float(t_quantile(0.975, df) * np.sqrt(spread * np.sum(shares**2))))
    if half <= ALIKE:
        return NotEstimable("Everybody changed alike, at every evening, so there is no spread to judge by.")
    return BetweenExperiments(low=mean - half, high=mean + half, df=df, one_evening=len(people) == 1)
