"""A message with the values of an outcome, and the form of a headline that fits."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from string import Formatter
from typing import Any

from analysis.wording.measured import Measured, Sentence
from analysis.wording.phrases import RangePosition
from analysis.wording.ranges import range_position
from analysis.wording.rounding import EXACT

LONGEST_HEADLINE = 14
IN_WHOM = (" in ", " mewn ")
"""Where an outcome's label parts into what and in whom, in the languages of reports."""
LABEL = re.compile(r"\{outcome:\w+\}")
PLACE = re.compile(r"\{[^}]*\}")


def statement(message: str, measured: Measured, *, extra: Mapping[str, object] | None = None) -> Sentence:
    """The message with those of the outcome's values that it names."""
    names = [name for _, name, _, _ in Formatter().parse(message) if name]
    given = {**vars(measured), **_comparison_values(measured), **(extra or {})}
    values = {name: given[name] for name in names}
    keys = figures_of(measured, *names)
    said = Sentence(message, values, keys, people=measured.fewest, bounds=measured.bounds, ranged=measured.ranged)
    return replace(said, of_shares=True) if measured.yes_or_no else said


def _comparison_values(measured: Measured) -> dict[str, object]:
    """The values of the comparison group that messages name."""
    compared = measured.compared
    if compared is None:
        return {}
    ends: dict[str, object] = {"own_low": compared.own_low, "own_high": compared.own_high}
    sides = {"own": compared.own, "other": compared.other, "came": compared.own, "beside": compared.other}
    return {"others": compared.people} | sides | ends


def rounds_to_margin(measured: Measured) -> bool:
    """Whether an outcome's two averages, as they are printed, lie the margin apart though its change falls short of it.

    The first words told the averages alone.
    """
    if measured.renderer < 2 or measured.pre is None or measured.post is None:
        return False
    if measured.change is None or measured.margin is None:
        return False
    decimals = measured.ranged.decimals(1, measured.bounds)
    apart = abs(round(measured.post, decimals) - round(measured.pre, decimals))
    return round(abs(measured.change), EXACT) < measured.margin <= round(apart, EXACT)


def holds_shares_back(measured: Measured) -> bool:
    """Whether the shares of a yes/no question are held back, as one would tell how one or two people answered."""
    return measured.yes_or_no and measured.pre is None and measured.change is not None


def position_of(found: Any, measured: Measured) -> RangePosition:  # noqa: ANN401 - anything with the ends of a range
    """Where a range of an outcome lies, as it is printed: in tenths of a point, or of a yes/no question in per cent."""
    return range_position(found.low, found.high, decimals=2 if measured.yes_or_no else 1)


def change_alone(measured: Measured) -> bool:
    """Whether the change is told by itself: two averages, as they are printed, would tell of another amount.

    One change then has one amount on a page. The first words told the averages alone.
    """
    return holds_shares_back(measured) or rounds_to_margin(measured) or _rounds_apart(measured)


def _rounds_apart(measured: Measured) -> bool:
    """Whether two averages as they are printed lie further apart or nearer than the change as it is printed."""
    if measured.renderer < 2 or measured.pre is None or measured.post is None or measured.change is None:
        return False
    decimals = measured.ranged.decimals(1, measured.bounds)
    before, after, change = (round(each, decimals) for each in (measured.pre, measured.post, measured.change))
    return round(abs(after - before - change), EXACT) > 0


def figures_of(measured: Measured, *names: str) -> tuple[str, ...]:
    """The keys of the figures behind the named values, in order."""
    return tuple(dict.fromkeys(measured.keys[name] for name in names if name in measured.keys))


def short(label: str) -> str:
    """An outcome's label for a narrow place: what, without in whom; a label of one part stays whole."""
    return next((label.partition(in_whom)[0] for in_whom in IN_WHOM if in_whom in label), label)


def fitting(forms: Iterable[str], measured: Measured, *, extra: Mapping[str, object]) -> Sentence:
    """The first form of at most fourteen words, its label whole if it can be, else short.

    Where none is, the form that takes fewest, with a whole label: words that are left out may be those that matter. The
    first renderer cut it.
    """
    ordered = tuple(forms)
    words_left = {form: LONGEST_HEADLINE - len(PLACE.sub("x", LABEL.sub("", form)).split()) for form in ordered}
    labels = tuple(dict.fromkeys((measured.outcome, short(measured.outcome))))
    for label in labels:
        for form in ordered:
            if len(label.split()) <= words_left[form]:
                return statement(form, measured, extra={**extra, "outcome": label})
    shortest = max(ordered, key=lambda form: words_left[form])
    if measured.renderer >= 2:
        return statement(shortest, measured, extra={**extra, "outcome": labels[-1]})
    cut = " ".join(measured.outcome.split()[: words_left[shortest]]).rstrip(",;:") + "…"
    return statement(shortest, measured, extra={**extra, "outcome": cut})
