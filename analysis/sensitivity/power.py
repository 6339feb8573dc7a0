"""What a number of pairs can detect: for the card before a workshop, never afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import stdtrit

from analysis.estimate.estimate import NotEstimable
from analysis.estimate.noncentral import noncentral_cdf
from analysis.estimate.roots import root_between
from analysis.pooling.averages import leading_average
from analysis.pooling.heterogeneity import Numbers, reml_tau2
from analysis.thresholds import TOO_FEW_TO_REPORT_BELOW

POWER = 0.8
LEVEL = 0.05
USUAL_R = 0.6
ONE = NotEstimable("It takes two pairs to detect any change.")


@dataclass(frozen=True, kw_only=True)
class Detectable:
    """The smallest true change found with 80 % power: in scale points, and in standard deviations of a score."""

    smallest_change: float
    smallest_d: float


def power(pairs: float, d_z: float) -> float:
    """The chance that the two-sided paired t test at 5 % finds a change of `d_z` standard deviations of the change.

    Formula: P(|T| > t(.975, n - 1)), T noncentral t with noncentrality d_z sqrt(n); both tails count. `pairs` may be a
    fraction. Reference: Cohen 1988, Statistical Power Analysis; R's power.t.test(strict = TRUE).
    """
    df = pairs - 1
    edge = float(-stdtrit(df, LEVEL / 2))
    noncentrality = d_z * np.sqrt(pairs)
    return noncentral_cdf(-edge, df, noncentrality=-noncentrality) + noncentral_cdf(
        -edge, df, noncentrality=noncentrality
    )


def smallest_d_z(pairs: int) -> float | NotEstimable:
    """The smallest true change, in standard deviations of the change, that the paired t test finds with 80 % power."""
    if pairs < 2:
        return ONE
    high = 1.0
    while power(pairs, high) < POWER:
        high *= 2
    return root_between(lambda d_z: power(pairs, d_z) - POWER, low=0.0, high=high)


def pairs_needed(d_z: float) -> float:
    """How many pairs, as a fraction, give 80 % power for a change of `d_z` > 0 standard deviations of the change."""
    high = 4.0
    while power(high, d_z) < POWER:
        high *= 2
    return root_between(lambda pairs: power(pairs, d_z) - POWER, low=1.01, high=high)


def detectable(pairs: int, *, sd: float = 1.0, r: float = USUAL_R) -> Detectable | NotEstimable:
    """The smallest change that one experiment of the expected number of pairs detects: the claim within it.

    `sd` is the standard deviation of a score at one wave in scale points, `r` the correlation of the two waves: the
    change then has sd sqrt(2 (1 - r)), which turns d_z into standard deviations of a score.
    """
    smallest = smallest_d_z(pairs)
    if isinstance(smallest, NotEstimable):
        return smallest
    d = smallest * float(np.sqrt(2 * (1 - r)))
    return Detectable(smallest_change=d * sd, smallest_d=d)


SIMULATED = 4000
"""Studies that are simulated: the chance of a finding is then known to within .01 or so."""
FEWEST_CHAPTERS = 3
FEWEST_PAIRS = TOO_FEW_TO_REPORT_BELOW
FEW_CHAPTERS = NotEstimable(f"An average across chapters needs {FEWEST_CHAPTERS} chapters or more.")
FEW_PAIRS = NotEstimable(f"A chapter of fewer than {FEWEST_PAIRS} pairs is not shown, so it is in no average.")


@dataclass(frozen=True, kw_only=True)
class DetectableAcross(Detectable):
    """The smallest true average change that the headline across chapters finds, and how often it does."""

    power: float


def chapter_sizes(pairs: int, chapters: int, *, evenings: int | None = None) -> tuple[int, ...]:
    """So many pairs shared out among the chapters by evenings of one size, or evenly where these are not known."""
    held = evenings if evenings and evenings >= chapters else chapters
    ends = [round(pairs * evening / held) for evening in range(held + 1)]
    per_evening = [end - start for start, end in pairwise(ends)]
    return tuple(sum(per_evening[chapter::chapters]) for chapter in range(chapters))


def found_from(
    sizes: Sequence[int],
    *,
    sd_change: float,
    spread: float,
    rng: np.random.Generator,
    studies: Iterable[int] = range(SIMULATED),
) -> Numbers:
    """In each simulated study the true average change from which on its headline lies above nought.

    Estimand: the distribution whose share at or below a change is the chance that the headline's average finds it
    (`pooling.averages.leading_average`, REML, as unsure as the widest of three). Formula: chapter j of n_j has the mean
    change spread * z_j + sd_change * e_j / sqrt(n_j) about the average, and the sampling variance s_j^2 / n_j with
    (n_j - 1) s_j^2 / sd_change^2 chi-square; a true average only moves the estimate, never the width. Assumption:
    normal changes, chapters independent; evenings of a chapter differ by chance alone. `spread` is the standard
    deviation of chapters' true changes, in the unit of `sd_change`.
    """
    n = np.array(sizes, dtype=float)
    edges = []
    for _ in studies:
        y = spread * rng.normal(size=len(n)) + sd_change * rng.normal(size=len(n)) / np.sqrt(n)
        v = sd_change**2 * rng.chisquare(n - 1) / (n - 1) / n
        around = leading_average(y, v, tau2=reml_tau2(y, v))
        edges.append(-around.low)
    return np.array(edges)


def detectable_across(
    sizes: Sequence[int],
    *,
    spread: float,
    rng: np.random.Generator,
    sd: float = 1.0,
    r: float = USUAL_R,
    studies: Iterable[int] = range(SIMULATED),
) -> DetectableAcross | NotEstimable:
    """The smallest average change that the headline across chapters of these sizes finds four times in five.

    `sd` and `r` are as in `detectable`, `spread` in scale points as `sd`; by simulation (`found_from`).
    """
    if len(sizes) < FEWEST_CHAPTERS:
        return FEW_CHAPTERS
    if min(sizes) < FEWEST_PAIRS:
        return FEW_PAIRS
    sd_change = sd * float(np.sqrt(2 * (1 - r)))
    edges = found_from(sizes, sd_change=sd_change, spread=spread, rng=rng, studies=studies)
    smallest = float(np.quantile(edges, POWER))
    return DetectableAcross(smallest_change=smallest, smallest_d=smallest / sd, power=float(np.mean(edges <= smallest)))
