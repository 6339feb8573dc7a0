"""When people answer so much alike that rounded averages beside exact counts could tell what a few of them answered.

See `analysis.disclosure.released` for what is then told of them.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from analysis.disclosure.disclosure import FEWEST_WITH_A_DECIMAL, HALF_A_POINT
from analysis.estimate.pairs import DECIMALS, spread


def is_near(spread_of_changes: float, pairs: int, *, step: float) -> bool:
    """Whether changes spread so little that counts beside a range are not told; `step` as in `released.no_finer`."""
    wide = step * steps_wide(pairs) * (0.5 if step < 1 else 1)
    return round(spread_of_changes, DECIMALS) < round(wide, DECIMALS)


def steps_wide(pairs: int) -> float:
    """How many steps of the scale a spread must be for finer figures: two of 20 people, fewer of more."""
    return 2 * math.sqrt(FEWEST_WITH_A_DECIMAL / max(pairs, FEWEST_WITH_A_DECIMAL))


def are_narrow(spreads: Iterable[object], *, pairs: int) -> bool:
    """Whether answers to a question are so much alike that averages with a decimal could tell what a few answered."""
    narrow = any(isinstance(each, float) and round(each, DECIMALS) < HALF_A_POINT for each in spreads)
    return pairs >= FEWEST_WITH_A_DECIMAL and narrow


def are_alike(changes: Sequence[float], *, step: float) -> bool:
    """Whether scores moved so much alike that how many of these people moved which way is not told."""
    return _spread(changes) == 0 or is_near(_spread(changes), len(changes), step=step)


def are_crowded(before: Sequence[float], after: Sequence[float]) -> bool:
    """Whether a question is not told of these people, because they answered or moved alike, or nearly so."""
    spreads = [_spread(each) for each in (before, after, [b - a for a, b in zip(before, after, strict=True)])]
    return any(round(each, DECIMALS) == 0 for each in spreads) or are_narrow(spreads, pairs=len(before))


def _spread(answers: Sequence[float]) -> float:
    return spread(np.array(answers, dtype=float)) if len(answers) > 1 else 0.0
