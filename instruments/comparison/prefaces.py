"""Changes of what is told before a question: a heading of a section, or information."""

from collections.abc import Iterator

from instruments.comparison.change import Change, Comparability
from instruments.comparison.word_changes import word_changes
from instruments.messages import PlainMessage
from instruments.model import Item, Version

SAID = PlainMessage("What is told before this question, and so before those after it, is not the same.")


def preface_changes(old: Version, new: Version) -> Iterator[Change]:
    """Every change of what is told before a question that both versions ask.

    It touches that question and the scored ones after it, which are answered by people who have read it.
    """
    scored = {item for version in (old, new) for scale in version.scales for item in scale.items}
    for place, item in enumerate(new.items):
        was = old.items_by_id.get(item.id)
        if was is not None and was.preface != item.preface:
            later = (each for each in new.items[place + 1 :] if set(each.waves) & set(item.waves))
            yield from _changes(was, item, [each.id for each in later if each.id in scored])


def _changes(old: Item, new: Item, after: list[str]) -> Iterator[Change]:
    for name in ("section", "information"):
        before, now = getattr(old, name), getattr(new, name)
        if before != now:
            yield Change(
                key=f"items.{new.id}.{name}",
                sentence=SAID,
                comparability=Comparability.WITH_CARE,
                rule="what is told before",
                before=before,
                after=now,
                words=word_changes(before, now),
                items=(new.id, *after),
            )
