"""Changes of an item: its words, its place, and what is known about it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from instruments.comparison.change import Change, Comparability
from instruments.comparison.word_changes import class_of_words, plain_words, word_changes
from instruments.messages import PlainMessage
from instruments.model import Item, Version
from instruments.terms import WaveKind

Titles = tuple[Mapping[str, str], Mapping[str, str]]
"""What the waves of an older and of a newer version are called, by wave in the order of time."""

SAID = {
    "heading": PlainMessage("A heading or a note says something else."),
    "punctuation": PlainMessage("Punctuation or spacing only."),
    "spelling": PlainMessage("A spelling was put right."),
    "letters": PlainMessage("A letter changed: another spelling, or another word."),
    "article": PlainMessage("An article came or went."),
    "quantity": PlainMessage("An article turned round how much is meant, as in few and a few."),
    "capitals": PlainMessage("A word stands in capitals in one of the two."),
    "word order": PlainMessage("The same words stand in another order."),
    "words": PlainMessage("Some words changed."),
    "negation": PlainMessage("A word that turns the meaning round came or went."),
    "number": PlainMessage("A number in the words changed."),
    "time frame": PlainMessage("The time asked about changed."),
    "another question": PlainMessage("More than half of the words changed: this is another question."),
}

SET_AGAINST_EACH_OTHER = (WaveKind.PRETEST, WaveKind.PRE, WaveKind.POST, WaveKind.FOLLOW_UP)
"""The waves whose answers are set against each other: one that no longer asks a question has nothing to set there."""
PAIRED = frozenset({WaveKind.PRE, WaveKind.POST})
"""Those of them that every report sets against each other."""
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
        PlainMessage("question that it follows on"),
        PlainMessage("answer at which it is asked"),
        PlainMessage("recording"),
        PlainMessage("target"),
        PlainMessage("punctuation"),
        PlainMessage("waves"),
    )
}
"""What a rule is called in a sentence."""


def item_changes(old: Item, new: Item, *, titles: Titles, language: str) -> Iterator[Change]:
    """Every change of one item between two versions, its response format apart.

    `titles` are those of the waves that each version has, `language` the one that they are written in.
    """
    said = (old.ask, old.text), (new.ask, new.text)
    yield from wording_changes(f"items.{new.id}", *said, item=new.id, language=language)
    for name, comparability, rule in (
        ("construct", Comparability.NOT, "construct"),
        ("direction", Comparability.NOT, "direction"),
        ("role", Comparability.WITH_CARE, "role"),
        ("at_most", Comparability.WITH_CARE, "check of answers"),
        ("follows", Comparability.NOT, "question that it follows on"),
        ("follows_at", Comparability.NOT, "answer at which it is asked"),
        ("not_applicable", Comparability.WITH_CARE, "answer for whom it does not apply"),
        ("clip", Comparability.NOT, "recording"),
    ):
        yield from _attribute(old, new, name, comparability, rule)
    if plain_words(old.target) != plain_words(new.target):
        yield from _attribute(old, new, "target", Comparability.NOT, "target")
    elif old.target != new.target:
        yield from _attribute(old, new, "target", Comparability.SAME, "punctuation")
    yield from _other_waves(old, new, titles)
    for name in REFERENCES:
        yield from _attribute(old, new, name, Comparability.SAME, "reference")


def _other_waves(old: Item, new: Item, titles: Titles) -> Iterator[Change]:
    """That other waves ask an item: where it is Before or After it does not compare, nor at a wave that is set against
    them and asks it in one of the versions alone.
    """
    waves = set(old.waves) ^ set(new.waves)
    both = titles[0].keys() & titles[1].keys()
    torn = tuple(str(wave) for wave in SET_AGAINST_EACH_OTHER if wave in waves and wave in both)
    if not PAIRED.isdisjoint(waves):
        torn, comparability = (), Comparability.NOT
    else:
        comparability = Comparability.NOT if torn else Comparability.WITH_CARE
    were, are = (
        ", ".join(title for kind, title in found.items() if kind in item.waves)
        for item, found in zip((old, new), titles, strict=True)
    )
    for change in _attribute(old, new, "waves", comparability, "waves"):
        yield replace(change, sentence=_was_and_is(NOUNS["waves"], were, are), waves=torn)


def wording_changes(
    path: str, old: tuple[str, str], new: tuple[str, str], *, item: str, wave: str = "", language: str = "en"
) -> Iterator[Change]:
    """The changes of a question's lead-in and text, each weighed against the whole question."""
    question = max(" ".join(old), " ".join(new), key=len)
    for name, before, after in zip(("ask", "text"), old, new, strict=True):
        if before != after:
            comparability, rule = class_of_words(before, after, question=question, language=language)
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
