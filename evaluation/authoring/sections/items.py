"""Items in the editor: the form of one, its place in the order, and taking one out."""

from collections.abc import Collection, Iterator, Mapping
from itertools import count
from typing import TypeVar

from flask_babel import gettext as _

from evaluation.authoring.sections.entries import EntryKind, FormEntry, Values, built, parse_names
from evaluation.domain.messages import Message
from instruments import DESCRIPTIVE, Direction, InvalidInstrument, Item, ItemRole, Problem, Version, Wording

Row = TypeVar("Row", Item, Wording)
PLAIN = (
    *("label", "ask", "text", "construct", "target", "source", "adaptation", "licence", "not_applicable", "clip"),
    *("section", "information"),
)

FORMAT_FIRST = Message("Add a response format first: every item is answered in one, and this draft has none yet.")


WAYS = (("", "–"), *((way.value, way.value) for way in Direction))


def names(version: Version) -> tuple[tuple[str, str], ...]:
    """Every item with its short name, in the order shown."""
    return tuple((item.id, item.label) for item in version.items)


def entries(version: Version) -> tuple[FormEntry, ...]:
    """What the form of an item asks for."""
    numbers = tuple((item.id, item.label) for item in version.items if version.format_of(item).layout == "number")
    return (
        FormEntry("label", _("Short name, for tables")),
        FormEntry(
            "section", _("Section heading"), EntryKind.LINE, _("May be empty; heads the questions from here on.")
        ),
        FormEntry(
            "information", _("Information"), EntryKind.AREA, _("May be empty; told before the question is asked.")
        ),
        FormEntry("ask", _("Lead-in"), EntryKind.LINE, _("May be empty; stands above the question.")),
        FormEntry("text", _("Wording"), EntryKind.AREA, _("{place} is filled in for each experiment.")),
        FormEntry(
            "format", _("Response format"), EntryKind.CHOICE, "", tuple((one.id, one.id) for one in version.formats)
        ),
        FormEntry(
            "construct", _("Construct"), EntryKind.LINE, _("What it measures; “descriptive” where it measures nothing.")
        ),
        FormEntry("role", _("Role"), EntryKind.CHOICE, "", tuple((role.value, role.value) for role in ItemRole)),
        FormEntry("direction", _("Better is"), EntryKind.CHOICE, "", WAYS),
        FormEntry("target", _("About whom"), EntryKind.LINE, _("The same people in every wave.")),
        FormEntry(
            "waves", _("Asked in"), EntryKind.CHECKS, "", tuple((str(page.kind), page.title) for page in version.waves)
        ),
        *_following(version),
        FormEntry("at_most", _("Not more than the number in"), EntryKind.CHOICE, "", (("", "–"), *numbers)),
        FormEntry(
            "not_applicable",
            _("Answer for whom it does not apply"),
            EntryKind.LINE,
            _("May be empty; such as “I have not met any”. Stands beside “I’d rather not say”."),
        ),
        FormEntry("source", _("Source")),
        FormEntry("adaptation", _("How it was adapted")),
        FormEntry("licence", _("Licence")),
        FormEntry("clip", _("Recording"), EntryKind.LINE, _("The name of a file with the question read aloud.")),
    )


def _following(version: Version) -> tuple[FormEntry, ...]:
    """What is asked of an item that follows on another."""
    leading = tuple((item.id, item.label) for item in version.items if version.format_of(item).choices)
    return (
        FormEntry(
            "follows", _("Follows on"), EntryKind.CHOICE, _("The question right before it."), (("", "–"), *leading)
        ),
        FormEntry(
            "follows_at",
            _("Asked at these answers of it"),
            EntryKind.AREA,
            _("Their values, one a line; whoever answers otherwise is not asked."),
        ),
    )


def values(version: Version, name: str) -> Values:
    """What an item holds."""
    item = version.items_by_id.get(name)
    if item is None:
        first = version.formats[0].id if version.formats else ""
        return {"construct": DESCRIPTIVE, "role": ItemRole.CONTEXT.value, "format": first}
    return {
        **{key: getattr(item, key) for key in PLAIN},
        "format": item.format,
        "role": str(item.role),
        "direction": str(item.direction or ""),
        "waves": " ".join(str(page.kind) for page in version.waves if page.kind in item.waves),
        "at_most": item.at_most or "",
        "follows": item.follows or "",
        "follows_at": "\n".join(str(value) for value in item.follows_at),
    }


def put(version: Version, name: str, sent: Values) -> Version:
    """The version with this item, a new one at the end."""
    if not version.formats:
        raise InvalidInstrument([Problem("", FORMAT_FIRST)])
    item = built(Item, raw(name, sent))
    if item.format not in version.formats_by_id:
        missing = Message("there is no response format '%(format)s'; add it first.", format=item.format)
        raise InvalidInstrument([Problem("format", missing)])
    if name not in version.items_by_id:
        return version.having(items=(*version.items, item))
    return version.having(items=tuple(item if one.id == name else one for one in version.items))


def raw(name: str, sent: Values) -> dict[str, object]:
    """The keys of an item that a form was filled in with."""
    return {
        "id": name,
        **{key: sent.get(key, "") for key in PLAIN},
        "format": sent.get("format", ""),
        "role": sent.get("role", ""),
        "direction": sent.get("direction") or None,
        "waves": parse_names(sent.get("waves", "")),
        "at_most": sent.get("at_most") or None,
        "follows": sent.get("follows") or None,
        "follows_at": tuple(_value(line.strip()) for line in sent.get("follows_at", "").splitlines() if line.strip()),
    }


def _value(typed: str) -> int | str:
    """An answer's value as a format has it: a whole number where it is one."""
    number = typed.lstrip("-−").isdecimal()
    return int(typed.replace("−", "-")) if number else typed


def without(version: Version, name: str) -> Version:
    """The version without an item; refused while a scale, a wave's wording or another item needs it."""
    return without_items(version, [name])


def without_items(version: Version, names: Collection[str]) -> Version:
    """The version without these items; refused while a scale, a wave's wording or an item that stays needs one."""
    needing = [Problem(name, each) for name in names for each in _needing(version, name, names)]
    if needing:
        raise InvalidInstrument(needing)
    return version.having(items=tuple(item for item in version.items if item.id not in names))


def _needing(version: Version, name: str, names: Collection[str]) -> Iterator[Message]:
    for scale in version.scales:
        if name in (*scale.items, *scale.reverse):
            yield Message("the scale '%(id)s' needs this item; take it out there first.", id=scale.id)
    for item in version.items:
        if name in (item.at_most, item.follows) and item.id not in names:
            yield Message("the item '%(id)s' needs this item; take it out there first.", id=item.id)
    for page in version.waves:
        if any(one.item == name for one in page.wording):
            yield Message("the wave '%(id)s' needs this item; take it out there first.", id=page.kind)


def uncited_items(version: Version) -> tuple[Item, ...]:
    """The items that lack a source or a licence."""
    return tuple(item for item in version.items if not (item.source.strip() and item.licence.strip()))


def cited_items(version: Version, *, source: str, licence: str) -> Version:
    """The version in which every item that lacks a source or a licence has this one; others keep their own."""
    given = {"source": source, "licence": licence}

    def cited(item: Item) -> Item:
        absent = {name: words for name, words in given.items() if words and not getattr(item, name).strip()}
        return item.model_copy(update=absent) if absent else item

    return version.having(items=tuple(cited(item) for item in version.items))


def moved_items(version: Version, names: Collection[str], *, to: int) -> Version:
    """The version with these items one after the other from a place on (1 is the first), in the order they have."""
    others = [item for item in version.items if item.id not in names]
    before = min(max(to - 1, 0), len(others))
    moving = [item for item in version.items if item.id in names]
    return version.having(items=(*others[:before], *moving, *others[before:]))


def duplicated_items(version: Version, names: Collection[str]) -> tuple[Version, list[str]]:
    """The version with a copy after each of these items, in the words of each wave and in no scale; the copies' ids."""
    taken, copies = set(version.items_by_id), dict[str, str]()
    for name in (item.id for item in version.items if item.id in names):
        copies[name] = next(each for each in (f"{name[:56]}_{number}" for number in count(2)) if each not in taken)
        taken.add(copies[name])
    items = [copy for item in version.items for copy in _with_copy(item, "id", copies)]
    waves = [
        page.model_copy(
            update={"wording": tuple(copy for one in page.wording for copy in _with_copy(one, "item", copies))}
        )
        for page in version.waves
    ]
    return version.having(items=tuple(items), waves=tuple(waves)), list(copies.values())


def _with_copy(row: Row, key: str, copies: Mapping[str, str]) -> Iterator[Row]:
    """A row, and after it the same of the copy of its item, where there is one."""
    yield row
    if copy := copies.get(getattr(row, key)):
        yield row.model_copy(update={key: copy})


def moved_item(version: Version, name: str, *, by: int) -> Version:
    """The version with an item one place up (-1) or down (1); as it is where it cannot go further."""
    place = next((place for place, item in enumerate(version.items, start=1) if item.id == name), None)
    return version if place is None or place + by < 1 else moved_items(version, [name], to=place + by)
