"""Counts for the evening: who has answered and who has begun. Never what anybody said."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from evaluation.models import Consent, Participant, Response, Wave


@dataclass(frozen=True, slots=True)
class Progress:
    """People at one wave: those who have answered, and those who have begun and not yet sent."""

    answered: int
    begun: int


def progress_of(db: Session, experiment: uuid.UUID, *, kind: str) -> Progress:
    """How far one wave of an experiment is."""
    people = _here(experiment)
    answered = select(func.count(func.distinct(Response.participant_id))).join(Wave, Wave.id == Response.wave_id)
    answered = answered.join(Participant, Participant.id == Response.participant_id).where(people, Wave.kind == kind)
    sent = select(Response.id).where(Response.participant_id == Consent.participant_id, Response.wave_id == Wave.id)
    begun = select(func.count(func.distinct(Consent.participant_id))).join(Wave, Wave.id == Consent.wave_id)
    begun = begun.join(Participant, Participant.id == Consent.participant_id).where(people, Wave.kind == kind)
    return Progress(db.scalars(answered).one(), db.scalars(begun.where(~sent.exists())).one())


def _here(experiment: uuid.UUID) -> ColumnElement[bool]:
    return and_(Participant.experiment_id == experiment, Participant.withdrawn_at.is_(None))
