"""Drafts that are no longer there: who ended them, and when, as the audit log tells."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Account, AuditEntry, Draft
from evaluation.store.instruments.publication_digest import PUBLISHED

DROPPED = "draft dropped"


@dataclass(frozen=True, slots=True)
class EndedDraft:
    """How a draft ended: thrown away, or published under a name; by whom (empty where that is not known), and when."""

    instrument: str
    published: str
    who: str
    at: datetime


def ended_draft(db: Session, draft: uuid.UUID) -> EndedDraft | None:
    """How a draft ended; None where the log tells of none of this id that did."""
    return _dropped(db, draft) or _published(db, draft)


def _dropped(db: Session, draft: uuid.UUID) -> EndedDraft | None:
    subject = f"{Draft.__tablename__} {draft}"
    found = db.scalars(select(AuditEntry).where(AuditEntry.action == DROPPED, AuditEntry.subject == subject)).first()
    return _ended(db, found, published="") if found else None


def _published(db: Session, draft: uuid.UUID) -> EndedDraft | None:
    newest_first = select(AuditEntry).where(AuditEntry.action.in_(PUBLISHED)).order_by(AuditEntry.number.desc())
    found = next((each for each in db.scalars(newest_first) if each.details.get("draft") == str(draft)), None)
    return _ended(db, found, published="{instrument}/{number}".format_map(found.details)) if found else None


def _ended(db: Session, entry: AuditEntry, *, published: str) -> EndedDraft:
    account = db.get(Account, entry.account_id) if entry.account_id else None
    who = (account.name or account.email) if account else ""
    return EndedDraft(str(entry.details.get("instrument", "")), published, who, entry.at)
