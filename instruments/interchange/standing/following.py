"""Lets a question of a draft follow on the one before it, where its file asks it after certain answers to that."""

from typing import TYPE_CHECKING

from instruments.asking.follow_on import MOST
from instruments.interchange.standing.conditions import Condition
from instruments.several_choice import is_several

if TYPE_CHECKING:
    from instruments.interchange.draft import DraftBuilder


def follow(draft: "DraftBuilder", since: int, condition: Condition | None) -> bool:
    """Let all items since the one at this place follow on what a condition names; whether they can.

    They can where that question is chosen from, follows on none itself, and stands right before them.
    """
    place = None if condition is None else _place(draft, since, condition.item)
    if condition is None or place is None:
        return False
    first, new = draft.items[place], draft.items[since:]
    codes = draft.codes[first.id]
    between = draft.items[place + 1 : since]
    several = is_several(next(found for found in draft.formats.values() if found.id == first.format))
    fits = condition.among if several else condition.alone
    near = all(item.follows == first.id for item in between) and len(between) + len(new) <= MOST
    if first.follows or not (fits and near and codes.keys() >= set(condition.codes)):
        return False
    at = tuple(dict.fromkeys(codes[code] for code in condition.codes))
    draft.items[since:] = [item.model_copy(update={"follows": first.id, "follows_at": at}) for item in new]
    return True


def _place(draft: "DraftBuilder", since: int, name: str) -> int | None:
    """Where the question stands that a file calls so, if it can be chosen from."""
    wanted = draft.called.get(name, "")
    places = (place for place, item in enumerate(draft.items[:since]) if item.id == wanted and draft.codes.get(wanted))
    return next(places, None)
