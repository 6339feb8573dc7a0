"""Withdrawal: what somebody answered is deleted for good, and a tombstone keeps a late retry from reviving it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from evaluation.models import (
    Card,
    Consent,
    Experiment,
    OpenAnswer,
    Participant,
    Response,
    ResponseRevision,
    Return,
    Study,
)
from evaluation.store.responses.disclosed_words import count_as_left


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What was deleted: how many questionnaires, and whether the person had withdrawn before."""

    responses: int
    already: bool
    at: datetime | None = None
    """When they were taken back; None where that is not known."""
    people: frozenset[uuid.UUID] = frozenset()
    """Who they were at each experiment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderCode:
    """What would be deleted: when each questionnaire was sent, with the time zone there."""

    sent: tuple[tuple[datetime, str], ...]
    already: bool
    """Whether the person has withdrawn before."""
    words: str = ""
    """The join address of the meeting where the person came last."""


def under_code(db: Session, token: str) -> UnderCode | None:
    """What is stored of the person whose card or code this is, at every experiment; None where it is nobody's."""
    people = list(db.scalars(select(Participant).where(_held_by(token))))
    if not people:
        return None
    staying = [person.id for person in people if person.withdrawn_at is None]
    stored = (
        select(Response.submitted_at, Study.time_zone)
        .join(Experiment, Experiment.id == Response.experiment_id)
        .join(Study, Study.id == Experiment.study_id)
        .where(Response.participant_id.in_(staying))
        .order_by(Response.submitted_at)
    )
    last = max(people, key=lambda person: (person.started_at or person.created_at, str(person.id)))
    return UnderCode(
        sent=tuple((row.submitted_at, row.time_zone) for row in db.execute(stored)),
        already=not staying,
        words=db.scalars(select(Experiment.slug).where(Experiment.id == last.experiment_id)).one(),
    )


def withdraw_answers(db: Session, token: str, *, now: datetime) -> Withdrawal | None:
    """Delete every answer of the person whose card or code this is, at every experiment; None where it is nobody's.

    The participant, the card and the consents stay, empty: they turn away whatever is sent later.
    """
    people = list(db.scalars(select(Participant).where(_held_by(token)).order_by(Participant.id).with_for_update()))
    if not people:
        return None
    staying = [person.id for person in people if person.withdrawn_at is None]
    gone = _delete_answers(db, staying)
    db.execute(update(Participant).where(Participant.id.in_(staying)).values(withdrawn_at=now))
    at = now if staying else max(person.withdrawn_at for person in people if person.withdrawn_at)
    return Withdrawal(responses=gone, already=not staying, at=at, people=frozenset(person.id for person in people))


def delete_answers_of(db: Session, study: Study, *, now: datetime) -> int:
    """Delete every answer of a study, once nobody was told that they are kept longer; how many questionnaires.

    As after a withdrawal the participants, the cards and the consents stay, empty.
    """
    gone = 0
    for experiment in db.scalars(select(Experiment.id).where(Experiment.study_id == study.id)):
        staying = (Participant.experiment_id == experiment, Participant.withdrawn_at.is_(None))
        gone += _delete_answers(db, list(db.scalars(select(Participant.id).where(*staying))))
        db.execute(update(Participant).where(*staying).values(withdrawn_at=now))
    return gone


def _held_by(token: str) -> ColumnElement[bool]:
    held = select(Card.participant_id).where(Card.token == token)
    returned = select(Return.participant_id).join(Card, Card.id == Return.card_id).where(Card.token == token)
    return or_(Participant.id.in_(held), Participant.id.in_(returned))


def delete_one_response(db: Session, response: uuid.UUID) -> None:
    """Delete one questionnaire that was not its participant's own: as if they had not begun that wave."""
    person = db.scalars(select(Consent.participant_id).where(Consent.id == response)).one_or_none()
    _delete_responses(db, [response])
    db.execute(delete(Consent).where(Consent.id == response))
    begun = select(Consent.id).where(Consent.participant_id == person)
    unstarted = Participant.id == person, ~begun.exists()
    db.execute(update(Participant).where(*unstarted).values(started_at=None))


def _delete_answers(db: Session, people: list[uuid.UUID]) -> int:
    responses = list(db.scalars(select(Response.id).where(Response.participant_id.in_(people))))
    _delete_responses(db, responses)
    return len(responses)


def _delete_responses(db: Session, responses: list[uuid.UUID]) -> None:
    count_as_left(db, responses)
    for part in (OpenAnswer, ResponseRevision):
        db.execute(delete(part).where(part.response_id.in_(responses)))
    db.execute(delete(Response).where(Response.id.in_(responses)))
