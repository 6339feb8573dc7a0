"""One average over chapters, with the uncertainty that few chapters deserve.

The chapters are a sample of the chapters that might have taken part: y_j ~ N(mu, v_j + tau^2), and mu, the mean of the
true changes of such chapters, is what is estimated. People are never pooled flat. `analysis/README.md` tells why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.estimate.estimate import LATER, Estimate, Interval, NotEstimable
from analysis.pooling.averages import (
    Average,
    ChapterMeans,
    HartungKnapp,
    Headline,
    WeightedBy,
    chapter_means,
    hartung_knapp,
    leading_average,
    prediction,
    reml_average,
    weighted_by,
)
from analysis.pooling.equal_chapters import SURE_ENOUGH, Behind, EqualChapters, equal_chapters
from analysis.pooling.heterogeneity import (
    CochranQ,
    Numbers,
    cochran_q,
    dersimonian_laird_tau2,
    i2,
    paule_mandel_tau2,
    q_profile,
    reml_tau2,
    weighted_mean,
)
from analysis.pooling.three_level import ThreeLevel, prediction_workshop, three_level


@dataclass(frozen=True, kw_only=True)
class PooledChapter:
    """A chapter in the average: its mean change, that mean's sampling variance, its share (0 to 1) of the REML weight.

    `variance_borrowed` is true where everybody in the chapter changed alike and the variance is the other chapters'.
    """

    estimate: float
    variance: float
    weight: float | NotEstimable
    variance_borrowed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class WithoutOne:
    """The average when one chapter is left out: REML estimate, Hartung-Knapp limits, variance between chapters."""

    estimate: float
    low: float | NotEstimable
    high: float | NotEstimable
    tau2: float


@dataclass(frozen=True, kw_only=True)
class PooledEstimate:
    """Every across-chapters figure that needs no raw answers; the names are those of the machine-readable report.

    `brown_forsythe` decides whether chapters are said to differ; None where it is not known how many people they have,
    or nothing can be pooled.
    """

    k: int
    chapters: Mapping[str, PooledChapter]
    q: CochranQ | NotEstimable
    i2: float | NotEstimable
    tau2: Estimate | NotEstimable
    reml: Average | NotEstimable
    hartung_knapp: HartungKnapp | NotEstimable
    headline: Headline | NotEstimable
    paule_mandel: WeightedBy | NotEstimable
    dersimonian_laird: WeightedBy | NotEstimable
    prediction: Interval | NotEstimable
    chapter_means: ChapterMeans | NotEstimable
    leave_one_out: Mapping[str, WithoutOne] | NotEstimable
    brown_forsythe: EqualChapters | NotEstimable | None = field(default=None, metadata=LATER)

    @property
    def clearly_differ(self) -> bool:
        """Whether chapters clearly differ: by a test that holds in small ones, too.

        The range of their variance must lie above zero as well, so that the two never contradict each other.
        """
        p = self.brown_forsythe.p if isinstance(self.brown_forsythe, EqualChapters) else None
        return isinstance(p, float) and p < SURE_ENOUGH and self.varies

    @property
    def varies(self) -> bool:
        """Whether the range of the variance between chapters lies above zero."""
        low = self.tau2.low if isinstance(self.tau2, Estimate) else None
        return isinstance(low, float) and low > 0


def pool(
    estimates: Mapping[str, float],
    variances: Mapping[str, float],
    *,
    behind: Mapping[str, Behind] | None = None,
    minimum_for_prediction: int = 3,
) -> PooledEstimate:
    """Pool chapters' estimates (in any unit) with their sampling variances (that unit squared).

    Estimand: mu, the mean true change of chapters like these. The headline is the REML average whose half-width is the
    widest of z, Hartung-Knapp t(k - 1) and the t on the plain chapter means. Assumption: chapters independent, each
    variance known and above zero; what is `behind` it is for the test of whether chapters differ. One chapter, or a
    variance of zero, gives `NotEstimable`. Raises ValueError when the two mappings do not name the same chapters, or
    hold a number that is not finite, or a negative variance.
    """
    _check(estimates, variances)
    names = tuple(estimates)
    y = np.array([estimates[name] for name in names], dtype=float)
    v = np.array([variances[name] for name in names], dtype=float)
    reason = _why_not(names, v)
    if reason is not None:
        return not_pooled(estimates, variances, reason=reason)
    found = _pooled(names, y, v, minimum_for_prediction=minimum_for_prediction)
    if behind is None:
        return found
    people, df = (np.array([getattr(behind[name], part) for name in names], dtype=float) for part in ("people", "df"))
    return replace(found, brown_forsythe=equal_chapters(y, v, people=people, df=df))


def _check(estimates: Mapping[str, float], variances: Mapping[str, float]) -> None:
    if set(estimates) != set(variances):
        raise ValueError("Estimates and variances must name the same chapters.")
    faults = [name for name in estimates if not (np.isfinite(estimates[name]) and 0 <= variances[name] < np.inf)]
    if faults:
        raise ValueError(f"Not a finite estimate with a variance of zero or more: {', '.join(faults)}.")


def _why_not(names: tuple[str, ...], variances: Numbers) -> NotEstimable | None:
    if len(names) < 2:
        return NotEstimable(f"An average needs at least two chapters; {len(names)} has a result.")
    without = [name for name, variance in zip(names, variances, strict=True) if variance == 0]
    if without:
        return NotEstimable(f"The variance given for {', '.join(without)} is zero, so no weight can be given to it.")
    return None


def not_pooled(
    estimates: Mapping[str, float], variances: Mapping[str, float], *, reason: NotEstimable
) -> PooledEstimate:
    """The chapters side by side, and one sentence in the place of every average."""
    chapters = {
        name: PooledChapter(estimate=float(estimates[name]), variance=float(variances[name]), weight=reason)
        for name in estimates
    }
    return PooledEstimate(
        k=len(chapters),
        chapters=chapters,
        q=reason,
        i2=reason,
        tau2=reason,
        reml=reason,
        hartung_knapp=reason,
        headline=reason,
        paule_mandel=reason,
        dersimonian_laird=reason,
        prediction=reason,
        chapter_means=reason,
        leave_one_out=reason,
    )


def _pooled(names: tuple[str, ...], y: Numbers, v: Numbers, *, minimum_for_prediction: int) -> PooledEstimate:
    tau2 = reml_tau2(y, v)
    weights = 1 / (v + tau2)
    spread = q_profile(y, v)
    reml = reml_average(y, v, tau2=tau2)
    return PooledEstimate(
        k=len(names),
        chapters={
            name: PooledChapter(estimate=float(y[j]), variance=float(v[j]), weight=float(weights[j] / weights.sum()))
            for j, name in enumerate(names)
        },
        q=cochran_q(y, v),
        i2=i2(tau2, v),
        tau2=Estimate(value=tau2, low=spread.low, high=spread.high),
        reml=reml,
        hartung_knapp=hartung_knapp(y, v, tau2=tau2),
        headline=leading_average(y, v, tau2=tau2),
        paule_mandel=weighted_by(y, v, tau2=paule_mandel_tau2(y, v)),
        dersimonian_laird=weighted_by(y, v, tau2=dersimonian_laird_tau2(y, v)),
        prediction=prediction(reml, tau2, k=len(names), minimum=minimum_for_prediction),
        chapter_means=chapter_means(y),
        leave_one_out=leave_one_out(names, y, v),
    )


def leave_one_out(names: tuple[str, ...], y: Numbers, v: Numbers) -> dict[str, WithoutOne] | NotEstimable:
    """The average again without each chapter in turn, so that none is seen to carry it alone.

    Estimand: mu over the others. Formula: REML and Hartung-Knapp on the k - 1 that stay. Needs three chapters.
    Reference: Viechtbauer & Cheung 2010, Research Synthesis Methods 1:112.
    """
    if len(names) < 3:
        return NotEstimable(f"Leaving one chapter out of {len(names)} leaves no average.")
    return {name: _without_one(np.delete(y, j), np.delete(v, j)) for j, name in enumerate(names)}


def _without_one(y: Numbers, v: Numbers) -> WithoutOne:
    tau2 = reml_tau2(y, v)
    around = hartung_knapp(y, v, tau2=tau2)
    estimate = weighted_mean(y, 1 / (v + tau2))
    if isinstance(around, NotEstimable):
        return WithoutOne(estimate=estimate, low=around, high=around, tau2=tau2)
    return WithoutOne(estimate=estimate, low=around.low, high=around.high, tau2=tau2)


@dataclass(frozen=True, kw_only=True)
class PooledExperiments(PooledEstimate):
    """The across-chapters figures of a list of experiments: `k` chapters, and the two figures that use both levels."""

    three_level: ThreeLevel | NotEstimable
    prediction_workshop: Interval | NotEstimable


def pool_experiments(
    chapters: Sequence[str], estimates: Sequence[float], variances: Sequence[float], *, minimum_for_prediction: int = 3
) -> PooledExperiments:
    """Pool experiments inside chapters (the three sequences hold one entry an experiment).

    Estimand, formula, assumption, reference: those of `three_level` and, where each chapter has one experiment, of
    `pool`; the figures of `pool` need one row a chapter and say so otherwise. Raises ValueError as `pool` does.
    """
    rows = [str(number) for number in range(len(chapters))]
    _check(dict(zip(rows, estimates, strict=True)), dict(zip(rows, variances, strict=True)))
    nested = three_level(chapters, np.asarray(estimates, dtype=float), np.asarray(variances, dtype=float))
    k = len(set(chapters))
    return PooledExperiments(
        **{**vars(_one_row_a_chapter(chapters, estimates, variances, minimum_for_prediction)), "k": k},
        three_level=nested,
        prediction_workshop=prediction_workshop(nested, chapters=k, minimum=minimum_for_prediction),
    )


def _one_row_a_chapter(
    chapters: Sequence[str], estimates: Sequence[float], variances: Sequence[float], minimum_for_prediction: int
) -> PooledEstimate:
    if len(set(chapters)) < len(chapters):
        return not_pooled({}, {}, reason=NotEstimable("This figure needs one row a chapter."))
    y, v = dict(zip(chapters, estimates, strict=True)), dict(zip(chapters, variances, strict=True))
    return pool(y, v, minimum_for_prediction=minimum_for_prediction)
