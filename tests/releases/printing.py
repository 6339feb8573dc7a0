"""What a reader learns from one group's figures in a frozen release: sums of answers, each between two ends."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.stats import t as student

from analysis.disclosure.disclosure import released_decimals
from analysis.disclosure.released import without_counts
from analysis.estimate.change import change_test, exact_counts, margin_counts
from analysis.estimate.estimate import NotEstimable
from analysis.estimate.pairs import Pairs, spread
from analysis.estimate.sample import SampleFigures
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.histograms import moves_of
from evaluation.reports.releases.mask import moves_to_draw, printable

VALUES = np.arange(-5.0, 6.0)
"""How far somebody can have moved."""
SCALE = Scale(id="t", label="T", items=("t1",), minimum=0, maximum=10, margin=1.5)
NOT_LOOKED_AT = NotEstimable("Not looked at here.")


@dataclass(frozen=True)
class Fact:
    """Of a group: people weighted by how far they moved (`weights` over `VALUES`) add up to `low` to `high`."""

    weights: np.ndarray
    low: float
    high: float


@lru_cache(maxsize=1000)
def facts(changes, *, whole, counted):
    """What a release prints of people who moved so far, as facts; `counted` tells whether they may be counted."""
    figures = _figures(changes) if counted else without_counts(_figures(changes))
    moves = moves_of(changes, margin=SCALE.margin) if whole else None
    printed = printable(figures, pairs=len(changes))
    return [*facts_of(printed), *_of_moves(moves_to_draw(moves, figures))]


@lru_cache(maxsize=1000)
def of_rows(changes):
    """What the rows of an export tell of people who moved so far: how many moved how far."""
    moved = np.array(changes)
    return [
        Fact((value == VALUES).astype(float), count, count) for value in VALUES for count in [(moved == value).sum()]
    ]


def facts_of(found):
    """The facts in one group's figures as they are frozen."""
    of_counts = [
        Fact(weights.astype(float), count, count)
        for names, ways in ((("n_up", "n_same", "n_down"), _ways(1e-9)), (_MARGIN, _ways(SCALE.margin)))
        for name, weights in zip(names, ways, strict=True)
        if isinstance(count := getattr(found, name), int)
    ]
    return [*of_counts, *_of_levels(found), *_of_median(found)]


_MARGIN = ("n_up_margin", "n_within_margin", "n_down_margin")


def _ways(edge):
    return edge <= VALUES, np.abs(VALUES) < edge, -edge >= VALUES


def _of_levels(found):
    """The average and the spread, from themselves and from the ends of the range."""
    n, unit = found.n_pairs, 10.0 ** -released_decimals(found.n_pairs)
    low, high = found.mean_change - unit / 2, found.mean_change + unit / 2
    widest, narrowest = math.inf, 0.0
    if isinstance(found.sd_change, float):
        narrowest, widest = max(0.0, found.sd_change - unit / 2), found.sd_change + unit / 2
    if not isinstance(found.change, NotEstimable):
        ends = (found.change.low, found.change.high)
        low, high = max(low, (sum(ends) - unit) / 2), min(high, (sum(ends) + unit) / 2)
        per_sd = student.ppf(0.975, n - 1) / n**0.5
        half = (ends[1] - ends[0]) / 2
        narrowest, widest = max(narrowest, (half - unit) / per_sd), min(widest, half / per_sd)
    squares = [(n - 1) * narrowest**2 + n * (0 if low < 0 < high else min(low**2, high**2))]
    squares.append((n - 1) * widest**2 + n * max(low**2, high**2))
    yield Fact(VALUES, n * low, n * high)
    if math.isfinite(widest):
        yield Fact(VALUES**2, *squares)


def _of_median(found):
    if isinstance(found.median_change, float):
        half = 10.0 ** -released_decimals(found.n_pairs) / 2
        yield Fact((found.median_change - half <= VALUES).astype(float), found.n_pairs / 2, found.n_pairs)
        yield Fact((found.median_change + half >= VALUES).astype(float), found.n_pairs / 2, found.n_pairs)


def _of_moves(moves):
    """Each column of the drawing: who of those up, down and neither way stands in it, by the rule of the drawing."""
    if moves is None:
        return
    edge = max(1, math.ceil(round(SCALE.margin / moves.step, 9)))
    places = np.rint(VALUES / moves.step)
    stand = (np.maximum(places, edge), np.clip(places, 1 - edge, edge - 1), np.minimum(places, -edge))
    for name, way, where in zip(("up", "within", "down"), _ways(SCALE.margin), stand, strict=True):
        drawn = [(column.place, count) for column in moves.columns if (count := getattr(column, name))]
        yield Fact(way.astype(float), total := sum(count for _, count in drawn), total)
        for (surely, perhaps), (_, count) in zip(_standing([place for place, _ in drawn], where), drawn, strict=True):
            yield Fact((surely & way).astype(float), 0, count)
            yield Fact((perhaps & way).astype(float), count, total)


def _standing(drawn, where):
    """For each place that is drawn, who stands there for sure and who may: one or two alone stand further inwards.

    Who moved less than the innermost drawn to either side stands with the nearer of these; of two as near, with one.
    """
    for number, place in enumerate(drawn):
        below = drawn[number - 1] if number else -math.inf
        above = drawn[number + 1] if number + 1 < len(drawn) else math.inf
        least = below < 0 < place and abs(below) < place
        most = place < 0 < above < abs(place)
        tied_below, tied_above = below == -place < 0, above == -place > 0
        low = place if below >= 0 or least else below
        high = place if above <= 0 or most else above
        inwards = (where > low) | (where == place) if low != place else where >= place
        inwards &= (where < high) | (where == place) if high != place else where <= place
        outer = where >= place if tied_below else where <= place if tied_above else inwards
        yield inwards & outer, inwards


def _figures(changes):
    """The figures from which a reader could work out something, at little cost."""
    pairs = Pairs(pre=np.full(len(changes), 5.0), post=np.add(changes, 5.0))
    exact, beyond = exact_counts(pairs), margin_counts(pairs, SCALE.margin)
    unread = dict.fromkeys(
        (
            *("r_pre_post", "equivalence", "sign_test", "signed_rank", "hodges_lehmann"),
            *("d_z", "d_av", "g_av", "probability_of_improvement"),
        ),
        NOT_LOOKED_AT,
    )
    return SampleFigures(
        n_pre=len(pairs),
        n_post=len(pairs),
        n_pairs=len(pairs),
        mean_pre=5.0,
        mean_post=float(np.mean(pairs.post)),
        sd_pre=NOT_LOOKED_AT,
        sd_post=NOT_LOOKED_AT,
        mean_change=float(np.mean(pairs.change)),
        sd_change=pairs.flat or spread(pairs.change),
        median_change=float(np.median(pairs.change)),
        n_up=exact.up,
        n_same=exact.same,
        n_down=exact.down,
        n_up_margin=beyond.up,
        n_within_margin=beyond.same,
        n_down_margin=beyond.down,
        change=change_test(pairs),
        **unread,
    )
