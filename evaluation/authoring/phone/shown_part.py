"""Which questions show a part of an instrument, and in which wave: Before, unless the part is asked only elsewhere."""

from collections.abc import Iterable

from flask import request
from flask_babel import gettext as _

from instruments import DESCRIPTIVE, Item, Version, WavePage
from instruments.terms import ItemRole, WaveKind

AN_EXAMPLE = "example"
"""The id of the question that shows a response format in which nothing is asked yet."""


def shown_waves(version: Version, table: str, name: str) -> tuple[str, ...]:
    """The waves in which a part is asked, Before first; those that the version has where it is asked in none."""
    own = [str(page.kind) for page in version.waves]
    asked = {str(wave) for item in _items_of(version, table, name) for wave in item.waves}
    if table == "waves":
        asked = {name}
    found = [kind for kind in own if kind in asked] or own or [WaveKind.PRE.value]
    return tuple(sorted(found, key=lambda kind: kind != WaveKind.PRE))


def chosen_on_phone(version: Version, table: str, name: str) -> dict[str, str]:
    """The wave and the language of the phone that came with a form, where they are not what it shows first."""
    first = {"shown_wave": shown_waves(version, table, name)[0], "shown_language": version.language}
    return {key: chosen for key, usual in first.items() if (chosen := request.form.get(key)) and chosen != usual}


def showing(version: Version, table: str, name: str, *, wave: str) -> tuple[Version, str]:
    """The version cut to what shows a part in a wave, and the one question to show alone; empty where all are shown.

    What is asked in no wave is shown as if it were asked in this one.
    """
    items = list(_items_of(version, table, name))
    asked = [item for item in items if wave in item.waves] or [_at(item, wave) for item in items]
    version = version if version.wave(wave) else _with_wave(version, wave)
    if table == "items":
        return _having(version, asked), name
    if table == "formats":
        shown = asked[0] if asked else _example(name, wave)
        return _having(version, [shown]), shown.id
    if table == "scales":
        return version.having(items=tuple(asked)), ""
    return version, ""


def _items_of(version: Version, table: str, name: str) -> Iterable[Item]:
    """The items in which a part is seen."""
    counted = {item for scale in version.scales if table == "scales" and scale.id == name for item in scale.items}
    for item in version.items:
        if (table, name) in {("items", item.id), ("formats", item.format)} or item.id in counted:
            yield item


def _having(version: Version, items: list[Item]) -> Version:
    """The version with these items as they are here, one that it does not have at the end."""
    own = {item.id: item for item in items}
    there = tuple(own.pop(item.id, item) for item in version.items)
    return version.having(items=(*there, *own.values()))


def _at(item: Item, wave: str) -> Item:
    return item.model_copy(update={"waves": (WaveKind(wave),)})


def _example(format: str, wave: str) -> Item:  # noqa: A002
    words = _("A question that is answered in this format")
    return Item(
        id=AN_EXAMPLE,
        label=words,
        text=words,
        format=format,
        construct=DESCRIPTIVE,
        role=ItemRole.CONTEXT,
        waves=(WaveKind(wave),),
    )


def _with_wave(version: Version, wave: str) -> Version:
    page = WavePage(kind=WaveKind(wave), title=_("Before"))
    return version.having(waves=(*version.waves, page))
