"""A draft in its scope: found for a page, changed in one transaction, written down with whoever did it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask_babel import gettext as _
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import Draft
from evaluation.store.instruments.drafts import Writer, draft_by_id, keep_version, version_in
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

    def keep(self, version: Version) -> None:
        """Put a changed version into the draft, and keep what that takes out, to be put back."""
        note_taken_out(self.draft, self.version, version)
        keep_version(self.draft, version, writer=writer())


@contextmanager
def looking_at(draft: uuid.UUID) -> Iterator[DraftScope]:
    """A draft to look at; 404 where there is none."""
    with reading(lambda db: draft_by_id(db, draft)) as (db, found):
        yield DraftScope(db, found, version_in(db, found))


@contextmanager
def changing_draft(draft: uuid.UUID) -> Iterator[DraftScope]:
    """A draft to change, in a transaction; 404 where there is none."""
    with changing(lambda db: draft_by_id(db, draft, to_change=True)) as (db, found):
        yield DraftScope(db, found, version_in(db, found))


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
