"""The ranges of one of several planned looks: as wide as its share of the chance of a false claim asks for.

Each takes figures whose limits are of 95 % and gives the limits of the look's own two-sided `alpha`, which is smaller
(`analysis.estimate.spending`). A range is never narrower than the one of 95 %.
"""

import numpy as np

from analysis.estimate.binary import paired_difference
from analysis.estimate.change import ChangeTest
from analysis.estimate.estimate import Estimate, Interval, NotEstimable
from analysis.estimate.pairs import Pairs, pairs_of
from analysis.estimate.quantiles import normal_limit, t_limit
from analysis.estimate.sample import SampleFigures
from analysis.estimate.spending import ALPHA
from analysis.pooling.across import BetweenExperiments
from analysis.pooling.averages import Headline, leading_average
from analysis.pooling.differences import Contrasted, Differences
from analysis.pooling.everybody import Everybody
from analysis.pooling.pooling import PooledEstimate


def headline_at(pooled: PooledEstimate, alpha: float) -> Interval | None:
    """The limits of the average over chapters, the widest of the three at this alpha; None where there is no average.

    Estimand, assumption, reference: those of `analysis.pooling.averages.leading_average`.
    """
    if not isinstance(pooled.headline, Headline) or not isinstance(pooled.tau2, Estimate):
        return None
    assert isinstance(pooled.tau2.value, float), "an average over chapters has a variance between them"
    y = np.array([chapter.estimate for chapter in pooled.chapters.values()], dtype=float)
    v = np.array([chapter.variance for chapter in pooled.chapters.values()], dtype=float)
    found = leading_average(y, v, tau2=pooled.tau2.value, alpha=alpha)
    return Interval(low=found.low, high=found.high)


def change_at(change: ChangeTest, alpha: float, *, between: BetweenExperiments | None = None) -> Interval:
    """The limits of one group's change, or those of a chapter from how far its experiments lie `between` each other.

    Formula: the half-width times t(1 - alpha / 2, df) / t(.975, df). Of a chapter's own interval, which is the wider of
    one from people and one from experiments, it is the wider of both at this alpha; where the one from people was
    wider, the one from experiments is not known and is taken to be as wide.
    """
    people = _wider(change.low, change.high, df=change.df, alpha=alpha)
    if between is None:
        return people
    evenings = _wider(between.low, between.high, df=between.df, alpha=alpha)
    return Interval(low=min(people.low, evenings.low), high=max(people.high, evenings.high))


def paired_at(found: SampleFigures, alpha: float, *, between: BetweenExperiments | None = None) -> Interval | None:
    """The limits of the paired difference of one yes/no question: Newcombe's, never those of t.

    They are worked out anew from who moved; where a release does not tell that, the arms of its 95 % interval are
    widened as the normal distribution asks for. Of several experiments as `change_at`.
    """
    paired = found.difference
    if not isinstance(paired, Estimate) or not isinstance(paired.value, float):
        return None
    if not isinstance(paired.low, float) or not isinstance(paired.high, float):
        return None
    wide = normal_limit(alpha) / normal_limit(ALPHA)
    low, high = paired.value - (paired.value - paired.low) * wide, paired.value + (paired.high - paired.value) * wide
    anew = paired_difference(pairs, alpha=alpha) if (pairs := _pairs_of(found)) else None
    if isinstance(anew, Estimate) and isinstance(anew.low, float) and isinstance(anew.high, float):
        low, high = anew.low, anew.high
    low, high = max(low, -1.0), min(high, 1.0)
    if between is None:
        return Interval(low=low, high=high)
    evenings = _wider(between.low, between.high, df=between.df, alpha=alpha)
    return Interval(low=min(low, evenings.low), high=max(high, evenings.high))


def _pairs_of(found: SampleFigures) -> Pairs | None:
    """Every yes and no before and after, from how many moved either way; None where that is not paired."""
    moved = (found.n_up, found.n_down)
    if not isinstance(found.mean_pre, float) or not all(isinstance(count, int) for count in moved):
        return None
    gained, lost = (int(count) for count in moved if isinstance(count, int))
    both = round(found.mean_pre * found.n_pairs) - lost
    neither = found.n_pairs - gained - lost - both
    if min(both, neither) < 0:
        return None
    before = np.repeat([0.0, 1.0, 1.0, 0.0], [gained, lost, both, neither])
    after = np.repeat([1.0, 0.0, 1.0, 0.0], [gained, lost, both, neither])
    return pairs_of(before, after)


def difference_at(found: Differences, alpha: float) -> Interval | None:
    """The limits of the difference from a comparison group: pooled over chapters, or by t over groups of one arm."""
    if found.pooled is not None:
        return headline_at(found.pooled, alpha)
    headline, df = found.headline, found.k - 2
    return None if isinstance(headline, NotEstimable) else _wider(headline.low, headline.high, df=df, alpha=alpha)


def contrasted_at(one: Contrasted, alpha: float, *, fewest: int) -> Interval | None:
    """The limits of the difference in one chapter, of which the smaller side has the `fewest` people.

    Formula: as `change_at`, with the fewest degrees of freedom that there can be, those of the smaller side.
    """
    if isinstance(one.low, NotEstimable) or isinstance(one.high, NotEstimable):
        return None
    return _wider(one.low, one.high, df=fewest - 1, alpha=alpha)


def everybody_at(found: Everybody, alpha: float) -> Interval:
    """The limits of everybody at once, by t on its degrees of freedom; where they are not known, chapters less one."""
    return _wider(found.low, found.high, df=found.chapters - 1 if found.df is None else found.df, alpha=alpha)


def _wider(low: float, high: float, *, df: float, alpha: float) -> Interval:
    """A t interval of 95 % at another alpha."""
    middle, half = (low + high) / 2, (high - low) / 2 * t_limit(alpha, df) / t_limit(ALPHA, df)
    return Interval(low=middle - half, high=middle + half)
