"""What leaves for other tools: the questions of a wave, or of all waves once, with their answers spelled out."""

from collections.abc import Iterator, Sequence

from instruments.model import Item, Version
from instruments.several_choice import exclusive, is_several, specifying, words_name
from instruments.terms import DECLINED, NOT_APPLICABLE, Layout

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


def alone(version: Version, item: Item) -> tuple[str, ...]:
    """The codes of the answers that go with no other, where several can be chosen; none elsewhere."""
    found = version.format_of(item)
    if not is_several(found):
        return ()
    option = exclusive(found)
    unfit = (NOT_APPLICABLE,) if item.not_applicable else ()
    return (*([str(option.value)] if option else []), *unfit, DECLINED)


def specified(version: Version, item: Item) -> tuple[str, str, str] | None:
    """The name of the words that an option asks for, its code, and its label; None where none does."""
    option = specifying(version.format_of(item))
    return (words_name(item.id).replace("-", "_"), str(option.value), option.label) if option else None


def condition(version: Version, item: Item, *, one: str, several: str, name: str = "") -> str:
    """Of whom an item is asked that follows on another, in another tool's words for one answer and for one of several.

    Empty where it is asked of everybody. `name` is what the question before is called there, where that is another.
    """
    first = version.items_by_id.get(item.follows or "")
    if first is None:
        return ""
    said = several if is_several(version.format_of(first)) else one
    return " or ".join(said.format(item=name or first.id, code=code) for code in item.follows_at)


def list_name(versions: Sequence[Version], item: Item) -> str:
    """What the list of an item's answers is called: as its format, or by the item where its answers are its own."""
    own = item.not_applicable or any(version.items_by_id[item.id].labels for version in versions)
    alone = [each.id for each in versions[0].items if each.format == item.format] == [item.id]
    is_named = alone and item.format.endswith(f"_{item.id}")  # as such a list comes in again
    return f"{item.format}_{item.id}" if own and not is_named else item.format


def chosen_from(version: Version, item: Item, *, declining: str = DECLINING) -> Iterator[tuple[str, str]]:
    """The codes and labels of the answers to choose from, `declining` last; none for numbers and words.

    The numbers at the ends of a strip carry its labels: `0 Not at all`.
    """
    found = version.format_of(item)
    ends = {found.minimum: found.low_label, found.maximum: found.high_label} if found.layout is Layout.STRIP else {}
    for option in found.choices:
        end = ends.get(option.value) if isinstance(option.value, int) else None
        yield str(option.value), f"{option.label} {end}" if end else option.label
    if item.not_applicable:
        yield NOT_APPLICABLE, item.not_applicable
    if found.choices:
        yield DECLINED, declining
