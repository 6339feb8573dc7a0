"""What must hold within one response format: which options, limits and words its layout has."""

import re
from collections import Counter
from collections.abc import Iterator

from instruments.messages import PlainMessage
from instruments.model import ResponseFormat
from instruments.problem import Problem
from instruments.terms import NO_ANSWERS, Layout

MOST_STACKED = 7
MOST_IN_STRIP = 11
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
"""The key of a checkbox: it is part of a column's name in exported files."""


def of_format(found: ResponseFormat) -> list[Problem]:
    """What is wrong with one response format in itself."""
    path = f"formats.{found.id}"
    if found.worded and found.layout is not Layout.PICTURES:
        return [
            Problem(
                f"{path}.worded",
                PlainMessage("only pictures have their words beside them or not; the others are words."),
            )
        ]
    found_wrong = [*RULES.get(found.layout, _options)(found), *_marked(found)]
    return [Problem(f"{path}.{key}" if key else path, sentence) for key, sentence in found_wrong]


def _marked(found: ResponseFormat) -> Iterator[tuple[str, str]]:
    if found.layout is not Layout.CHECKBOXES and any(option.exclusive or option.specify for option in found.options):
        yield "options", PlainMessage("only a checkbox can be exclusive, or specify something in words.")


def _checkboxes(found: ResponseFormat) -> Iterator[tuple[str, str]]:
    if found.minimum is not None or found.maximum is not None:
        yield "", PlainMessage("checkboxes have options; minimum and maximum belong to strips, numbers and words.")
    yield from _values(found)
    for option in found.options:
        if not KEY.fullmatch(str(option.value)):
            said = PlainMessage(
                "the key %(value)s is part of a column's name: use letters, digits and underscores, starting with a "
                "letter.",
                value=repr(option.value),
            )
            yield "options", said
        if option.exclusive and option.specify:
            said = PlainMessage("'%(value)s' is chosen alone, so it specifies nothing.", value=option.value)
            yield "options", said
    if sum(option.exclusive for option in found.options) > 1:
        yield "options", PlainMessage("one option at most is exclusive, such as “None of these”.")
    if sum(option.specify for option in found.options) > 1:
        yield "options", PlainMessage("one option at most asks for words, such as “Another, please say”.")
    if sum(not option.exclusive for option in found.options) < 2:
        yield "options", PlainMessage("checkboxes need at least two options that can be chosen together.")


def _strip(found: ResponseFormat) -> Iterator[tuple[str, str]]:
    if found.options:
        yield "options", PlainMessage("a strip shows the whole numbers from minimum to maximum and has no options.")
    if found.minimum is None or found.maximum is None:
        yield "", PlainMessage("a strip needs a minimum and a maximum.")
    elif not 1 <= found.maximum - found.minimum < MOST_IN_STRIP:
        yield "", PlainMessage("a strip has 2 to %(most)s numbers, from minimum up to maximum.", most=MOST_IN_STRIP)
    if not (found.low_label and found.high_label):
        yield "", PlainMessage("a strip needs words at both ends: low_label and high_label.")


def _number(found: ResponseFormat) -> Iterator[tuple[str, str]]:
    if found.options:
        yield "options", PlainMessage("a number is typed in and has no options.")
    if found.minimum is not None and found.maximum is not None and found.minimum > found.maximum:
        yield (
            "",
            PlainMessage(
                "the minimum %(low)s is more than the maximum %(high)s.", low=found.minimum, high=found.maximum
            ),
        )


def _date(found: ResponseFormat) -> Iterator[tuple[str, str]]:
    if found.options:
        yield "options", PlainMessage("a date is written and has no options.")
    first, last = found.years
    if not 1 <= first <= last <= 9999:
        said = PlainMessage(
            "of a date minimum and maximum are its first and last year, and %(first)s to %(last)s are none.",
            first=first,
            last=last,
        )
        yield "", said


def _words(found: ResponseFormat) -> Iterator[tuple[str, str]]:
    if found.options:
        yield "options", PlainMessage("an answer in words has no options.")
    if found.minimum is not None:
        yield "minimum", PlainMessage("an answer in words has no minimum; maximum is the most characters.")
    if found.maximum is not None and not 1 <= found.maximum <= 10_000:
        yield "maximum", PlainMessage("the most characters of an answer in words is 1 to 10000.")


def _options(found: ResponseFormat) -> Iterator[tuple[str, str]]:
    if len(found.options) < 2:
        yield "options", PlainMessage("a %(layout)s needs at least two options.", layout=found.layout)
    if found.minimum is not None or found.maximum is not None:
        yield (
            "",
            PlainMessage(
                "a %(layout)s has options; minimum and maximum belong to strips, numbers and words.",
                layout=found.layout,
            ),
        )
    yield from _values(found)
    if found.layout is not Layout.CHOICE:
        yield from _ordered(found)


def _values(found: ResponseFormat) -> Iterator[tuple[str, str]]:
    values = [option.value for option in found.options]
    for value, count in Counter(values).items():
        if count > 1:
            yield (
                "options",
                PlainMessage(
                    "the value %(value)s stands %(count)s times; each option needs its own.",
                    value=repr(value),
                    count=count,
                ),
            )
    if len({type(value) for value in values}) > 1:
        yield "options", PlainMessage("values are all whole numbers or all text, not some of each.")
    for code in sorted(NO_ANSWERS.intersection(values)):
        yield (
            "options",
            PlainMessage(
                "'%(code)s' is stored for an answer that answers nothing and cannot be an option's value.", code=code
            ),
        )


def _ordered(found: ResponseFormat) -> Iterator[tuple[str, str]]:
    values = [option.value for option in found.options if isinstance(option.value, int)]
    if len(values) < len(found.options) or values != sorted(values):
        yield (
            "options",
            PlainMessage("the values of a %(layout)s are whole numbers, lowest first.", layout=found.layout),
        )
    if len(found.options) > MOST_STACKED:
        yield (
            "options",
            PlainMessage(
                "a %(layout)s has at most %(most)s points; use a strip or a choice for more.",
                layout=found.layout,
                most=MOST_STACKED,
            ),
        )
    overlaps = [option.overlap for option in found.options if option.overlap is not None]
    if found.layout is Layout.PICTURES and (len(overlaps) < len(found.options) or overlaps != sorted(set(overlaps))):
        yield "options", PlainMessage("each picture needs an overlap in per cent, more than the one before.")


RULES = {
    Layout.STRIP: _strip,
    Layout.NUMBER: _number,
    Layout.DATE: _date,
    Layout.TEXT: _words,
    Layout.CHECKBOXES: _checkboxes,
}
"""What a layout asks for; any other has options in their order."""
