"""A draft in its scope: found for a page, changed in one transaction, written down with whoever did it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import abort, make_response, render_template, request
from flask_babel import gettext as _
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from evaluation.authoring.typed_words import typed
from evaluation.domain.errors import Refused
from evaluation.models import Draft
from evaluation.store.instruments.draft_history import Recording
from evaluation.store.instruments.drafts import Writer, draft_by_id, keep_version, version_in
from evaluation.store.instruments.ended_drafts import ended_draft, kept_draft, thrown_away
from evaluation.store.instruments.removed_entries import note_taken_out
from evaluation.web.app import services
from evaluation.web.current_user import me
from evaluation.web.scope import changing, reading
from instruments import Version
from instruments.terms import Language


@dataclass(frozen=True, slots=True)
class DraftScope:
    """A draft with the session it was found in and the version it holds."""

    db: Session
    draft: Draft
    version: Version


@dataclass(frozen=True, slots=True)
class ChangingScope(DraftScope):
    """A draft that is being changed, with what its history will tell of it."""

    recording: Recording

    def keep(self, version: Version) -> None:
        """Put a changed version into the draft, and keep what that takes out, to be put back."""
        note_taken_out(self.draft, self.version, version)
        keep_version(self.draft, version, writer=writer())


@contextmanager
def looking_at(draft: uuid.UUID) -> Iterator[DraftScope]:
    """A draft to look at; 404 where there never was one."""
    with reading(lambda db: _found(db, draft, to_change=False)) as (db, found):
        yield DraftScope(db, found, version_in(db, found))


@contextmanager
def looking_at_kept(draft: uuid.UUID) -> Iterator[DraftScope]:
    """A draft to look at though it may have been published or thrown away; 404 where nothing of it is kept."""
    with reading(lambda db: kept_draft(db, draft) or _found(db, draft, to_change=False)) as (db, found):
        yield DraftScope(db, found, version_in(db, found))


@contextmanager
def changing_thrown_away(draft: uuid.UUID) -> Iterator[DraftScope]:
    """A draft that was thrown away, in a transaction; 404 where there is none."""
    with changing(lambda db: thrown_away(db, draft)) as (db, found):
        yield DraftScope(db, found, version_in(db, found))


@contextmanager
def changing_draft(draft: uuid.UUID) -> Iterator[ChangingScope]:
    """A draft to change, in a transaction, written into its history; 404 where there never was one."""
    with changing(lambda db: _found(db, draft, to_change=True)) as (db, found):
        recording = Recording(db, found, writer())
        yield ChangingScope(db, found, version_in(db, found), recording)
        recording.note()


def _found(db: Session, draft: uuid.UUID, *, to_change: bool) -> Draft | None:
    """A draft; of one that was there, who ended it is said, and what was typed is given back."""
    found = draft_by_id(db, draft, to_change=to_change)
    ended = None if found else ended_draft(db, draft)
    if ended is not None:
        kept = kept_draft(db, draft)
        page = render_template("authoring/history/gone.html", ended=ended, kept=kept, typed=typed(request.form))
        abort(make_response(page, 410))
    return found


def writer() -> Writer:
    """Whoever is signed in, now."""
    account = me()
    return Writer(id=str(account.id), name=account.name or account.email, now=services().clock())


def require_language(tag: str) -> None:
    """Refuse what is no language tag, before it is looked for or kept."""
    try:
        TypeAdapter(Language).validate_python(tag)
    except ValidationError:
        raise Refused(_("%(language)s is no language tag; write one such as cy.", language=tag)) from None
