"""One scale as people answered it: how reliable its score is, and how each item goes with the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor

import numpy as np
import pandas as pd

from analysis.disclosure.answered_alike import steps_wide
from analysis.disclosure.counted_answers import rounded_count
from analysis.disclosure.disclosure import FEWEST_WITH_A_DECIMAL
from analysis.disclosure.released import rounded
from analysis.estimate.estimate import Estimate
from analysis.estimate.reliability import alpha, item_rest, omega, spearman_brown
from analysis.psychometrics.admitted_forms import FORM_KEYS, VERSION, Slice, Thresholds, slices
from analysis.scoring.scoring import Scale, reversed_items

FEWEST_WITH_TWO_DECIMALS = 100
"""From so many people on a coefficient has two decimals: what one of them answered then moves it by about one."""
ALPHA, SPEARMAN_BROWN = "alpha", "Spearman-Brown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemInScale:
    """An item with the others of its scale: the correlation with their sum, and the alpha of the scale without it."""

    correlation: float | None
    alpha_without: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleFigures:
    """A scale as it may be told: people who answered every item, to the nearest five; None where too few did.

    `method` is alpha for three items and more, Spearman-Brown for two and nothing for one; `low` and `high` are the
    limits of alpha at 95 per cent.
    """

    people: int | None = None
    mean: float | None = None
    sd: float | None = None
    method: str = ""
    reliability: float | None = None
    low: float | None = None
    high: float | None = None
    omega: float | None = None
    items: Mapping[str, ItemInScale] = field(default_factory=dict)


def scale_figures(
    forms: pd.DataFrame, scales: Mapping[int, Scale], *, waves: Sequence[str], thresholds: Thresholds
) -> list[tuple[Slice, ScaleFigures]]:
    """The figures of a scale by wave, version and language, as they may be told.

    `scales` has the scale as each version scores it; forms of other versions have no part in it.
    """
    found = []
    for version, scale in scales.items():
        rows = forms[forms[VERSION] == version]
        items = complete_items(rows, scale)
        score = items.mean(axis="columns").reindex(rows.index)
        for each in slices(rows, score, waves=waves, thresholds=thresholds):
            disclosed = disclosed_scale(items.reindex(each.forms.index).dropna(), thresholds)
            found.append((each, disclosed))
    return found


def complete_items(forms: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """The items of a scale after reversal, of the people who answered every one."""
    wanted = forms.drop(columns=list(FORM_KEYS), errors="ignore").reindex(columns=list(scale.items))
    numbers = wanted.apply(pd.to_numeric, errors="coerce")
    codes = [code for code in scale.missing if not isinstance(code, str)]
    return reversed_items(numbers.mask(numbers.isin(codes)), scale).dropna()


def disclosed_scale(items: pd.DataFrame, thresholds: Thresholds) -> ScaleFigures:
    """What may be told of people who answered every item of a scale, given after reversal.

    Spreads and coefficients are told from twenty people on where answers are spread as widely as in reports
    (`analysis.disclosure.released`): with one decimal, coefficients from 100 people on with two.
    """
    n = len(items)
    if n < thresholds.figure:
        return ScaleFigures()
    score = items.mean(axis="columns")
    spread, decimals = float(score.std(ddof=1)), coefficient_decimals(n)
    disclosed = ScaleFigures(
        people=rounded_count(n, fewest=thresholds.group), mean=rounded(float(score.mean()), pairs=n)
    )
    if decimals == 0 or spread < steps_wide(n) / items.shape[1]:
        return disclosed
    spread_out = replace(disclosed, sd=rounded(spread, pairs=n), items=_items(items, decimals))
    return _with_reliability(spread_out, items, decimals)


def coefficient_decimals(people: int) -> int:
    """Decimals of a coefficient of so many people; none where it is not told."""
    if people < FEWEST_WITH_A_DECIMAL:
        return 0
    return 2 if people >= FEWEST_WITH_TWO_DECIMALS else 1


def _with_reliability(disclosed: ScaleFigures, items: pd.DataFrame, decimals: int) -> ScaleFigures:
    if items.shape[1] == 2:
        return replace(disclosed, method=SPEARMAN_BROWN, reliability=_rounded(spearman_brown(items), decimals))
    found = alpha(items)
    if not isinstance(found, Estimate):
        return disclosed
    return replace(
        disclosed,
        method=ALPHA,
        reliability=_rounded(found.value, decimals),
        low=_outwards(found.low, decimals, floor),
        high=_outwards(found.high, decimals, ceil),
        omega=_rounded(omega(items), decimals),
    )


def _outwards(limit: object, decimals: int, way: Callable[[float], int]) -> float | None:
    return way(round(limit * 10**decimals, 6)) / 10**decimals if isinstance(limit, float) else None


def _items(items: pd.DataFrame, decimals: int) -> dict[str, ItemInScale]:
    """Each item with the others; nothing where an item's answers are too much alike, or where it stands alone."""
    narrow = bool((items.std(ddof=1) < steps_wide(len(items))).any())
    if items.shape[1] == 1 or narrow:
        return {}
    return {
        name: ItemInScale(
            correlation=_rounded(found.correlation, decimals), alpha_without=_rounded(found.alpha_without, decimals)
        )
        for name, found in item_rest(items).items()
    }


def _rounded(value: object, decimals: int) -> float | None:
    return round(value, decimals) + 0.0 if isinstance(value, float) and np.isfinite(value) else None
