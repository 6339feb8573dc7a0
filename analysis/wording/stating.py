"""A message with the values of an outcome, and the form of a headline that fits."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from string import Formatter
from typing import Any

from analysis.scoring.quoted_labels import is_quoted
from analysis.wording import phrases
from analysis.wording.measured import Measured, Sentence
from analysis.wording.phrases import RangePosition, messages_among
from analysis.wording.ranges import range_position
from analysis.wording.rounding import EXACT

LONGEST_HEADLINE = 14
IN_WHOM = (" in ", " mewn ")
"""Where an outcome's label parts into what and in whom, in the languages of reports."""
SAID_YES = 2
"""How many words more it takes to say that people said yes to an outcome than that they reported it."""
AMOUNT = re.compile(r"(?:more|less) \{outcome", re.IGNORECASE)
LABEL = re.compile(r"\{outcome:\w+\}")
PLACE = re.compile(r"\{[^}]*\}")
_BOTH = phrases.SCALE + "the average was about {pre:level} both times"
SAME_LEVELS: dict[RangePosition, str] = {
    RangePosition.RISE: _BOTH + ", likely a rise of between {low:size} and {high:size}.",
    RangePosition.FALL: _BOTH + ", likely a fall of between {high:size} and {low:size}.",
    RangePosition.EITHER: _BOTH + ": it could be anything from a fall of {low:size} to a rise of {high:size}.",
    RangePosition.NONE_TO_RISE: _BOTH + ": it could be anything from hardly any change to a rise of {high:size}.",
    RangePosition.FALL_TO_NONE: _BOTH + ": it could be anything from a fall of {low:size} to hardly any change.",
    RangePosition.NONE: _BOTH + ", likely a change of less than 0.1.",
    RangePosition.UNKNOWN: _BOTH + ". How sure that is cannot be worked out from these answers.",
}
QUOTE_SAME_LEVEL = "Their average {outcome:inside} was about {pre:level} both times on a scale of {minimum:point} to "
QUOTE_SAME_LEVEL += "{maximum:point}."
"""Two averages that are written alike, said once, as "from 5 to 5" would read like a mistake."""


def statement(message: str, measured: Measured, *, extra: Mapping[str, object] | None = None) -> Sentence:
    """The message with those of the outcome's values that it names."""
    names = [name for _, name, _, _ in Formatter().parse(message) if name]
    given = {**vars(measured), **_comparison_values(measured), **(extra or {})}
    values = {name: given[name] for name in names}
    keys = figures_of(measured, *names)
    said = Sentence(message, values, keys, people=measured.fewest, bounds=measured.bounds, ranged=measured.ranged)
    if not measured.yes_or_no and not measured.margin_named:
        return said
    return replace(said, of_shares=measured.yes_or_no, margin_named=measured.margin_named)


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


def written_alike(measured: Measured) -> bool:
    """Whether two averages seem not to have moved as they are written; the first words told them apart all the same."""
    if measured.renderer < 2 or measured.pre is None or measured.post is None or measured.compared:
        return False
    decimals = EXACT if measured.yes_or_no else measured.ranged.decimals(1, measured.bounds)
    return round(measured.pre, decimals) == round(measured.post, decimals)


def tells_change_alone(measured: Measured) -> bool:
    """Whether a row of an outcome tells its change alone: its averages are held back, or would be written alike."""
    return holds_shares_back(measured) or written_alike(measured)


def levels_form(measured: Measured, *, whole_points: bool) -> str:
    """How an outcome's averages are told with its range; in `whole_points`, and where it must be, its change alone."""
    levels = SAME_LEVELS if written_alike(measured) else phrases.LEVELS
    forms = phrases.AVERAGE_CHANGE if whole_points or change_alone(measured) else levels
    return forms[position_of(measured, measured)]


def quoted_forms(measured: Measured, *, one_chapter: bool, whole_points: bool) -> tuple[str, ...]:
    """The same as part of what may be quoted: of one chapter, or of an average over several, which has no levels."""
    if not one_chapter or whole_points or change_alone(measured):
        return (phrases.QUOTE_CHANGE if one_chapter or measured.renderer < 2 else phrases.QUOTE_AVERAGE,)
    alike = written_alike(measured)
    return (QUOTE_SAME_LEVEL if alike else phrases.QUOTE_LEVELS, phrases.QUOTE_RANGE)


def figures_of(measured: Measured, *names: str) -> tuple[str, ...]:
    """The keys of the figures behind the named values, in order."""
    return tuple(dict.fromkeys(measured.keys[name] for name in names if name in measured.keys))


def short(label: str) -> str:
    """An outcome's label for a narrow place: what, without in whom; of one part, or of a question, it stays whole."""
    if is_quoted(label):
        return label
    return next((label.partition(in_whom)[0] for in_whom in IN_WHOM if in_whom in label), label)


def fitting(forms: Iterable[str], measured: Measured, *, extra: Mapping[str, object]) -> Sentence:
    """The first form of at most fourteen words, its label whole if it can be, else short.

    Where none is, the form that takes fewest, with a whole label: words that are left out may be those that matter. The
    first renderer cut it.
    """
    ordered = tuple(forms)
    words_left = {form: _words_left(form, measured) for form in ordered}
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


def _words_left(form: str, measured: Measured) -> int:
    """How many words a label may have in a form of a headline."""
    longer = SAID_YES if measured.yes_or_no and AMOUNT.search(form) else 0
    return LONGEST_HEADLINE - longer - len(PLACE.sub("x", LABEL.sub("", form)).split())


def messages() -> tuple[str, ...]:
    """Every message of this module, for the translators' catalogue."""
    return messages_among({"SAME_LEVELS": SAME_LEVELS, "QUOTE_SAME_LEVEL": QUOTE_SAME_LEVEL})
