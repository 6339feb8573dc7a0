"""How many falls a forest would show by chance alone, if every workshop had truly moved by the same amount."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, bdtrc, ndtr

from analysis.pooling.heterogeneity import Numbers


@dataclass(frozen=True, kw_only=True)
class ByChance:
    """Of `of` chapters or workshops, how many would by chance go the other way, and the chance of at least one."""

    expected: float
    at_least_one: float
    of: int


def falls_by_chance(true_change: float, standard_errors: Mapping[str, float]) -> ByChance:
    """Falls among chapters or workshops that all truly changed by `true_change`, measured with these standard errors.

    Estimand: the expected number of mean changes below zero. Formula: p_j = Phi(-true_change / se_j), expected = sum
    p_j, at least one = 1 - prod(1 - p_j). Assumption: means normal and independent, no true differences, which keeps
    the number low; true differences would add to it. A standard error of zero never errs; a true change of zero falls
    half the time. Reference: Gelman & Carlin 2014, Perspectives on Psychological Science 9:641 (errors of sign).
    """
    errors = np.array(list(standard_errors.values()), dtype=float)
    return _summed(ndtr(_distance(-true_change, errors)))


def yes_or_no_against(true_change: float, *, moved: int, people: int) -> float:
    """How often more people come to yes than leave it, where truly a share of `true_change` more leave it.

    Formula: so many people of all move as `moved`; of D that do, binomial, those who come to yes are binomial with the
    chance that leaves this change, exactly. Assumption: people independent. Reference: McNemar 1947, Psychometrika
    12:153.
    """
    share = max(moved / people, abs(true_change))
    each = np.arange(people + 1)
    come = (share - abs(true_change)) / (2 * share)
    so_many_moved = np.diff(bdtr(each, people, share), prepend=0.0)
    return float(np.sum(so_many_moved * bdtrc(each // 2, each, come)))


def _distance(change: float, errors: Numbers) -> Numbers:
    certain = np.sign(change) * np.inf if change else 0.0
    distance: Numbers = np.divide(change, errors, out=np.full(errors.shape, certain), where=errors > 0)
    return distance


def _summed(chances: Numbers) -> ByChance:
    return ByChance(expected=float(chances.sum()), at_least_one=float(1 - np.prod(1 - chances)), of=len(chances))
