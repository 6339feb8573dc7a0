"""The words of a draft in other languages: new, draft, checked, or to be looked at again since the source changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Draft, DraftTranslation
from evaluation.store.instruments.drafts import BUNDLED, Writer, touched
from instruments import Translation, Version, may_be_empty, words_of


class TranslationState(StrEnum):
    """Where one text of a translation stands."""

    NEW = "new"
    DRAFT = "draft"
    CHECKED = "checked"
    RECHECK = "recheck"
    OPTIONAL = "optional"
    """Empty, and may stay so: other words for one question than for others with the same answers."""


@dataclass(frozen=True, slots=True)
class TranslationLine:
    """One text beside its source; `made_from` is the source it was made from, where that is another by now."""

    key: str
    source: str
    text: str
    state: TranslationState
    made_from: str = ""


def translation_row(db: Session, draft: Draft, language: str, *, to_change: bool = False) -> DraftTranslation | None:
    """What is kept of a draft in one language, to look at or to change; None where nobody has begun it."""
    found = select(DraftTranslation).where(DraftTranslation.draft_id == draft.id, DraftTranslation.language == language)
    return db.scalars(found.with_for_update() if to_change else found).one_or_none()


def translations_in(db: Session, draft: Draft, version: Version) -> tuple[Translation, ...]:
    """The draft's translations as they would be published: without texts whose source has changed since."""
    rows = db.scalars(select(DraftTranslation).where(DraftTranslation.draft_id == draft.id))
    return tuple(_translation(row, version) for row in sorted(rows, key=lambda row: row.language))


def translation_in(db: Session, draft: Draft, version: Version, *, language: str) -> Translation:
    """One of them; empty where nobody has begun it."""
    row = translation_row(db, draft, language)
    return _translation(row or DraftTranslation(language=language, entries={}), version)


def lines_of(db: Session, draft: Draft, version: Version, *, language: str) -> list[TranslationLine]:
    """Every text of a version beside its translation, in the version's order."""
    row = translation_row(db, draft, language)
    entries = row.entries if row else {}
    not_needed = may_be_empty(version)
    return [
        _line(key, source, entries.get(key), may_be_empty=key in not_needed)
        for key, source in words_of(version).items()
    ]


def keep_texts(
    db: Session, draft: Draft, version: Version, *, language: str, texts: Mapping[str, str], writer: Writer
) -> None:
    """Write texts under their keys. A text already there and sent again for a new source counts as looked at again."""
    row = translation_row(db, draft, language, to_change=True)
    if row is None:
        row = DraftTranslation(draft_id=draft.id, language=language, entries={}, counter=0)
        db.add(row)
    source, entries = words_of(version), dict(row.entries)
    for key, text in texts.items():
        was = entries.get(key)
        if key not in source or (was and (was["text"], was["source"]) == (text, source[key])):
            continue
        entries[key] = _entry(was, text=text, source=source[key], writer=writer)
    kept = {key: entry for key, entry in entries.items() if entry["text"]}
    if kept != row.entries:
        row.entries = kept
        row.counter += 1
        touched(draft, writer)
    db.flush()


def mark_checked(db: Session, draft: Draft, *, language: str) -> None:
    """Mark every text of a language as checked, since somebody has signed the whole."""
    row = translation_row(db, draft, language, to_change=True)
    if row is not None:
        row.entries = {key: {**entry, "checked": True} for key, entry in row.entries.items()}
        db.flush()


def writers_of(db: Session, draft: Draft, *, language: str) -> frozenset[str]:
    """The ids of those who wrote any text of a language, or said of one that it is still right."""
    row = translation_row(db, draft, language)
    entries = row.entries.values() if row else ()
    return frozenset(who for entry in entries for who in (entry["by"], *entry.get("looked", ()))) - {BUNDLED}


def _entry(was: Mapping[str, Any] | None, *, text: str, source: str, writer: Writer) -> dict[str, Any]:
    """A text as it is kept; one that stood there stays that of whoever wrote it, and who `looked` is added."""
    found = {"text": text, "source": source, "by": writer.id, "checked": False}
    if was is None or was["text"] != text:
        return found
    return {**found, "by": was["by"], "looked": sorted({*was.get("looked", ()), writer.id})}


def _translation(row: DraftTranslation, version: Version) -> Translation:
    source = words_of(version)
    strings = {
        key: row.entries[key]["text"]
        for key in source
        if key in row.entries and row.entries[key]["source"] == source[key]
    }
    return Translation(instrument=version.id, number=version.number, language=row.language, strings=strings)


def _line(key: str, source: str, entry: Mapping[str, str] | None, *, may_be_empty: bool) -> TranslationLine:
    if entry is None:
        return TranslationLine(key, source, "", TranslationState.OPTIONAL if may_be_empty else TranslationState.NEW)
    if entry["source"] != source:
        return TranslationLine(key, source, entry["text"], TranslationState.RECHECK, entry["source"])
    return TranslationLine(
        key, source, entry["text"], TranslationState.CHECKED if entry["checked"] else TranslationState.DRAFT
    )
