"""Counts for the evening: who has answered and who has begun. Never what anybody said.

How many responses a wave has is kept beside them, since counting takes longer the more there are; what is kept can be
compared with what is there, and counted anew.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, literal, select, text
from sqlalchemy.orm import Session

from evaluation.domain.answers_digest import BLANK
from evaluation.models import Consent, Experiment, Participant, Response, ResponseCount, SetAside, Wave
from evaluation.store.studies.persons import TAKES_PART
from evaluation.store.studies.waves import WAVE_WORDS, people_answered


@dataclass(frozen=True, slots=True)
class Progress:
    """People at one wave: those who have answered, be it one question, and those who have begun and not yet sent."""

    answered: int
    begun: int
    set_aside: int = 0
    """People who began this wave and are in neither number, since nothing vouches for how they began."""


def progress_of(db: Session, experiment: uuid.UUID, *, kind: str) -> Progress:
    """How far one wave of an experiment is."""
    people = _taking_part(experiment)
    sent = select(Response.id).where(Response.participant_id == Consent.participant_id, Response.wave_id == Wave.id)
    begun = select(func.count(func.distinct(Consent.participant_id))).join(Wave, Wave.id == Consent.wave_id)
    begun = begun.join(Participant, Participant.id == Consent.participant_id).where(people, Wave.kind == kind)
    aside = select(func.count(func.distinct(Consent.participant_id))).join(Wave, Wave.id == Consent.wave_id)
    aside = aside.join(SetAside, SetAside.participant_id == Consent.participant_id)
    aside = aside.where(SetAside.experiment_id == experiment, SetAside.admitted_at.is_(None), Wave.kind == kind)
    answered, unsent = people_answered(db, experiment, kind=kind), db.scalars(begun.where(~sent.exists())).one()
    return Progress(answered, unsent, db.scalars(aside).one())


def forms_sent(db: Session, experiment: uuid.UUID) -> int:
    """How many forms were sent for an experiment, at all its waves, in which something was answered."""
    sent = select(func.count()).where(Response.experiment_id == experiment, Response.digest != BLANK)
    return db.scalars(sent).one()


def stored_responses(db: Session) -> int:
    """How many responses are kept over all evenings, by the numbers that are kept."""
    return db.scalars(select(func.coalesce(func.sum(ResponseCount.responses), 0))).one()


def kept_count(wave: ColumnElement[uuid.UUID]) -> Select[int]:
    """How many responses a wave has, by the number that is kept."""
    kept = select(func.coalesce(func.sum(ResponseCount.responses), 0)).where(ResponseCount.wave_id == wave)
    return kept.correlate_except(ResponseCount)


def miscounted(db: Session) -> list[str]:
    """Waves whose kept number is not that of their responses, a sentence each."""
    counted = select(func.count()).where(Response.wave_id == Wave.id, _is_counted()).scalar_subquery()
    kept = kept_count(Wave.id.expression).scalar_subquery()
    both = select(Experiment.slug, Wave.kind, kept, counted).join(Experiment, Experiment.id == Wave.experiment_id)
    rows = db.execute(both.where(kept != counted).order_by(Experiment.slug, Wave.kind))
    unlike = "{slug}: {wave} has {there} responses, and receipts tell of {receipts}: run `weaving check --recount`."
    return [
        unlike.format(slug=slug, wave=WAVE_WORDS[kind], there=there, receipts=receipts)
        for slug, kind, receipts, there in rows
    ]


def recount(db: Session) -> None:
    """Count the responses of every wave anew; what is sent meanwhile waits."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("LOCK TABLE response IN SHARE ROW EXCLUSIVE MODE"))
    db.execute(delete(ResponseCount))
    counted = select(Response.wave_id, literal(0), func.count()).where(_is_counted())
    counted = counted.group_by(Response.wave_id)
    db.execute(insert(ResponseCount).from_select(["wave_id", "part", "responses"], counted))


def _is_counted() -> ColumnElement[bool]:
    aside = select(SetAside.participant_id).where(SetAside.admitted_at.is_(None))
    return and_(Response.digest != BLANK, Response.participant_id.not_in(aside))


def _taking_part(experiment: uuid.UUID) -> ColumnElement[bool]:
    return and_(Participant.experiment_id == experiment, TAKES_PART)
