"""That answers compare against the rule: two people say so, each with a reason, before it counts.

Whoever declares such a class in a draft gives the first reason. It changes nothing until somebody else confirms it,
with a reason of their own, for exactly the change that was declared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Draft
from evaluation.store.instruments.declared_changes import by_rule, classes_in
from evaluation.store.instruments.drafts import Writer, touched
from instruments.comparison import Comparability, Comparison

NOTHING_THERE = Message(
    "Nothing that waits for a second person is called '%(key)s': the change, or what was declared of it, is not what "
    "you saw. Look at the changes again."
)
YOUR_OWN = Message("You declared this yourself; somebody else has to confirm it.")
NO_REASON = Message("Say why the answers compare, in a sentence of your own.")
SAME_REASON = Message("That is the first person's reason; say in words of your own why the answers compare.")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One person's word that answers compare against the rule, and why; `id` tells one person from another."""

    id: str
    name: str
    reason: str


def confirmations_in(draft: Draft, comparison: Comparison | None) -> dict[str, tuple[Confirmation, ...]]:
    """Who said in a draft that changes compare against the rule, by the change's key: one person, or two."""
    return dict(_confirmations(draft, comparison)) if comparison else {}


def _confirmations(draft: Draft, comparison: Comparison) -> Iterator[tuple[str, tuple[Confirmation, ...]]]:
    for key, said in classes_in(draft, comparison).items():
        if Comparability(said).gravity < by_rule(comparison, key).gravity:
            kept: Mapping[str, Any] = draft.classes[key]
            yield key, tuple(Confirmation(**kept[whose]) for whose in ("first", "second") if whose in kept)


def confirmed(confirmations: Mapping[str, Iterable[Confirmation]]) -> frozenset[str]:
    """The keys of the changes that two different people said to compare, each with a reason."""
    given = {key: {found.id for found in said if found.reason.strip()} for key, said in confirmations.items()}
    return frozenset(key for key, people in given.items() if len(people) > 1)


def counting_classes(draft: Draft, comparison: Comparison | None) -> dict[str, str]:
    """The classes declared in a draft that count: without those that wait for a second person."""
    found = confirmations_in(draft, comparison)
    waiting = found.keys() - confirmed(found)
    return {key: said for key, said in classes_in(draft, comparison).items() if key not in waiting}


def confirm_class(
    draft: Draft, key: str, *, comparison: Comparison, change: str, reason: str, writer: Writer
) -> Confirmation:
    """Confirm what somebody else declared of a change, known by its digest; what they said."""
    found = confirmations_in(draft, comparison)
    if key not in found.keys() - confirmed(found) or change != comparison.digests[key] or not found[key]:
        raise Refused(Message(NOTHING_THERE, key=key))
    first = found[key][0]
    if fault := _fault(first, reason.strip(), writer):
        raise Refused(fault)
    second = Confirmation(id=writer.id, name=writer.name, reason=reason.strip())
    draft.classes = {**draft.classes, key: {**draft.classes[key], "second": asdict(second)}}
    touched(draft, writer)
    return first


def _fault(first: Confirmation, reason: str, writer: Writer) -> str:
    if first.id == writer.id:
        return YOUR_OWN
    if not reason:
        return NO_REASON
    return SAME_REASON if reason.casefold() == first.reason.strip().casefold() else ""
