"""One item as people answered it: who did not, at the lowest and the highest answer, how answers are spread."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.disclosure.answered_alike import are_narrow, steps_wide
from analysis.disclosure.counted_answers import is_disclosable, percents_between, rounded_count
from analysis.disclosure.disclosure import FEWEST_WITH_A_DECIMAL
from analysis.disclosure.released import rounded
from analysis.psychometrics.admitted_forms import Slice, Thresholds, slices

Range = tuple[int, int]
"""Between which whole percentages a share lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """An item by its id, the values of its answers in order, and the codes of answers that answer nothing.

    Of who was not asked, since they answered another question otherwise, a form has `not_asked`. `numbers` says whether
    its answers are numbers with a lowest and a highest, so that they have an average.
    """

    id: str
    choices: tuple[int | str, ...]
    numbers: bool
    declined: str
    not_applicable: str
    not_asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredItem:
    """How one item was answered, exactly: people asked, and of them who answered, declined, and so on; the answers."""

    asked: int
    declined: int
    not_applicable: int
    missing: int
    counts: Mapping[int | str, int]
    answers: tuple[float, ...]

    @property
    def answered(self) -> int:
        """How many gave an answer that counts."""
        return self.asked - self.declined - self.not_applicable - self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFigures:
    """The same as it may be told: people to the nearest five; None where it would tell of too few.

    `floor` and `ceiling` are the shares at the lowest and the highest answer; `counts` is empty where the answers
    together would tell of too few.
    """

    asked: int | None = None
    answered: int | None = None
    declined: int | None = None
    not_applicable: int | None = None
    missing: int | None = None
    mean: float | None = None
    sd: float | None = None
    floor: Range | None = None
    ceiling: Range | None = None
    counts: Mapping[int | str, int | None] | None = None
    shares: Mapping[int | str, Range | None] | None = None


def item_figures(
    forms: pd.DataFrame, item: AskedItem, *, waves: Sequence[str], thresholds: Thresholds
) -> list[tuple[Slice, ItemFigures]]:
    """The figures of an item by wave, version and language, as they may be told.

    `forms` has a row a form (`admitted_forms.FORM_KEYS`), then a column an item: numbers, codes, NaN where skipped.
    """
    given = forms[item.id] if item.id in forms else pd.Series(np.nan, index=forms.index, dtype=object)
    given = given[given != item.not_asked]
    found = slices(forms.loc[given.index], _places(given, item), waves=waves, thresholds=thresholds)
    return [(each, disclosed_item(answered_item(given[each.forms.index], item), item, thresholds)) for each in found]


def answered_item(given: "pd.Series[Any]", item: AskedItem) -> AnsweredItem:
    """How people answered an item, counted. Missing is an item that was shown and skipped."""
    counted = Counter(value for value in given if not _is_missing(value))
    numbers = pd.to_numeric(given, errors="coerce").dropna() if item.numbers else pd.Series(dtype=float)
    return AnsweredItem(
        asked=len(given),
        declined=counted[item.declined],
        not_applicable=counted[item.not_applicable],
        missing=int(given.isna().sum()),
        counts={value: counted[value] for value in item.choices},
        answers=tuple(float(each) for each in numbers),
    )


def disclosed_item(found: AnsweredItem, item: AskedItem, thresholds: Thresholds) -> ItemFigures:
    """What may be told of how an item was answered.

    Averages and spreads are as fine as in reports (`analysis.disclosure.released`), and not told where answers are so
    much alike that they could tell what a few people answered.
    """
    if found.answered < thresholds.figure:
        return ItemFigures()
    people = {
        name: rounded_count(getattr(found, name), fewest=thresholds.group)
        for name in ("asked", "answered", "declined", "not_applicable", "missing")
    }
    counts, shares = _disclosed_counts(list(found.counts.items()), found.answered, fewest=thresholds.group)
    floor, ceiling = _ends(found, item, shares, fewest=thresholds.group)
    mean, sd = _disclosed_average(found.answers)
    return ItemFigures(**people, mean=mean, sd=sd, floor=floor, ceiling=ceiling, counts=counts, shares=shares)


def _disclosed_counts(
    counts: Iterable[tuple[int | str, int]], answered: int, *, fewest: int
) -> tuple[dict[int | str, int | None] | None, dict[int | str, Range | None] | None]:
    people = {value: rounded_count(count, fewest=fewest) for value, count in counts}
    of = rounded_count(answered, fewest=fewest)
    if of is None or not is_disclosable(of, tuple(people.values()), fewest=fewest):
        return None, None
    return people, {value: percents_between(count, of, fewest=fewest) for value, count in people.items()}


def _ends(
    found: AnsweredItem, item: AskedItem, shares: Mapping[int | str, Range | None] | None, *, fewest: int
) -> tuple[Range | None, Range | None]:
    """The shares at the lowest and the highest answer: as the answers have them, or where these are not told, alone."""
    if not item.numbers or len(item.choices) < 2:
        return None, None
    low, high = item.choices[0], item.choices[-1]
    if shares is None:
        between = found.answered - found.counts[low] - found.counts[high]
        ends = [(low, found.counts[low]), ("", between), (high, found.counts[high])]
        shares = _disclosed_counts(ends, found.answered, fewest=fewest)[1] or {}
    return shares.get(low), shares.get(high)


def _disclosed_average(answers: Sequence[float]) -> tuple[float | None, float | None]:
    if len(answers) < 2:
        return None, None
    n, spread = len(answers), float(np.std(answers, ddof=1))
    if are_narrow([spread], pairs=n):
        return None, None
    wide = n >= FEWEST_WITH_A_DECIMAL and spread >= steps_wide(n)
    return rounded(float(np.mean(answers)), pairs=n), rounded(spread, pairs=n) if wide else None


def _places(given: "pd.Series[Any]", item: AskedItem) -> "pd.Series[float]":
    """What each form answers as a number, of codes their place; NaN where it answers nothing."""
    if item.numbers:
        return pd.to_numeric(given, errors="coerce")
    known = {value: float(place) for place, value in enumerate(item.choices)}
    return given.map(lambda value: known.get(value, np.nan)).astype(float)


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and np.isnan(value))
