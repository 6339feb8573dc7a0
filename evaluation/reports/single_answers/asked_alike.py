"""Which questions the versions of a questionnaire ask alike: of the others an answer, or a blank, tells the version.

And with the version it tells at which workshops somebody can have been.
"""

from collections.abc import Collection, Hashable, Iterator

from instruments import Item, Version
from instruments.several_choice import column_of, is_several


def not_asked_alike(versions: Collection[Version], wave: str) -> frozenset[str]:
    """The questions that some of these versions ask at a wave and others do not, or with other answers to choose from.

    A version that has no such wave is left out: nobody answered it then.
    """
    asked = [dict(each for item in version.questions(wave) for each in _columns(version, item)) for version in versions]
    asked = [each for each in asked if each]
    everything = {item for each in asked for item in each}
    return frozenset(item for item in everything if len({each.get(item) for each in asked}) > 1)


def _columns(version: Version, item: Item) -> Iterator[tuple[str, Hashable]]:
    """The columns of an item with the answers that can stand there: of several to choose there is one for each."""
    shown = version.format_of(item)
    if is_several(shown):
        yield from ((column_of(item.id, option.value), _whom(item)) for option in shown.options)
    else:
        yield item.id, _answers(version, item)


def _answers(version: Version, item: Item) -> Hashable:
    """The answers that an item can have in a version."""
    shown = version.format_of(item)
    return frozenset(option.value for option in shown.choices), shown.limits, _whom(item)


def _whom(item: Item) -> Hashable:
    """Whom an item is asked of, and who may say that it does not apply."""
    return bool(item.not_applicable), item.follows, frozenset(item.follows_at)
