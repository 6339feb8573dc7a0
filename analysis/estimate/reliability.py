"""How well the items of a scale hang together: alpha, omega, Spearman-Brown, and each item with the rest.

Every function takes the items after reversal, one row a person, and uses the people who answered every item.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.estimate.estimate import Estimate, NotEstimable
from analysis.estimate.one_factor import one_factor
from analysis.estimate.pairs import Numbers, constant
from analysis.estimate.quantiles import f_quantile

OMEGA_ITEMS = 3
OMEGA_PEOPLE = 100
ONE_ITEM = NotEstimable("A single item has no internal consistency.")
NOT_TWO = NotEstimable("Spearman-Brown is for scales of two items.")
FEW_ITEMS = NotEstimable(f"Omega needs {OMEGA_ITEMS} items.")
FEW_PEOPLE = NotEstimable(f"Fewer than {OMEGA_PEOPLE} people answered every item: too few to judge omega.")
TOO_FEW = NotEstimable("Fewer than two people answered every item.")
NO_VARIANCE = NotEstimable("Everybody answered alike, so there is nothing for the items to agree on.")
REPEATED = NotEstimable(
    "Two items were answered alike by everybody, so one only repeats the other: omega would mean nothing."
)
NO_FACTOR = NotEstimable("One factor does not fit these answers, so omega would mean nothing.")


def alpha(items: pd.DataFrame) -> Estimate | NotEstimable:
    """Cronbach's alpha with Feldt's interval.

    Estimand: the reliability of the sum of the items. Formula: p / (p - 1) (1 - sum of item variances / variance of the
    sum); limits 1 - (1 - alpha) F(.975 | .025; n - 1, (n - 1)(p - 1)). Assumption: items measure one thing equally
    (tau-equivalence), answers normal. References: Cronbach 1951, Psychometrika 16:297; Feldt, Woodruff & Salih 1987,
    Applied Psychological Measurement 11:93.
    """
    answers = _answered(items)
    if isinstance(answers, NotEstimable):
        return answers
    n, p = answers.shape
    value = _alpha(answers)
    low, high = (float(1 - (1 - value) * f_quantile(q, n - 1, (n - 1) * (p - 1))) for q in (0.975, 0.025))
    return Estimate(value=value, low=low, high=high)


def _answered(items: pd.DataFrame) -> Numbers | NotEstimable:
    """The answers of those who answered every item, or why nothing can be said of them."""
    if items.shape[1] < 2:
        return ONE_ITEM
    everybody: Numbers = items.to_numpy(dtype=float)
    answers = everybody[~np.isnan(everybody).any(axis=1)]
    if len(answers) < 2:
        return TOO_FEW
    if constant(answers.sum(axis=1)):
        return NO_VARIANCE
    return answers


def _alpha(answers: Numbers) -> float:
    p = answers.shape[1]
    of_items, of_sum = answers.var(axis=0, ddof=1).sum(), answers.sum(axis=1).var(ddof=1)
    return float(p / (p - 1) * (1 - of_items / of_sum))


OPPOSITION = 1e-10
OPPOSED = NotEstimable("The two items go exactly opposite ways, so together they measure nothing.")


def spearman_brown(items: pd.DataFrame) -> float | NotEstimable:
    """The reliability of two items.

    Formula: 2 r / (1 + r). Assumption: both measure the same thing, equally well. Reference: Eisinga, te Grotenhuis &
    Pelzer 2013, International Journal of Public Health 58:637.
    """
    if items.shape[1] != 2:
        return NOT_TWO
    answers = _answered(items)
    if isinstance(answers, NotEstimable):
        return answers
    if constant(answers[:, 0]) or constant(answers[:, 1]):
        return NO_VARIANCE
    r = np.corrcoef(answers[:, 0], answers[:, 1])[0, 1]
    return OPPOSED if 1 + r < OPPOSITION else float(2 * r / (1 + r))


@dataclass(frozen=True, kw_only=True)
class ItemRest:
    """An item beside the others of its scale: its correlation with their sum, and the alpha of the scale without it."""

    correlation: float | NotEstimable
    alpha_without: float | NotEstimable


def item_rest(items: pd.DataFrame) -> dict[str, ItemRest]:
    """How each item goes with the sum of the others, over the people who answered every item.

    Reference: Nunnally & Bernstein 1994, Psychometric Theory (corrected item-total correlation).
    """
    return {item: _item_rest(items.dropna(), item) for item in items.columns}


def _item_rest(complete: pd.DataFrame, item: str) -> ItemRest:
    others = complete.drop(columns=item)
    without = alpha(others)
    rest, own = others.sum(axis="columns").to_numpy(dtype=float), complete[item].to_numpy(dtype=float)
    if len(complete) < 3 or constant(rest) or constant(own):
        together: float | NotEstimable = TOO_FEW if len(complete) < 3 else NO_VARIANCE
    else:
        together = float(np.corrcoef(own, rest)[0, 1])
    kept = without.value if isinstance(without, Estimate) else without
    return ItemRest(correlation=together, alpha_without=kept)


def omega(items: pd.DataFrame) -> float | NotEstimable:
    """McDonald's omega of one factor, from three items and 100 people on.

    Estimand: the share of the variance of the sum that one common factor explains. Formula: (sum lambda)^2 / ((sum
    lambda)^2 + sum theta), loadings lambda and own variances theta by maximum likelihood. Assumption: one factor,
    answers near normal; a fit that gives an item less than no variance of its own is no fit. Reference: McDonald 1999,
    Test Theory; the fit is that of lavaan's cfa with a factor variance of 1.
    """
    answers = _answered(items)
    if isinstance(answers, NotEstimable):
        return answers
    if items.shape[1] < OMEGA_ITEMS:
        return FEW_ITEMS
    if len(answers) < OMEGA_PEOPLE:
        return FEW_PEOPLE
    if any(constant(column) for column in answers.T):
        return NO_FACTOR
    if _repeat(answers):
        return REPEATED
    return _omega(answers)


def _repeat(answers: Numbers) -> bool:
    """Whether an item follows from another exactly: neither then has any variance of its own."""
    together = np.abs(np.corrcoef(answers.T))
    return bool(1 - together[np.triu_indices_from(together, k=1)].max() < OPPOSITION)


def _omega(answers: Numbers) -> float | NotEstimable:
    fitted = one_factor(np.cov(answers.T, ddof=0))
    if fitted is None:
        return NO_FACTOR
    loadings, own = fitted
    if own.min() < 0:
        return NO_FACTOR
    common = float(loadings.sum() ** 2)
    return common / (common + float(own.sum()))
