"""What can be said of ordered answers without taking their points as distances: signs, ranks, the middle change."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import bdtr, ndtr

from analysis.estimate.change import exact_counts
from analysis.estimate.estimate import Estimate, NotEstimable, Suppressed
from analysis.estimate.pairs import NO_BETTER_WAY, Numbers, Pairs
from analysis.estimate.quantiles import normal_limit
from analysis.estimate.walsh import Indices, signed_rank_quantile, walsh_averages
from analysis.scoring.scoring import Direction

EXACT_PAIRS = 300
EXACT_SUMS = 2_000_000
NOBODY_CHANGED = NotEstimable("Nobody changed, so there is no direction to test.")


@dataclass(frozen=True)
class SignTest:
    """The exact two-sided p of as many ups beside downs, were either equally likely."""

    p: float | Suppressed


@dataclass(frozen=True, kw_only=True)
class SignedRank:
    """Two-sided p of the signed-rank test with zeros as Pratt has them, how it was found, and how many zeros."""

    p: float | Suppressed
    method: Literal["exact", "normal"]
    zeros: int


def sign_test(pairs: Pairs) -> SignTest | NotEstimable:
    """The exact sign test.

    Estimand: P(up) among those who changed, against 1/2. Formula: 2 P(X <= min(up, down)), X binomial(up + down, 1/2),
    at most 1. Assumption: pairs independent. Reference: Arbuthnott 1710; Conover 1999, Practical Nonparametric
    Statistics.
    """
    if pairs.few:
        return pairs.few
    counts = exact_counts(pairs)
    moved = counts.up + counts.down
    return SignTest(p=sign_p(counts.up, moved)) if moved else NOBODY_CHANGED


def sign_p(ups: int, moved: int) -> float:
    """Two-sided exact p of `ups` out of `moved` at even odds."""
    return min(1.0, float(2 * bdtr(min(ups, moved - ups), moved, 0.5)))


def signed_rank(pairs: Pairs) -> SignedRank | NotEstimable:
    """The signed-rank test, exact with ties and zeros.

    Estimand: whether changes are symmetric about 0. Formula: |d| ranked with the zeros among them, which are then
    dropped (Pratt 1959, JASA 54:655); the sum of the ranks of the ups against its exact distribution given those ranks,
    in which each sign is even odds. From 300 pairs that changed on: normal, with continuity correction. Assumption:
    pairs independent. Attainable p with m non-zero pairs: no less than 2 / 2^m. Reference: Wilcoxon 1945.
    """
    if pairs.few:
        return pairs.few
    ranks, ups = pratt_ranks(pairs.rounded)
    zeros = len(pairs) - len(ranks)
    if not len(ranks):
        return NOBODY_CHANGED
    if len(ranks) <= EXACT_PAIRS and np.sum(ranks) / 2 <= EXACT_SUMS:
        return SignedRank(p=exact_rank_p(ranks, ups), method="exact", zeros=zeros)
    z = abs(rank_z(ranks, ups, correction=0.5))
    return SignedRank(p=float(2 * ndtr(-z)), method="normal", zeros=zeros)


def pratt_ranks(change: Numbers) -> tuple[Indices, Indices]:
    """Twice the ranks of the non-zero changes (whole numbers also where ties share a rank), and those of the ups.

    Sizes tied from rank a to rank b share the rank (a + b) / 2; b counts them and all smaller, and a = b - ties + 1.
    """
    _, size, ties = np.unique(np.abs(change), return_inverse=True, return_counts=True)
    doubled = (2 * np.cumsum(ties) - ties + 1)[size]
    return doubled[change != 0], doubled[change > 0]


def exact_rank_p(ranks: Indices, ups: Indices) -> float:
    """Two-sided p of the sum of `ups` when each of `ranks` counts or not at even odds.

    The ways to reach each sum grow rank by rank, ways <- ways + shift(ways, rank), and each of the 2^m ways of m ranks
    is as likely. The distribution is symmetric, so only its lower tail up to the smaller of the sum and its mirror is
    built.
    """
    step = int(np.gcd.reduce(ranks))
    reduced = np.sort(ranks // step)
    total, observed = int(np.sum(reduced)), int(np.sum(ups)) // step
    ways = np.zeros(min(observed, total - observed) + 1)
    ways[0] = 1
    counting = reduced[reduced < len(ways)]
    ends = np.minimum(np.cumsum(counting) + 1, len(ways))
    for rank, end in zip(counting.tolist(), ends.tolist(), strict=True):
        ways[rank:end] += ways[: end - rank]
    return min(1.0, float(np.ldexp(2 * np.sum(ways), -len(reduced))))


def rank_z(ranks: Indices, ups: Indices, *, correction: float = 0.0) -> float:
    """The sum of the ranks of the ups in standard deviations from its middle, drawn in by `correction` rank units.

    z = (W - sum r / 2) / sqrt(sum r^2 / 4), r the single ranks.
    """
    single = ranks / 2
    distance = float(np.sum(ups) / 2 - np.sum(single) / 2)
    drawn = np.sign(distance) * max(abs(distance) - correction, 0)
    return float(drawn / np.sqrt(np.sum(single**2) / 4))


def hodges_lehmann(pairs: Pairs) -> Estimate | NotEstimable:
    """The middle change, which a few large changes cannot pull away; zeros count like every other change.

    Estimand: the pseudomedian of the change. Formula: median of the n (n + 1) / 2 Walsh averages; interval from number
    k and its mirror, k = max(1, signed-rank quantile(.025, n)). Assumption: changes symmetric about it; ties make the
    interval hold more than 95 %. Reference: Hodges & Lehmann 1963, Annals of Mathematical Statistics 34:598.
    """
    if pairs.few:
        return pairs.few
    n = len(pairs)
    number = n * (n + 1) // 2
    k = max(1, signed_rank_quantile(0.025, n))
    ranks = [k, (number + 1) // 2, number // 2 + 1, number + 1 - k]
    low, lower_middle, upper_middle, high = walsh_averages(pairs.change, ranks)
    return Estimate(value=(lower_middle + upper_middle) / 2, low=low, high=high)


def probability_of_improvement(pairs: Pairs, *, direction: Direction) -> Estimate | NotEstimable:
    """The share of people who moved the better way, those who stayed counted half.

    Estimand: P(better) + P(same) / 2 of a person before and after. Formula: p = (better + same / 2) / n with Wilson's
    interval. Assumption: pairs independent. Reference: Wilson 1927, JASA 22:209; Grissom & Kim 2012, Effect Sizes.
    """
    if pairs.few:
        return pairs.few
    counts = exact_counts(pairs)
    if direction == "not stated":
        return NO_BETTER_WAY
    better = counts.up if direction == "higher" else counts.down
    return wilson((better + counts.same / 2) / len(pairs), len(pairs))


def wilson(share: float, n: int, *, alpha: float = 0.05) -> Estimate:
    """A share of n and its score interval (1 - `alpha`): the shares p0 with |share - p0| <= z sqrt(p0 (1 - p0) / n)."""
    z = normal_limit(alpha)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return Estimate(value=share, low=max(0.0, float(middle - half)), high=min(1.0, float(middle + half)))
