"""What leaves for other tools: the questions of a wave, or of all waves once, with their answers spelled out."""

from collections.abc import Iterator

from instruments.model import Item, ResponseFormat, Version
from instruments.terms import DECLINED, Layout

DECLINING = "I'd rather not say"
"""The words of the answer every question offers, in the language files for other tools are written in."""


def asked(version: Version, wave: str | None) -> tuple[Item, ...]:
    """The items of one wave in that wave's words, or every item once; raises ValueError where there is no such wave."""
    if wave is None:
        return version.items
    if version.wave(wave) is None:
        there = ", ".join(page.kind for page in version.waves)
        raise ValueError(f"{version.id}/{version.number} has no wave '{wave}'; there are {there}.")
    return version.questions(wave)


def question(item: Item) -> str:
    """The whole question in one text: the lead-in, then the words."""
    return f"{item.ask} {item.text}".strip()


def chosen_from(found: ResponseFormat) -> Iterator[tuple[str, str]]:
    """The codes and labels of the answers to choose from, "I'd rather not say" last; none for numbers and words.

    The numbers at the ends of a strip carry its labels: `0 Not at all`.
    """
    ends = {found.minimum: found.low_label, found.maximum: found.high_label} if found.layout is Layout.STRIP else {}
    for option in found.choices:
        end = ends.get(option.value) if isinstance(option.value, int) else None
        yield str(option.value), f"{option.label} {end}" if end else option.label
    if found.choices:
        yield DECLINED, DECLINING
