"""What a translation has to carry over besides blanks: the numbers of each text, and answers that stay apart.

Unlike a lost blank this may be right: a language may write a number as a word. So it is named to whoever signs, who
says that each was looked at.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from instruments.blanks import BLANK
from instruments.messages import PlainMessage
from instruments.model import Option, Version
from instruments.problem import Problem
from instruments.translation import Translation, own_labels, words_of

NUMBER = re.compile(r"\d+")


def not_carried_over(version: Version, translation: Translation) -> Iterator[Problem]:
    """Every text with other numbers than its source, and every question whose answers are not as many as there."""
    source, said = words_of(version), translation.strings
    for key, text in said.items():
        if text and key in source and (fault := _number_fault(source[key], text)):
            yield Problem(key, fault)
    for found in version.formats:
        yield from _option_faults(f"formats.{found.id}", found.options, said)
    shared = own_labels(version)
    for item in version.items:
        options = version.formats_by_id[item.format].options if item.format in version.formats_by_id else ()
        if any(f"items.{item.id}.options.{option.value}" in shared for option in options):
            yield from _own_option_faults(f"items.{item.id}", options, said)


def numbers_in(text: str) -> Counter[int]:
    """How often each whole number stands in a text, in whatever digits it is written; those in blanks are none."""
    return Counter(int(found) for found in NUMBER.findall(BLANK.sub(" ", text)))


def _number_fault(source: str, text: str) -> str:
    wanted, found = numbers_in(source), numbers_in(text)
    lost, more = wanted - found, found - wanted
    if lost and more:
        return PlainMessage(
            "the source has the number %(lost)s, this has %(more)s.", lost=_listed(lost), more=_listed(more)
        )
    if lost:
        return PlainMessage("the source has the number %(lost)s, this has not.", lost=_listed(lost))
    return PlainMessage("this has the number %(more)s, the source has not.", more=_listed(more)) if more else ""


def _option_faults(at: str, options: Sequence[Option], said: Mapping[str, str]) -> Iterator[Problem]:
    """Answers that differ in the source and have the same words here: people have fewer to choose from."""
    labels = {option: said.get(f"{at}.options.{option.value}", "").strip().casefold() for option in options}
    counted = Counter(label for label in labels.values() if label)
    sources = Counter(option.label.strip().casefold() for option in options)
    for option, label in labels.items():
        if counted[label] > sources[option.label.strip().casefold()]:
            key = f"{at}.options.{option.value}"
            yield Problem(key, PlainMessage("another answer has the same words, “%(words)s”.", words=said[key]))


def _own_option_faults(at: str, options: Sequence[Option], said: Mapping[str, str]) -> Iterator[Problem]:
    """The same of words for one question alone; and where only some of its answers have them."""
    yield from _option_faults(at, options, said)
    own = [option for option in options if said.get(f"{at}.options.{option.value}")]
    if 0 < len(own) < len(options):
        fault = PlainMessage(
            "%(own)s of %(all)s answers have words for this question alone; give them to all or to none.",
            own=len(own),
            all=len(options),
        )
        yield Problem(f"{at}.options", fault)


def _listed(numbers: Counter[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers.elements()))
