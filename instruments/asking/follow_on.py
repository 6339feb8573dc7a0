"""Questions that follow on another: asked of those alone who answered that one in a certain way.

To whom such a question was not asked has `NOT_ASKED` in the place of an answer: it is neither declined nor left out.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from instruments.messages import PlainMessage
from instruments.model import Item, Version
from instruments.problem import Problem
from instruments.several_choice import chosen, is_several, words_name
from instruments.terms import NOT_ASKED

MOST = 3
"""Questions that follow on one: a page without a script hides so many."""
Answers = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class FollowOn:
    """When a question that follows on another is asked."""

    item: str
    """The question that it follows on."""
    at: frozenset[str]
    """The answers at which it is asked."""
    of_several: bool = False
    """Whether several answers can be chosen there, of which one is enough."""

    def is_due(self, answer: int | str | None) -> bool:
        """Whether it is asked of whoever gave this answer to the question that it follows on, as kept or as sent."""
        given = chosen(answer) if self.of_several else (str(answer),)
        return not self.at.isdisjoint(given)


def follow_ons(version: Version, wave: str) -> dict[str, FollowOn]:
    """When each question of a wave is asked that follows on another."""
    found = {}
    for item in version.questions(wave):
        if (first := version.items_by_id.get(item.follows or "")) is not None:
            at = frozenset(map(str, item.follows_at))
            found[item.id] = FollowOn(first.id, at, of_several=is_several(version.format_of(first)))
    return found


def answers_at(version: Version, item: Item) -> tuple[str, ...]:
    """The words of the answers at which a question is asked that follows on another; none where it is no such one."""
    first = version.items_by_id.get(item.follows or "")
    choices = version.format_of(first).choices if first is not None else ()
    return tuple(option.label for option in choices if option.value in item.follows_at)


def asked_of(
    whom: Answers, following: Mapping[str, FollowOn], *, written: Collection[str] = ()
) -> dict[str, int | str]:
    """The answers of somebody, with `NOT_ASKED` for each question that follows on one that they answered otherwise.

    `written` names their answers in words. What somebody answered though they left the question before blank stays.
    """
    given = {item: answer for item, answer in whom.items() if answer != NOT_ASKED}
    if not given and not written:
        return given
    for item, when in following.items():
        before = given.get(when.item)
        if not when.is_due(before) and (before is not None or not {item} & {*given, *written}):
            given[item] = NOT_ASKED
    return given


def not_asked(answers: Answers) -> frozenset[str]:
    """The names under which somebody who was not asked a question can have words."""
    items = [item for item, answer in answers.items() if answer == NOT_ASKED]
    return frozenset([*items, *map(words_name, items)])


def follow_on_faults(version: Version) -> Iterator[Problem]:
    """What is wrong with the questions that follow on others."""
    scored = {item for scale in version.scales for item in scale.items}
    for item in version.items:
        if item.follows is None and item.follows_at:
            said = PlainMessage("name the question that it follows on, or no answer.")
            yield Problem(f"items.{item.id}.follows", said)
        if item.follows is None:
            continue
        if item.id in scored:
            said = PlainMessage("a scale counts this item, so it is asked of everybody.")
            yield Problem(f"items.{item.id}.follows", said)
        if item.follows not in version.items_by_id:
            said = PlainMessage("there is no item called '%(word)s'.", word=item.follows)
            yield Problem(f"items.{item.id}.follows", said)
        else:
            yield from _stands_well(version, item, version.items_by_id[item.follows])


def _stands_well(version: Version, item: Item, first: Item) -> Iterator[Problem]:
    path = f"items.{item.id}.follows"
    if first.follows:
        said = PlainMessage("'%(item)s' follows on another question itself: one step is enough.", item=first.id)
        yield Problem(path, said)
    if not set(item.waves) <= set(first.waves):
        yield Problem(path, PlainMessage("'%(item)s' is not asked in every wave this item is asked in.", item=first.id))
    elif not all(_stands_after(version, wave, item, first) for wave in item.waves if version.wave(wave)):
        said = PlainMessage(
            "it stands right after '%(item)s', as one of at most %(most)s that follow on it.", item=first.id, most=MOST
        )
        yield Problem(path, said)
    if first.format in version.formats_by_id:
        yield from _answers(version, item, first)


def _stands_after(version: Version, wave: str, item: Item, first: Item) -> bool:
    """Whether only others that follow on the same question stand between it and the item, and few enough of them."""
    asked = [each.id for each in version.questions(wave)]
    start, end = asked.index(first.id), asked.index(item.id)
    between = [version.items_by_id[name] for name in asked[start + 1 : end]]
    return 0 <= end - start - 1 < MOST and all(each.follows == first.id for each in between)


def _answers(version: Version, item: Item, first: Item) -> Iterator[Problem]:
    path, choices = f"items.{item.id}.follows_at", {option.value for option in version.format_of(first).choices}
    if not choices:
        said = PlainMessage("'%(item)s' has no answers to choose from, so nothing can follow on one.", item=first.id)
        yield Problem(f"items.{item.id}.follows", said)
    elif not item.follows_at:
        yield Problem(path, PlainMessage("say at which answers of '%(item)s' it is asked.", item=first.id))
    for value in item.follows_at if choices else ():
        if value not in choices:
            said = PlainMessage("%(value)s is no answer of '%(item)s'.", value=repr(value), item=first.id)
            yield Problem(path, said)
