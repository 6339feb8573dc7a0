"""What stands around a question: the order of the questions, and what is asked before those that are scored.

What was asked just before a question colours its answer. So a scored question that follows another one than before does
not compare, until people say otherwise. Between two instruments, which nobody made of one another and nobody publishes
as one after the other, it compares with care: what stands around the questions that they share always differs.
"""

from collections.abc import Iterator, Mapping, Sequence

from instruments.comparison.change import Change, Comparability
from instruments.messages import PlainMessage
from instruments.model import Version

NAMED = 5
"""Questions that a sentence names before it counts the others."""


def order_changes(old: Version, new: Version) -> Iterator[Change]:
    """One change where shared items follow other questions of a wave than before; it touches each item that does.

    Both sides of a swap are touched, and what follows it.
    """
    waves, moved = list[str](), dict[str, str]()
    for page in new.waves:
        before, after = (_predecessors(*both, page.kind) for both in ((old, new), (new, old)))
        found = {name: after[name] for name in after if before[name] != after[name]}
        if found:
            waves.append(str(page.kind))
            moved = found | moved
    if moved:
        yield Change(
            key="items",
            sentence=_moved(list(moved), moved),
            comparability=_class_of_place(old, new, moved),
            rule="order of items",
            items=tuple(moved),
            waves=tuple(waves),
            exact=f"{_in_order(old, new)} > {_in_order(new, old)}",
        )


def _class_of_place(old: Version, new: Version, items: Mapping[str, str]) -> Comparability:
    """The class of another place of these items: graver where a score counts one of them."""
    scored = _scored(old) | _scored(new)
    return Comparability.NOT if old.id == new.id and scored.intersection(items) else Comparability.WITH_CARE


def _in_order(version: Version, other: Version) -> str:
    return " ".join(item.id for item in version.items if item.id in other.items_by_id)


def _moved(moved: list[str], after: Mapping[str, str]) -> str:
    named = _in_a_row([_new_place(name, after[name]) for name in moved[:NAMED]])
    if len(moved) <= NAMED:
        return PlainMessage("The questions stand in another order: %(items)s.", items=named)
    more = len(moved) - NAMED
    return PlainMessage(
        "The questions stand in another order: %(items)s and %(more)s more follow others.", items=named, more=more
    )


def _new_place(name: str, before: str) -> str:
    if not before:
        return PlainMessage("%(item)s now comes first", item=name)
    return PlainMessage("%(item)s now follows %(before)s", item=name, before=before)


def _in_a_row(named: Sequence[str]) -> str:
    """Several parts of a sentence with commas between them."""
    first, *others = named
    for other in others:
        first = PlainMessage("%(first)s, %(next)s", first=first, next=other)
    return first


def context_changes(old: Version, new: Version) -> Iterator[Change]:
    """One change where scored items now follow questions that are new in a wave, or no longer follow some that went."""
    waves, items, came, went = list[str](), list[str](), list[str](), list[str]()
    for page in new.waves:
        before, after = ([item.id for item in version.questions(page.kind)] for version in (old, new))
        touched = list(_touched(before, after, _scored(old) | _scored(new)))
        if touched:
            waves.append(str(page.kind))
            items += touched
            came += _lacking(after, before)
            went += _lacking(before, after)
    if items:
        yield Change(
            key="items.before",
            sentence=_context(list(dict.fromkeys(came)), list(dict.fromkeys(went))),
            comparability=_class_of_place(old, new, dict.fromkeys(items, "")),
            rule="what is asked before",
            items=tuple(dict.fromkeys(items)),
            waves=tuple(waves),
            exact=f"{' '.join(came)} < {' '.join(went)}",
        )


def _touched(before: list[str], after: list[str], scored: set[str]) -> Iterator[str]:
    """The scored items of both lists before which something stands in one list that the other does not have at all."""
    follow = _after_one_lacking(before, after) | _after_one_lacking(after, before)
    both = scored.intersection(before)
    yield from (name for name in after if name in both and name in follow)


def _lacking(names: list[str], others: list[str]) -> list[str]:
    """The names that others lack; a set keeps it as cheap for each of a thousand as for each of ten."""
    known = set(others)
    return [name for name in names if name not in known]


def _after_one_lacking(names: list[str], others: list[str]) -> set[str]:
    """The names that stand after the first one that others lack."""
    lacking = _lacking(names, others)
    return set(names[names.index(lacking[0]) + 1 :]) if lacking else set()


def _scored(version: Version) -> set[str]:
    return {item for scale in version.scales for item in scale.items}


def _context(came: list[str], went: list[str]) -> str:
    named = []
    if came:
        named.append(PlainMessage("%(items)s came", items=", ".join(came[:NAMED])))
    if went:
        named.append(PlainMessage("%(items)s went", items=", ".join(went[:NAMED])))
    return PlainMessage("What is asked before these questions is not the same: %(items)s.", items=_in_a_row(named))


def _predecessors(version: Version, other: Version, wave: str) -> dict[str, str]:
    """At a wave, the item before each of those both versions ask there; empty for the first."""
    there = {item.id for item in other.questions(wave)}
    shared = [item.id for item in version.questions(wave) if item.id in there]
    return dict(zip(shared, ["", *shared], strict=False))
