"""Changes of an item: its words, its place, and what is known about it."""

from collections.abc import Iterator, Mapping, Sequence

from instruments.comparison.change import Change, Comparability
from instruments.comparison.word_changes import class_of_words, plain_words, word_changes
from instruments.messages import PlainMessage
from instruments.model import Item, Version
from instruments.terms import WaveKind

SAID = {
    "heading": PlainMessage("A heading or a note says something else."),
    "punctuation": PlainMessage("Punctuation or spacing only."),
    "spelling": PlainMessage("A spelling was put right."),
    "letters": PlainMessage("A letter changed: another spelling, or another word."),
    "article": PlainMessage("An article came or went."),
    "word order": PlainMessage("The same words stand in another order."),
    "words": PlainMessage("Some words changed."),
    "negation": PlainMessage("A word that turns the meaning round came or went."),
    "number": PlainMessage("A number in the words changed."),
    "time frame": PlainMessage("The time asked about changed."),
    "another question": PlainMessage("More than half of the words changed: this is another question."),
}

PAIRED = frozenset({WaveKind.PRE, WaveKind.POST})
"""The waves whose answers are set against each other: one that no longer asks a question has nothing to set there."""
REFERENCES: dict[str, str] = {
    "label": PlainMessage("name in tables"),
    "source": PlainMessage("source"),
    "adaptation": PlainMessage("adaptation note"),
    "licence": PlainMessage("licence"),
}
NOUNS: dict[str, str] = {
    each: each
    for each in (
        PlainMessage("construct"),
        PlainMessage("direction"),
        PlainMessage("role"),
        PlainMessage("check of answers"),
        PlainMessage("answer for whom it does not apply"),
        PlainMessage("recording"),
        PlainMessage("target"),
        PlainMessage("punctuation"),
        PlainMessage("waves"),
    )
}
"""What a rule is called in a sentence."""

NAMED = 5
"""Questions that a sentence names before it counts the others."""


def item_changes(old: Item, new: Item) -> Iterator[Change]:
    """Every change of one item between two versions, its response format apart."""
    yield from wording_changes(f"items.{new.id}", (old.ask, old.text), (new.ask, new.text), item=new.id)
    for name, comparability, rule in (
        ("construct", Comparability.NOT, "construct"),
        ("direction", Comparability.NOT, "direction"),
        ("role", Comparability.WITH_CARE, "role"),
        ("at_most", Comparability.WITH_CARE, "check of answers"),
        ("not_applicable", Comparability.WITH_CARE, "answer for whom it does not apply"),
        ("clip", Comparability.WITH_CARE, "recording"),
    ):
        yield from _attribute(old, new, name, comparability, rule)
    if plain_words(old.target) != plain_words(new.target):
        yield from _attribute(old, new, "target", Comparability.NOT, "target")
    elif old.target != new.target:
        yield from _attribute(old, new, "target", Comparability.SAME, "punctuation")
    if set(old.waves) != set(new.waves):
        paired = PAIRED.isdisjoint(set(old.waves) ^ set(new.waves))
        yield from _attribute(old, new, "waves", Comparability.WITH_CARE if paired else Comparability.NOT, "waves")
    for name in REFERENCES:
        yield from _attribute(old, new, name, Comparability.SAME, "reference")


def wording_changes(
    path: str, old: tuple[str, str], new: tuple[str, str], *, item: str, wave: str = ""
) -> Iterator[Change]:
    """The changes of a question's lead-in and text, each weighed against the whole question."""
    question = max(" ".join(old), " ".join(new), key=len)
    for name, before, after in zip(("ask", "text"), old, new, strict=True):
        if before != after:
            comparability, rule = class_of_words(before, after, question=question)
            yield Change(
                key=f"{path}.{name}",
                sentence=SAID[rule],
                comparability=comparability,
                rule=rule,
                before=before,
                after=after,
                words=word_changes(before, after),
                items=(item,),
                wave=wave,
            )


def _attribute(old: Item, new: Item, name: str, comparability: Comparability, rule: str) -> Iterator[Change]:
    before, after = (_shown(getattr(item, name)) for item in (old, new))
    if before != after:
        yield Change(
            key=f"items.{new.id}.{name}",
            sentence=_was_and_is(REFERENCES[name] if name in REFERENCES else NOUNS[rule], before, after),
            comparability=comparability,
            rule=rule,
            before=before,
            after=after,
            items=(new.id,),
        )


def _was_and_is(noun: str, before: str, after: str) -> str:
    said = {"noun": noun, "old": before, "new": after}
    if noun.endswith("s"):
        return PlainMessage("The %(noun)s were '%(old)s' and are '%(new)s'.", **said)
    return PlainMessage("The %(noun)s was '%(old)s' and is '%(new)s'.", **said)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(sorted(str(one) for one in value))
    return "" if value is None else str(value)


def come_and_gone(old: Version, new: Version) -> Iterator[Change]:
    """The items only one of the versions asks: there is nothing to compare them with."""
    for gone in old.items:
        if gone.id not in new.items_by_id:
            yield _one_sided(old, gone, PlainMessage("No longer asked: %(item)s.", item=gone.label), "item dropped")
    for come in new.items:
        if come.id not in old.items_by_id:
            yield _one_sided(
                new, come, PlainMessage("Asked for the first time: %(item)s.", item=come.label), "item added"
            )


def _one_sided(version: Version, item: Item, sentence: str, rule: str) -> Change:
    return Change(
        key=f"items.{item.id}",
        sentence=sentence,
        comparability=Comparability.NOT,
        rule=rule,
        items=(item.id,),
        exact="\n".join(_asked_as(version, item)),
    )


def _asked_as(version: Version, item: Item) -> Iterator[str]:
    """All that people are asked in an item: itself, how it is answered, and the words that waves have of their own."""
    yield item.model_dump_json(exclude=set(REFERENCES), warnings=False)
    if answered := version.formats_by_id.get(item.format):
        yield answered.model_dump_json()
    for page in version.waves:
        yield from (f"{page.kind} {own.model_dump_json()}" for own in page.wording if own.item == item.id)


def order_changes(old: Version, new: Version) -> Iterator[Change]:
    """One change where shared items follow other questions than before; it touches each item that does.

    What was asked just before a question colours its answer, so both sides of a swap are touched, and what follows it.
    """
    before, after = _predecessors(old, new), _predecessors(new, old)
    moved = [name for name in after if before[name] != after[name]]
    if moved:
        yield Change(
            key="items",
            sentence=_moved(moved, after),
            comparability=Comparability.WITH_CARE,
            rule="order of items",
            items=tuple(moved),
            exact=f"{' '.join(before)} > {' '.join(after)}",
        )


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
            comparability=Comparability.WITH_CARE,
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


def _predecessors(version: Version, other: Version) -> dict[str, str]:
    """The item before each of those both versions ask; empty for the first."""
    shared = [item.id for item in version.items if item.id in other.items_by_id]
    return dict(zip(shared, ["", *shared], strict=False))
