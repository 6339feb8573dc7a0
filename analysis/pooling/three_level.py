"""Experiments inside chapters: how far each spreads, and where a new workshop would lie.

The change y of experiment e in chapter c, with sampling variance v, is y ~ N(mu, v + tau2_experiment + tau2_chapter),
and two experiments of one chapter share its tau2_chapter. Below, t and s stand for tau2_chapter and tau2_experiment.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.estimate.estimate import Interval, NotEstimable
from analysis.estimate.quantiles import t_quantile
from analysis.estimate.roots import maximum_at
from analysis.pooling.heterogeneity import Numbers


@dataclass(frozen=True, kw_only=True)
class ThreeLevel:
    """The average with its standard error, and the variance of true changes between chapters and between a chapter's
    experiments (squared units of the answers).
    """

    estimate: float
    se: float
    tau2_chapter: float
    tau2_experiment: float


@dataclass(frozen=True)
class _Nested:
    """Experiments in order with the number of their chapter (0, 1, ...), on a scale of their own."""

    y: Numbers
    v: Numbers
    chapter: npt.NDArray[np.intp]

    def per_chapter(self, values: Numbers) -> Numbers:
        """Sum of a value a experiment within each chapter."""
        return np.bincount(self.chapter, weights=values).astype(np.float64)

    def weighted(self, s: float) -> "_Weighted":
        """The experiments with the weights that this tau squared of experiments gives them."""
        w = 1 / (self.v + s)
        return _Weighted(self, w, self.per_chapter(w), self.per_chapter(w * self.y))


@dataclass(frozen=True)
class _Weighted:
    """Experiments at one s: weights w = 1/(v + s), and the sums of w and of w y in each chapter."""

    nested: _Nested
    w: Numbers
    weights: Numbers
    sums: Numbers


def three_level(chapters: Sequence[str], estimates: Numbers, variances: Numbers) -> ThreeLevel | NotEstimable:
    """Three-level REML average of experiments inside chapters; the three arguments hold one entry an experiment.

    Estimand: mu, the mean true change, and the variances between chapters and between experiments of a chapter.
    Formula: the maximum of the restricted likelihood of y ~ N(mu, V), V = diag(v + s) + t within a chapter, over s, t
    >= 0, s outside and t inside. Assumption: normal, v known and above zero. Needs two chapters, one of them with two
    experiments. Reference: Konstantopoulos 2011, Research Synthesis Methods 2:61; metafor
    rma.mv(~1|chapter/experiment).
    """
    names, codes = np.unique(np.asarray(chapters, dtype=str), return_inverse=True)
    reason = _why_not(len(names), np.asarray(variances, dtype=float))
    if reason is not None:
        return reason
    y, v = np.asarray(estimates, dtype=float), np.asarray(variances, dtype=float)
    centre, scale = float(y.mean()), float(v.max() + y.var())
    nested = _Nested((y - centre) / np.sqrt(scale), v / scale, codes)
    t, s = _restricted_maximum(nested)
    mu, information = _average(nested.weighted(s), t)
    return ThreeLevel(
        estimate=centre + mu * float(np.sqrt(scale)),
        se=float(np.sqrt(scale / information)),
        tau2_chapter=t * scale,
        tau2_experiment=s * scale,
    )


def _why_not(chapters: int, variances: Numbers) -> NotEstimable | None:
    if chapters < 2:
        return NotEstimable("The spread between chapters needs at least two chapters.")
    if len(variances) == chapters:
        return NotEstimable(
            "Every chapter has one experiment, so the spread of chapters and of experiments cannot be told apart."
        )
    if np.any(variances == 0):
        return NotEstimable("An experiment's variance is zero, so no weight can be given to it.")
    return None


def _restricted_maximum(nested: _Nested) -> tuple[float, float]:
    grid = np.concatenate([[0.0], np.geomspace(nested.v.min() / 1e3, 1e3 * len(nested.y), 40)])

    def best_t(at: _Weighted) -> float:
        return maximum_at(lambda t: _log_likelihood(at, t), lambda t: _slope_chapter(at, t), grid=grid)

    def slope(s: float) -> float:
        at = nested.weighted(s)
        return _slope_experiment(at, best_t(at))

    s = maximum_at(
        lambda each: np.array([_log_likelihood(nested.weighted(s), grid).max() for s in each]), slope, grid=grid
    )
    return best_t(nested.weighted(s)), s


def _average(at: _Weighted, t: float) -> tuple[float, float]:
    """Mu and its information, given t, the tau squared of chapters, at an s, that of experiments.

    The information is the sum over chapters of W/(1 + tW), with W the sum of w = 1/(v + s) in the chapter.
    """
    shared = 1 + t * at.weights
    information = float((at.weights / shared).sum())
    return float((at.sums / shared).sum()) / information, information


def _log_likelihood(at: _Weighted, t: Numbers) -> Numbers:
    """-1/2 [ln|V| + ln(1'V^-1 1) + (y - mu)'V^-1 (y - mu)] at each t, V inverted by chapter in closed form."""
    w, weights, sums = at.w, at.weights, at.sums
    shared = 1 + t[:, None] * weights
    information = (weights / shared).sum(axis=1)
    mu = (sums / shared).sum(axis=1) / information
    within = (w * at.nested.y**2).sum() - 2 * mu * sums.sum() + mu**2 * weights.sum()
    quadratic = within - (t[:, None] / shared * (sums - mu[:, None] * weights) ** 2).sum(axis=1)
    heights: Numbers = -0.5 * (np.log(shared).sum(axis=1) - np.log(w).sum() + np.log(information) + quadratic)
    return heights


def _slope_chapter(at: _Weighted, t: float) -> float:
    """d/dt of the restricted log-likelihood: 1/2 [sum (1'z)^2 - sum(U) + sum(U^2)/sum(U)], U = 1'V^-1 1 a chapter."""
    mu, information = _average(at, t)
    shared = 1 + t * at.weights
    u, z = at.weights / shared, at.nested.per_chapter(at.w * (at.nested.y - mu)) / shared
    return 0.5 * float((z**2).sum() - information + (u**2).sum() / information)


def _slope_experiment(at: _Weighted, t: float) -> float:
    """d/ds of the restricted log-likelihood: 1/2 [z'z - tr(V^-1) + 1'V^-2 1 / 1'V^-1 1], z = V^-1 (y - mu)."""
    mu, information = _average(at, t)
    w, r, chapter = at.w, at.nested.y - mu, at.nested.chapter
    shared = 1 + t * at.weights
    z = w * (r - (t * at.nested.per_chapter(w * r) / shared)[chapter])
    trace = w.sum() - (t / shared * at.nested.per_chapter(w**2)).sum()
    ones = ((w / shared[chapter]) ** 2).sum()
    return 0.5 * float((z**2).sum() - trace + ones / information)


def prediction_workshop(found: ThreeLevel | NotEstimable, *, chapters: int, minimum: int) -> Interval | NotEstimable:
    """Where the true change of a new workshop in a new chapter would lie.

    Estimand: the range that holds 95 % of such workshops. Formula: mu +- t(.975, k - 2) sqrt(se^2 + tau2_chapter +
    tau2_experiment), k the chapters. Assumption: both spreads normal. Withheld below `minimum` chapters. Reference:
    Higgins, Thompson & Spiegelhalter 2009, J R Stat Soc A 172:137, with the second level added.
    """
    if isinstance(found, NotEstimable):
        return found
    if chapters < max(minimum, 3):
        return NotEstimable(
            f"A range for a new workshop needs at least {max(minimum, 3)} chapters; there are {chapters}."
        )
    spread = np.sqrt(found.se**2 + found.tau2_chapter + found.tau2_experiment)
    half = float(t_quantile(0.975, chapters - 2) * spread)
    return Interval(low=found.estimate - half, high=found.estimate + half)
