"""Drafts that were published or thrown away: they stay as they were, with their history; who ended them, and when."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Account, AuditEntry, Draft
from evaluation.store.instruments.drafts import Writer, touched
from evaluation.store.instruments.publication_digest import PUBLISHED

DROPPED = "draft dropped"
TAKEN_UP = "draft taken up again"


@dataclass(frozen=True, slots=True)
class EndedDraft:
    """How a draft ended: thrown away, or published under a name; by whom (empty where that is not known), and when."""

    instrument: str
    published: str
    who: str
    at: datetime


def end_draft(db: Session, draft: Draft, *, now: datetime, published_as: int | None = None) -> None:
    """Let nobody change a draft any more: it was published under a number, or thrown away."""
    draft.ended_at, draft.published_as = now, published_as
    db.flush()


def take_up_again(db: Session, draft: Draft, writer: Writer) -> None:
    """Go on writing a draft that was thrown away."""
    draft.ended_at = None
    touched(draft, writer)
    db.flush()


def kept_draft(db: Session, draft: uuid.UUID) -> Draft | None:
    """A draft with its history, whether it is being written or was."""
    return db.get(Draft, draft)


def thrown_away(db: Session, draft: uuid.UUID) -> Draft | None:
    """A draft that was thrown away, taken to be changed."""
    found = db.get(Draft, draft, with_for_update=True, populate_existing=True)
    return found if found and found.ended_at and found.published_as is None else None


def all_thrown_away(db: Session) -> list[Draft]:
    """Every draft that was thrown away, the last one first."""
    found = select(Draft).where(Draft.ended_at.is_not(None), Draft.published_as.is_(None))
    return list(db.scalars(found.order_by(Draft.ended_at.desc(), Draft.id)))


def drafts_of(db: Session, instrument: str, number: int) -> list[Draft]:
    """The draft that a published version came of, as far as it is kept."""
    return list(db.scalars(select(Draft).filter_by(instrument=instrument, published_as=number)))


def ended_draft(db: Session, draft: uuid.UUID) -> EndedDraft | None:
    """How a draft ended; None where the log tells of none of this id that did."""
    return _published(db, draft) or _dropped(db, draft)


def _dropped(db: Session, draft: uuid.UUID) -> EndedDraft | None:
    subject = f"{Draft.__tablename__} {draft}"
    dropped = select(AuditEntry).where(AuditEntry.action == DROPPED, AuditEntry.subject == subject)
    found = db.scalars(dropped.order_by(AuditEntry.number.desc())).first()
    return _ended(db, found, published="") if found else None


def _published(db: Session, draft: uuid.UUID) -> EndedDraft | None:
    newest_first = select(AuditEntry).where(AuditEntry.action.in_(PUBLISHED)).order_by(AuditEntry.number.desc())
    found = next((each for each in db.scalars(newest_first) if each.details.get("draft") == str(draft)), None)
    return _ended(db, found, published="{instrument}/{number}".format_map(found.details)) if found else None


def _ended(db: Session, entry: AuditEntry, *, published: str) -> EndedDraft:
    account = db.get(Account, entry.account_id) if entry.account_id else None
    who = (account.name or account.email) if account else ""
    return EndedDraft(str(entry.details.get("instrument", "")), published, who, entry.at)
