"""Walsh averages, (d_i + d_j) / 2 for i <= j, picked by rank without listing all, and the ranks an interval needs."""

from functools import cache

import numpy as np
import numpy.typing as npt

from analysis.estimate.pairs import DECIMALS, Numbers

Indices = npt.NDArray[np.intp]

LISTED = 200_000
CONVOLVED = 300
SLACK = 10 * np.finfo(float).eps
CUT_OFF = 10.0
POINTS = 400


def walsh_averages(change: Numbers, ranks: list[int]) -> list[float]:
    """The Walsh averages of n changes that stand at the given ranks (1 is the smallest, n (n + 1) / 2 the largest).

    Changes tied to 10 decimals are counted together, so answers on a few points cost next to nothing; changes that all
    differ are narrowed to the averages near the rank by counting those below a value, which takes n log n.
    """
    _, first, times = np.unique(change.round(DECIMALS), return_index=True, return_counts=True)
    values = change[first]
    left, right = _partners(values, low=float(values[0]), high=float(values[-1]))
    if (right - left).sum() > LISTED:
        return [_narrowed(values, times, rank) for rank in ranks]
    every = _listed(values, times, left=left, right=right)
    return [_at_rank(*every, rank) for rank in ranks]


def _narrowed(values: Numbers, times: Indices, rank: int) -> float:
    """The average at a rank, from a list of those near it alone."""
    low, high = float(values[0]), float(values[-1])
    left, right = _partners(values, low=low, high=high)
    while (right - left).sum() > LISTED:
        middle = (low + high) / 2
        if np.sum(_weight_before(times, _partners(values, low=middle, high=high)[0])) < rank:
            low = middle
        else:
            high = middle
        left, right = _partners(values, low=low, high=high)
    below = int(np.sum(_weight_before(times, left)))
    return _at_rank(*_listed(values, times, left=left, right=right), rank - below)


def _partners(values: Numbers, *, low: float, high: float) -> tuple[Indices, Indices]:
    """For each value the run of values, itself or later, with which its average is from low to high."""
    own = np.arange(len(values))
    left = np.maximum(np.searchsorted(values, 2 * low - values, side="left"), own)
    right = np.maximum(np.searchsorted(values, 2 * high - values, side="right"), left)
    return left, right


def _weight_before(times: Indices, end: Indices) -> Indices:
    """For each value the number of averages it has with itself and later values, up to its `end`."""
    totals = np.concatenate([[0], np.cumsum(times)])
    own = np.arange(len(times))
    alone = times * (times + 1) // 2
    return np.where(end > own, alone + times * (totals[end] - totals[np.minimum(own + 1, end)]), 0)


def _listed(values: Numbers, times: Indices, *, left: Indices, right: Indices) -> tuple[Numbers, Indices]:
    """The averages of each value with its run of partners in order, and how many there are up to each."""
    run = right - left
    one = np.repeat(np.arange(len(values)), run)
    other = np.arange(len(one)) - np.repeat(np.cumsum(run) - run, run) + np.repeat(left, run)
    averages = (values[one] + values[other]) / 2
    weights = np.where(one == other, times[one] * (times[one] + 1) // 2, times[one] * times[other])
    order = np.argsort(averages)
    return averages[order], np.cumsum(weights[order])


def _at_rank(averages: Numbers, so_many: Indices, rank: int) -> float:
    average = float(averages[int(so_many.searchsorted(rank))])
    return average if round(average, DECIMALS) else 0.0


@cache
def signed_rank_quantile(probability: float, n: int) -> int:
    """The smallest v with P(V <= v) >= probability, where V is the signed-rank sum of n changes without ties or zeros.

    Exact for every n, without a table: R's qsignrank. Reference: Wilcoxon 1945, Biometrics Bulletin 1:80.
    """
    wanted = probability - SLACK
    if n <= CONVOLVED:
        return int(np.searchsorted(np.cumsum(_signed_rank_chances(n)), wanted))
    low, high = 0, n * (n + 1) // 4
    halves, kernel = _characteristic(n)
    while low < high:
        middle = (low + high) // 2
        if _cumulative(middle, n, halves=halves, kernel=kernel) >= wanted:
            high = middle
        else:
            low = middle + 1
    return low


def _signed_rank_chances(n: int) -> Numbers:
    """P(V = v) for v = 0 ... n (n + 1) / 2: each rank counts or not, with one half chance.

    The ways to reach each sum are counted rank by rank, up to the highest sum of the ranks so far.
    """
    ways = np.zeros(n * (n + 1) // 2 + 1)
    ways[0] = 1
    for rank in range(1, n + 1):
        end = rank * (rank + 1) // 2 + 1
        ways[rank:end] += ways[: end - rank]
    return np.ldexp(ways, -n)


def _characteristic(n: int) -> tuple[Numbers, Numbers]:
    """Half angles u = t / 2 up to where the characteristic function of V vanishes, and its values: prod cos(r u).

    V has standard deviation sqrt(n (n + 1) (2 n + 1) / 24), so past t = 10 standard deviations nothing is left.
    """
    step = CUT_OFF / np.sqrt(n * (n + 1) * (2 * n + 1) / 24) / POINTS
    halves = step * np.arange(POINTS + 1) / 2
    ranks = np.arange(1, n + 1)
    return halves, np.array([np.prod(np.cos(half * ranks)) for half in halves])


def _cumulative(v: int, n: int, *, halves: Numbers, kernel: Numbers) -> float:
    """P(V <= v) for v below the middle: 1/2 - 1/(2 pi) integral over t of phi(t) sin(m t / 2) / sin(t / 2).

    m = n (n + 1) / 2 - 2 v - 1 values lie between v and its mirror (Gil-Pelaez 1951, Biometrika 38:481, on a lattice).
    The trapezoid rule is exact here to machine precision, because phi is smooth and gone at the last point.
    """
    between = n * (n + 1) // 2 - 2 * v - 1
    sines = np.divide(
        np.sin(between * halves), np.sin(halves), out=np.full(len(halves), float(between)), where=halves > 0
    )
    heights = kernel * sines
    integral = 2 * (halves[1] - halves[0]) * (np.sum(heights) - (heights[0] + heights[-1]) / 2)
    return float(0.5 - integral / (2 * np.pi))
