"""What changed between two versions of an instrument, and which of their answers still compare."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from instruments.comparison.change import Change, Comparability, Words, WordState, worst
from instruments.comparison.formats import format_changes
from instruments.comparison.items import come_and_gone, item_changes
from instruments.comparison.order import context_changes, order_changes
from instruments.comparison.pages import consent_changes, heading_changes, page_changes, translation_changes
from instruments.comparison.prefaces import preface_changes
from instruments.comparison.scales import scale_changes
from instruments.model import Version
from instruments.translation import Translation

__all__ = ["Change", "Comparability", "Comparison", "WordState", "Words", "compare"]


@dataclass(frozen=True)
class Comparison:
    """Every change on the way from one version to another, in the order of the new version's tables."""

    old: Version
    new: Version
    changes: tuple[Change, ...]

    @cached_property
    def _touching(self) -> dict[str, list[Change]]:
        touching: dict[str, list[Change]] = {}
        for change in self.changes:
            for item in change.items:
                touching.setdefault(item, []).append(change)
        return touching

    def of_item(self, item: str, *, wave: str = "", language: str = "") -> tuple[Change, ...]:
        """The changes that touch an item's answers, without those confined to another wave or another language."""
        return tuple(change for change in self._touching.get(item, ()) if change.touches(wave=wave, language=language))

    def item_comparability(self, item: str, *, wave: str = "", language: str = "") -> Comparability:
        """Whether the answers to an item compare across the two versions; an item only one of them asks does not."""
        return worst(list(self.of_item(item, wave=wave, language=language)))

    def scale_comparability(self, scale: str, *, wave: str = "", language: str = "") -> Comparability:
        """Whether a scale's scores compare: the gravest of its own changes and those of the items it counts."""
        keys = [key for version in (self.old, self.new) for key in version.scales if key.id == scale]
        counted = {item for key in keys for item in key.items}
        if not counted:
            return Comparability.NOT
        own = [change for change in self.changes if change.scale == scale]
        theirs = [change for item in sorted(counted) for change in self.of_item(item, wave=wave, language=language)]
        return worst(own + theirs)

    def in_every_language(self, scale: str, *, wave: str = "") -> Comparability:
        """Whether a scale's scores compare whatever language they were given in: what does not compare in one language
        is pooled in none.
        """
        found = (self.scale_comparability(scale, wave=wave, language=language) for language in self.new.languages)
        return max(found, key=lambda one: one.gravity)

    def declared(self, classes: Mapping[str, Comparability]) -> "Comparison":
        """The same comparison with the classes that people declared, by the change's key."""
        changes = (change.declared(classes.get(change.key, change.comparability)) for change in self.changes)
        return replace(self, changes=tuple(changes))

    @cached_property
    def by_key(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes by their key: several share one where a scale loses two items, or a format has two pasts."""
        found: dict[str, tuple[Change, ...]] = {}
        for change in self.changes:
            found[change.key] = (*found.get(change.key, ()), change)
        return found

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """By key, what a reason or a class is given for: another digest is another change, under the same key."""
        by_key = {key: sorted(change.identity for change in changes) for key, changes in self.by_key.items()}
        return {key: sha256("\n".join(identities).encode()).hexdigest() for key, identities in by_key.items()}

    @property
    def overall(self) -> Comparability:
        """The gravest class of all changes."""
        return worst(list(self.changes))

    @property
    def to_confirm(self) -> tuple[Change, ...]:
        """The changes a person has to give a reason for before the new version is published."""
        return tuple(change for change in self.changes if change.needs_reason)


def compare(old: Version, new: Version, *, translations: Iterable[tuple[Translation, Translation]] = ()) -> Comparison:
    """Every change from `old` to `new` with its class; `translations` pair a language's old words with its new ones."""
    changes = [
        *heading_changes(old, new),
        *consent_changes(old.consent, new.consent),
        *page_changes(old, new),
        *come_and_gone(old, new),
        *order_changes(old, new),
        *context_changes(old, new),
        *preface_changes(old, new),
        *_of_shared_items(old, new),
        *_answered_otherwise(old, new),
        *scale_changes(old, new),
        *(change for before, after in translations for change in translation_changes(before, after, new)),
    ]
    return Comparison(old=old, new=new, changes=tuple(changes))


def _of_shared_items(old: Version, new: Version) -> Iterator[Change]:
    """The changes of every item that both versions ask."""
    before, after = ({str(page.kind): page.title for page in version.waves} for version in (old, new))
    for item in new.items:
        if was := old.items_by_id.get(item.id):
            yield from item_changes(was, item, titles=(before, after), language=new.language)


def _answered_otherwise(old: Version, new: Version) -> Iterator[Change]:
    """The changes of response format, once for all items that went from one format to the other."""
    routes: dict[tuple[str, str], list[str]] = {}
    for item in new.items:
        was = old.items_by_id.get(item.id)
        if was is not None:
            routes.setdefault((was.format, item.format), []).append(item.id)
    for (before, after), items in routes.items():
        first, second = old.formats_by_id[before], new.formats_by_id[after]
        if before != after:
            yield Change(
                key=f"formats.{after}",
                sentence=f"Answered in the response format '{after}' instead of '{before}'.",
                comparability=Comparability.SAME,
                rule="name of a format",
                items=tuple(items),
            )
        yield from format_changes(first, second, items=tuple(items), language=new.language)
