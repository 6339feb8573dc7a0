"""Complaints: taken without asking who complains, acknowledged within 30 days, answered and closed.

The Data (Use and Access) Act 2025 asks for a way to complain, and for word that a complaint came in within 30 days.
"""

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, Uuid, bindparam, false, func, or_, select
from sqlalchemy.orm import Session

from evaluation.domain.card_codes import new_token, normalise
from evaluation.models import Complaint, ComplaintContact, Study
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.log.session_role import is_of_participants
from evaluation.store.log.upsert import insert_once

ACKNOWLEDGED_WITHIN = timedelta(days=30)
MOST_A_DAY = 100
"""Complaints of one study in a day: more than that is a flood, and what comes is not stored."""
LONGEST_COMPLAINT = 4000
LONGEST_CONTACT = 200
A_DAY = timedelta(days=1)


class TooManyComplaintsError(Exception):
    """So many came in today that no more are stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComplaint:
    """What somebody sends."""

    text: str
    contact: str
    language: str
    study: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswer:
    """What whoever complained reads of it with their code."""

    id: uuid.UUID
    acknowledged_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedComplaint:
    """A complaint as an administrator sees it: how to reach whoever wrote, and how many days are left."""

    complaint: Complaint
    study: str
    contact: str
    days_left: int


def file_complaint(db: Session, sent: NewComplaint, *, now: datetime, rng: Random) -> str:
    """Keep a complaint; the code, made by `rng`, with which its answer is read: of one that is kept already, its own.

    Raises TooManyComplaintsError in a flood.
    """
    text, contact = in_one_form(sent.text), " ".join(sent.contact.split())
    if filed_lately(db, sent.study, now=now) >= MOST_A_DAY:
        raise TooManyComplaintsError
    code = new_token(rng)
    identity = uuid.uuid4()
    row: dict[str, Any] = {"id": identity, "study_id": sent.study, "digest": _digest(code), "text": text}
    row |= {"language": sent.language, "received_at": now, "answer": ""}
    if insert_once(db, Complaint, values=row) and contact:
        db.add(ComplaintContact(complaint_id=identity, contact=contact))
        db.flush()
    return code


def in_one_form(text: str) -> str:
    """A text as it is kept, whatever the ends of its lines."""
    return text.replace("\r\n", "\n").strip()


def filed_lately(db: Session, study: uuid.UUID | None, *, now: datetime) -> int:
    """How many complaints of a study came in during the last day."""
    if is_of_participants(db):
        return db.scalar(select(func.weaving_complaints_since(bindparam("study", study, Uuid()), now - A_DAY))) or 0
    found = select(func.count()).select_from(Complaint).where(Complaint.received_at > now - A_DAY)
    return db.scalar(found.where(_of(study))) or 0


def answer_of_code(db: Session, written: str) -> ComplaintAnswer | None:
    """What was answered to the complaint of a code; None where the code is nobody's."""
    code = normalise(written)
    shown = select(Complaint.id, Complaint.acknowledged_at, Complaint.answer)
    row = db.execute(shown.where(Complaint.digest == _digest(code))).one_or_none() if code else None
    return ComplaintAnswer(id=row.id, acknowledged_at=row.acknowledged_at, answer=row.answer) if row else None


def complaints_of(
    db: Session, studies: Collection[Study], *, with_unknown: bool, now: datetime
) -> list[ListedComplaint]:
    """Complaints of some studies, and where asked those of no study: open ones first, the oldest first."""
    names = {study.id: study.name for study in studies}
    found = or_(Complaint.study_id.in_(names), Complaint.study_id.is_(None) if with_unknown else false())
    order = (Complaint.closed_at.is_not(None), Complaint.received_at, Complaint.id)
    contacts = {row.complaint_id: row.contact for row in db.scalars(select(ComplaintContact))}
    return [
        ListedComplaint(
            complaint=row,
            study=names.get(row.study_id, "") if row.study_id else "",
            contact=contacts.get(row.id, ""),
            days_left=days_left(row, now=now),
        )
        for row in db.scalars(select(Complaint).where(found).order_by(*order))
    ]


def complaints_waiting(db: Session, scope: RoleScope) -> int:
    """How many complaints within an administrator's scope nobody has answered yet or closed."""
    found = select(func.count()).select_from(Complaint).where(Complaint.answer == "", Complaint.closed_at.is_(None))
    if not scope.everywhere:
        found = found.where(Complaint.study_id.in_(scope.studies))
    return db.scalar(found) or 0


def days_left(row: Complaint, *, now: datetime) -> int:
    """Whole days until it has to be acknowledged; below 0 once that day is over."""
    return (row.received_at + ACKNOWLEDGED_WITHIN - now) // A_DAY


def _of(study: uuid.UUID | None) -> ColumnElement[bool]:
    return Complaint.study_id == study if study else Complaint.study_id.is_(None)


def _digest(code: str) -> str:
    return hashlib.sha256(f"complaint {code}".encode()).hexdigest()
