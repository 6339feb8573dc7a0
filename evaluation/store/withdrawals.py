"""Withdrawal: what somebody answered is deleted for good, and a tombstone keeps a late retry from reviving it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from evaluation.models import Card, OpenAnswer, Participant, Response, ResponseRevision


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What was deleted: how many questionnaires, and whether the person had withdrawn before."""

    responses: int
    already: bool


def withdraw(db: Session, token: str, *, now: datetime) -> Withdrawal | None:
    """Delete every answer of the person whose card or code this is; None where it is nobody's.

    The participant, the card and the consents stay, empty: they turn away whatever is sent later.
    """
    person = db.scalars(select(Participant).join(Card).where(Card.token == token).with_for_update()).one_or_none()
    if person is None:
        return None
    if person.withdrawn_at is not None:
        return Withdrawal(responses=0, already=True)
    gone = _delete_answers(db, person)
    db.execute(update(Participant).where(Participant.id == person.id).values(withdrawn_at=now))
    return Withdrawal(responses=gone, already=False)


def _delete_answers(db: Session, person: Participant) -> int:
    responses = list(db.scalars(select(Response.id).where(Response.participant_id == person.id)))
    for part in (OpenAnswer, ResponseRevision):
        db.execute(delete(part).where(part.response_id.in_(responses)))
    db.execute(delete(Response).where(Response.id.in_(responses)))
    return len(responses)
