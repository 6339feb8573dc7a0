"""Where one version asks a question in other words at one wave than at another.

Answers before and after are set against each other item by item, so what holds between two versions holds between two
waves of one: another content word is another question. A wave that looks back ("thinking back to before today") asks
of another time in words of its own by design, and is never set against Before as the same question. A wave's own words
do not change with those of the item, though, so that it may go on asking what the item asked once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from instruments.comparison.change import Comparability
from instruments.comparison.items import SET_AGAINST_EACH_OTHER, wording_changes
from instruments.comparison.word_changes import TIMES, class_of_words, plain_words
from instruments.model import Item, Version, Wording
from instruments.terms import WaveKind

SET_AGAINST_BEFORE = tuple(wave for wave in SET_AGAINST_EACH_OTHER if wave is not WaveKind.PRE)
"""The waves whose answers are taken as answers to the questions of Before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomparableWords:
    """A question that a wave asks in words which do not compare with those of Before; both as people read them."""

    item: str
    wave: str
    before: str
    there: str


def other_words(version: Version) -> tuple[IncomparableWords, ...]:
    """Every scored question that a wave asks in words which do not compare with those of Before."""
    scored = {item for scale in version.scales for item in scale.items}
    before = {item.id: item for item in version.questions(WaveKind.PRE) if item.id in scored}
    return tuple(found for wave in SET_AGAINST_BEFORE for found in _at(version, before, wave))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsLeftBehind:
    """A wave's own words of a question, which may ask something else than the item does by now; both as people read
    them.
    """

    item: str
    wave: str
    words: str
    there: str


def words_left_behind(version: Version, previous: Version | None) -> tuple[WordsLeftBehind, ...]:
    """Every wave's own words of a question that stayed as in the version before while the item's changed, and those of
    a wave that looks back which differ in more than time; without what `other_words` finds.
    """
    found = {(each.item, each.wave) for each in other_words(version)}
    behind = []
    for page in version.waves:
        for own in page.wording:
            item = version.items_by_id[own.item]
            if page.kind not in item.waves or (item.id, str(page.kind)) in found:
                continue
            looks_back = page.kind == WaveKind.THEN
            if _stayed(previous, page.kind, item, own) or (looks_back and _asks_else(item, own, version.language)):
                behind.append(WordsLeftBehind(item=item.id, wave=page.kind, words=_read(item), there=_read(own)))
    return tuple(behind)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherQuestions:
    """A scale of which Before and After ask other questions, by item; `both` are those that each asks alike, and
    `reworded` those that each asks in words which do not compare, so that no change is found in the scale.
    """

    scale: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    both: tuple[str, ...]
    reworded: tuple[str, ...]


def other_questions(version: Version) -> tuple[OtherQuestions, ...]:
    """Every scale that is asked before and after by questions that are not the same."""
    pre, post = ({item.id for item in version.questions(wave)} for wave in (WaveKind.PRE, WaveKind.POST))
    others = {each.item for each in other_words(version) if each.wave == WaveKind.POST}
    found = []
    for scale in version.scales:
        before, after = (tuple(item for item in scale.items if item in asked) for asked in (pre, post))
        both, reworded = (
            tuple(item for item in before if item in after and (item in others) is is_reworded)
            for is_reworded in (False, True)
        )
        if before and after and before != after:
            asked = {"before": before, "after": after, "both": both, "reworded": reworded}
            found.append(OtherQuestions(scale=scale.label, **asked))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncompleteScale:
    """A wave that asks some items of a scale and leaves others out, though its scores are set against other waves'."""

    scale: str
    label: str
    wave: str
    asked: tuple[str, ...]
    left_out: tuple[str, ...]


def incomplete_scales(version: Version) -> tuple[IncompleteScale, ...]:
    """Every wave that asks only a part of a scale, without those for which the scale declares it."""
    found = []
    for wave in SET_AGAINST_EACH_OTHER:
        there = {item.id for item in version.questions(wave)}
        for scale in version.scales:
            asked, left_out = (
                tuple(item for item in scale.items if (item in there) is is_asked) for is_asked in (True, False)
            )
            if asked and left_out and wave not in scale.partial:
                part = {"scale": scale.id, "label": scale.label, "wave": str(wave)}
                found.append(IncompleteScale(**part, asked=asked, left_out=left_out))
    return tuple(found)


def _stayed(previous: Version | None, wave: str, item: Item, own: Wording) -> bool:
    """Whether a wave's own words are those of the version before, though what they differ from there has changed."""
    was = previous.items_by_id.get(item.id) if previous else None
    page = previous.wave(wave) if previous else None
    if previous is None or was is None or page is None or own not in page.wording:
        return False
    return any(
        own_words != now and class_of_words(before, now, language=previous.language)[0] is not Comparability.SAME
        for before, now, own_words in ((was.ask, item.ask, own.ask), (was.text, item.text, own.text))
    )


def _asks_else(item: Item, own: Wording, language: str) -> bool:
    """Whether a wave that looks back asks something else than its item, the time apart: its lead-in is another by
    design, unless it turns the meaning round.
    """
    _, lead_in = class_of_words(_timeless(item.ask), _timeless(own.ask), language=language)
    comparability, _ = class_of_words(_timeless(item.text), _timeless(own.text), language=language)
    return lead_in == "negation" or comparability is Comparability.NOT


def _timeless(text: str) -> str:
    return " ".join(word for word in plain_words(text) if word not in TIMES)


def _at(version: Version, before: dict[str, Item], wave: str) -> Iterator[IncomparableWords]:
    for item in version.questions(wave):
        if item.id in before and not _compares(before[item.id], item, language=version.language):
            yield IncomparableWords(item=item.id, wave=str(wave), before=_read(before[item.id]), there=_read(item))


def _compares(one: Item, other: Item, *, language: str) -> bool:
    said = (one.ask, one.text), (other.ask, other.text)
    changes = wording_changes("", *said, item=one.id, language=language)
    return all(change.comparability is not Comparability.NOT for change in changes)


def _read(item: Item | Wording) -> str:
    return f"{item.ask} {item.text}".strip()
