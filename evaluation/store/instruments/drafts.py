"""Drafts of instruments: begun, found, changed under a counter, ended when published or thrown away."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Account, Draft, DraftTranslation
from evaluation.store.instruments.published_versions import newest_of, publication_of, read_in_published
from instruments import Translation, Version, words_of

PRESSED_TWICE = timedelta(minutes=1)
"""How long the same beginning once more is a second press of one button."""
BUNDLED = "shipped"
"""Who wrote the words that a draft began with, as the database calls whoever it was."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who changes a draft, and when: a name to show, an id to tell one person from another."""

    id: str
    name: str
    now: datetime


def add_draft(
    db: Session, version: Version, *, based_on: int | None, translations: Iterable[Translation], writer: Writer
) -> Draft:
    """Begin a draft from a version, with the translations there are, and the notes for translators of the published
    version that it is based on.
    """
    publication = publication_of(db, version.id, based_on) if based_on else None
    draft = Draft(
        instrument=version.id,
        based_on=based_on,
        body=version.model_dump_json(exclude_defaults=True),
        translator_notes=(publication and publication.translator_notes) or {},
        created_at=writer.now,
        updated_at=writer.now,
        updated_by=writer.name,
    )
    db.add(draft)
    db.flush()
    source, back = words_of(version), read_in_published(db, version.id, based_on) if based_on else {}
    for words in translations:
        entries = {
            key: {"text": text, "source": source[key], "by": BUNDLED, "checked": False}
            for key, text in words.strings.items()
            if key in source
        }
        db.add(
            DraftTranslation(
                draft_id=draft.id,
                language=words.language,
                entries=entries,
                back_translations=back.get(words.language, {}),
            )
        )
    db.flush()
    return draft


def begun_a_moment_ago(
    db: Session, version: Version, *, translations: Iterable[Translation], writer: Writer
) -> Draft | None:
    """The draft that the same person began with the same words within a minute and has not changed since.

    A button pressed twice asks twice for one draft. Whoever begins waits for what they are beginning already.
    """
    db.execute(select(Account.id).where(Account.id == uuid.UUID(writer.id)).with_for_update())
    same = {"instrument": version.id, "body": version.model_dump_json(exclude_defaults=True), "counter": 1}
    lately = select(Draft).where(Draft.ended_at.is_(None), Draft.created_at > writer.now - PRESSED_TWICE)
    words = {each.language: dict(each.strings) for each in translations}
    found = db.scalars(lately.filter_by(**same, updated_by=writer.name))
    return next((draft for draft in found if _texts_by_language(db, draft) == words), None)


def _texts_by_language(db: Session, draft: Draft) -> dict[str, dict[str, str]]:
    rows = db.scalars(select(DraftTranslation).filter_by(draft_id=draft.id))
    return {row.language: {key: entry["text"] for key, entry in row.entries.items()} for row in rows}


def all_drafts(db: Session) -> list[Draft]:
    """Every draft that is being written, the one changed last first."""
    found = select(Draft).where(Draft.ended_at.is_(None))
    return list(db.scalars(found.order_by(Draft.updated_at.desc(), Draft.id)))


def title_of_draft(draft: Draft) -> str:
    """The title that a draft's questionnaire has now."""
    return str(json.loads(draft.body)["title"])


def draft_by_id(db: Session, draft: uuid.UUID, *, to_change: bool = False) -> Draft | None:
    """A draft that is being written, to look at or to change; who changes one waits for whoever is changing it now."""
    found = db.get(Draft, draft, with_for_update=True if to_change else None, populate_existing=to_change)
    return found if found and found.ended_at is None else None


def version_in(db: Session, draft: Draft) -> Version:
    """The version that a draft holds, under the number it would be published with."""
    newest = newest_of(db, draft.instrument)
    return numbered(draft.body, newest.number + 1 if newest else 1)


@lru_cache(maxsize=16)
def numbered(body: str, number: int) -> Version:
    """The version in a draft's text, under a number."""
    version = Version.model_validate_json(body)
    return version if version.number == number else version.having(number=number)


def keep_version(draft: Draft, version: Version, *, writer: Writer) -> None:
    """Put a changed version into a draft taken to be changed."""
    draft.body = version.model_dump_json(exclude_defaults=True)
    touched(draft, writer)


def touched(draft: Draft, writer: Writer) -> None:
    """Note that a draft was changed, so that whoever looked at it before is told."""
    draft.counter += 1
    draft.updated_at, draft.updated_by = writer.now, writer.name
