"""The classes of changes as people declared them when they published: kept with the version, and what reports use.

The rule sets the class. A person may say that a change does not compare, with a reason; that one compares with care
where the rule says that it does not, two people say, each with a reason that every report prints
(`evaluation.store.instruments.confirmed_classes`). Versions published before classes were kept have none, and the rule
stands for them; what one person declared before two were asked stands as it was published.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Draft, InstrumentVersion, Publication
from evaluation.store.instruments.drafts import Writer, touched
from evaluation.store.instruments.publication_digest import refuse_changed
from instruments.comparison import Change, Comparability, Comparison

SAID = {
    Comparability.SAME: Message("same"),
    Comparability.WITH_CARE: Message("with care"),
    Comparability.NOT: Message("not comparable"),
}
NO_SUCH_CHANGE = Message("No change is called '%(key)s', so no class can be declared for it.")
NO_CLASS = Message("%(key)s: '%(said)s' is no class; write %(classes)s.")
NOTHING_BETTER = Message("%(key)s: %(change)s That can be declared %(found)s, and nothing better.")
NOT_ONLY = Message("%(key)s: %(change)s That can be declared %(found)s or %(other)s, and nothing better.")
Classes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Declared:
    """What was said when versions of an instrument were published: by the version's name reasons, and classes.

    Both are by the change's key; there are no classes (None) where a version was published before they were kept.
    """

    reasons: Mapping[str, Mapping[str, str]]
    classes: Mapping[str, Classes | None]
    confirmed: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """The reasons of the two who said that a change compares against the rule."""

    def of(self, comparison: Comparison) -> Comparison:
        """A comparison in the classes that were declared on the way from the older version to the newer."""
        if comparison.old.id != comparison.new.id:
            return comparison
        numbers = range(comparison.old.number + 1, comparison.new.number + 1)
        steps = [self.classes.get(f"{comparison.new.id}/{number}") for number in numbers]
        return comparison.declared({change.key: _declared(change, steps) for change in comparison.changes})


def declared_for(db: Session, names: Iterable[str]) -> Declared:
    """What was said when versions of these instruments were published; refused where somebody changed it since."""
    of = sorted(set(names))
    refuse_changed(db, of)
    found = db.execute(
        select(InstrumentVersion.instrument, InstrumentVersion.number, Publication)
        .join(Publication, Publication.instrument_version_id == InstrumentVersion.id)
        .where(InstrumentVersion.instrument.in_(of))
    ).all()
    bundled = _bundled(of)
    publications = {f"{instrument}/{number}": said for instrument, number, said in found}
    reasons = {name: said.reasons for name, said in publications.items()}
    classes = {name: said.classes for name, said in publications.items()}
    return Declared(
        reasons={**{name: said.reasons for name, said in bundled.items()}, **reasons},
        classes={**{name: said.classes for name, said in bundled.items()}, **classes},
        confirmed={name: _two_reasons(said) for name, said in publications.items()},
    )


def _two_reasons(publication: Publication) -> dict[str, tuple[str, ...]]:
    return {key: tuple(one["reason"] for one in said) for key, said in (publication.confirmed or {}).items()}


def _bundled(names: Iterable[str]) -> dict[str, instruments.Declaration]:
    """What is said of the changes of those versions of instruments that came with the software."""
    known = [each for each in instruments.published() if each.id in set(names)]
    return {
        f"{each.id}/{each.number}": said for each in known if (said := instruments.declaration(each.id, each.number))
    }


def as_published(db: Session, comparison: Comparison) -> Comparison:
    """A comparison of two published versions as reports see it."""
    return declared_for(db, {comparison.old.id, comparison.new.id}).of(comparison)


def declared_classes(given: Classes, comparison: Comparison) -> dict[str, Comparability]:
    """The classes that somebody declares, by the change's key; refused with every one that cannot be declared."""
    faults = [fault for key, said in given.items() for fault in _cannot_be(comparison.by_key.get(key, ()), key, said)]
    if faults:
        raise Refused(*faults)
    return {key: Comparability(said) for key, said in given.items()}


def keep_classes(
    draft: Draft, given: Classes, comparison: Comparison, *, reasons: Mapping[str, str], writer: Writer
) -> dict[str, str]:
    """Keep in a draft what somebody declares, of which change and why; the classes that are new, by the change's key.

    The rule's own class is nothing to keep. What is declared already stays with whoever declared it.
    """
    said, was = declared_classes(given, comparison), draft.classes
    kept = {
        key: _kept(was.get(key), comparison, key, found=found, by=(writer, reasons.get(key, "")))
        for key, found in said.items()
        if found is not by_rule(comparison, key)
    }
    now = {key: value for key, value in was.items() if key not in said} | kept
    if now != was:
        draft.classes = now
        touched(draft, writer)
    return {key: one["class"] for key, one in kept.items() if not _is_same(was.get(key), one)}


def _kept(
    was: Mapping[str, Any] | None,
    comparison: Comparison,
    key: str,
    *,
    found: Comparability,
    by: tuple[Writer, str],
) -> dict[str, Any]:
    """What is kept of one class: the first who declared it, and whoever confirmed that, as long as it is the same."""
    writer, reason = by
    now = {"class": str(found), "change": comparison.digests[key], "rule": str(by_rule(comparison, key))}
    first = {"id": writer.id, "name": writer.name, "reason": reason}
    if was is None or not _is_same(was, now):
        return {**now, "first": first}
    mine = was.get("first", first)["id"] == writer.id and reason
    return {**was, **now, "first": first if mine else was.get("first", first)}


def _is_same(was: Mapping[str, Any] | None, now: Mapping[str, Any]) -> bool:
    return was is not None and (was.get("class"), was.get("change")) == (now["class"], now["change"])


def by_rule(comparison: Comparison, key: str) -> Comparability:
    """The class that the rule gives the changes under a key: the gravest of them."""
    return max((change.by_rule or change.comparability for change in comparison.by_key[key]), key=_gravity)


def classes_in(draft: Draft, comparison: Comparison | None) -> dict[str, str]:
    """What was declared in a draft of changes that still stand.

    Said of another change, that it compares is forgotten. That it does not stays, until somebody says otherwise: a
    later edit makes no answers compare that did not.
    """
    if comparison is None:
        return {}
    return {
        key: str(kept["class"])
        for key, kept in draft.classes.items()
        if key in comparison.by_key and _holds(kept, comparison, key)
    }


def _holds(kept: Mapping[str, str], comparison: Comparison, key: str) -> bool:
    if kept.get("change") == comparison.digests[key]:
        return True
    said, rule = Comparability(kept["class"]), Comparability(kept.get("rule", Comparability.SAME))
    return said.gravity > rule.gravity and said.gravity > by_rule(comparison, key).gravity


def _declared(change: Change, steps: list[Classes | None]) -> Comparability:
    """The gravest class said on the way; where a step says nothing of classes, never a better one than the rule's."""
    said = [Comparability(step[change.key]) for step in steps if step is not None and change.key in step]
    if not said:
        return change.comparability
    if None in steps:
        said.append(change.comparability)
    gravest = max(said, key=_gravity)
    return gravest if gravest in change.may_be else change.comparability


def _gravity(found: Comparability) -> int:
    return found.gravity


def _cannot_be(changes: tuple[Change, ...], key: str, said: str) -> Iterator[str]:
    if not changes:
        yield Message(NO_SUCH_CHANGE, key=key)
        return
    change = max(changes, key=lambda found: found.may_be[0].gravity)
    if said not in {str(found) for found in Comparability}:
        yield Message(NO_CLASS, key=key, said=said, classes=", ".join(str(found) for found in Comparability))
    elif Comparability(said) not in change.may_be:
        found, *others = (SAID[each] for each in change.may_be)
        about: dict[str, object] = {"key": key, "change": change.sentence, "found": found}
        yield Message(NOT_ONLY, **about, other=others[0]) if others else Message(NOTHING_BETTER, **about)
