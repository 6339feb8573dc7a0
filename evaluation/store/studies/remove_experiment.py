"""Taking away or moving an evening that was only planned: nothing that somebody began is ever taken away."""

import uuid

from sqlalchemy import Uuid, bindparam, delete, exists, func, select, text
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import (
    Card,
    Chapter,
    Consent,
    EveningKey,
    Experiment,
    LearningUnit,
    Participant,
    Response,
    ResponseCount,
    Return,
    SeatingVersion,
    SheetBatch,
    Wave,
    WavePress,
)
from evaluation.store.log.session_role import is_of_participants
from evaluation.store.studies.waves import is_live

_HAS_BEGUN_FOR_PARTICIPANTS = text("SELECT weaving_has_begun(:experiment)").bindparams(
    bindparam("experiment", type_=Uuid())
)
NOT_REMOVED = Message("%(title)s cannot be removed: %(why)s")
NOT_MOVED = Message("%(title)s cannot be moved: %(why)s")
ITS_DATA_ARE_FROZEN = Message("its data are frozen.")
WHAT_WAS_BEGUN_IS_KEPT = Message("somebody has begun to answer, and what people began is kept.")
A_WAVE_IS_OPEN = Message("a wave is open. Close it first.")


def has_begun(db: Session, experiment: uuid.UUID) -> bool:
    """Whether somebody has begun to answer at an experiment, on a phone or on paper, and has not taken it all back."""
    if is_of_participants(db):
        return bool(db.scalar(_HAS_BEGUN_FOR_PARTICIPANTS, {"experiment": experiment}))
    waves = select(Wave.id).where(Wave.experiment_id == experiment)
    begun = [
        exists().where(Consent.wave_id.in_(waves)),
        exists().where(Response.experiment_id == experiment),
        exists().where(SheetBatch.wave_id.in_(waves)),
    ]
    return any(db.scalar(select(each)) for each in begun)


def why_not_only_planned(db: Session, experiment: Experiment) -> Message | None:
    """Why an experiment can neither be moved nor removed; None where nobody has begun and none of its waves is open."""
    if experiment.frozen_at:
        return ITS_DATA_ARE_FROZEN
    if has_begun(db, experiment.id):
        return WHAT_WAS_BEGUN_IS_KEPT
    return A_WAVE_IS_OPEN if is_live(db, experiment) else None


def cards_made(db: Session, experiment: Experiment) -> int:
    """How many cards were made for it."""
    return db.scalar(select(func.count()).where(Card.experiment_id == experiment.id)) or 0


def remove_experiment(db: Session, experiment: Experiment) -> None:
    """Take a planned evening away with its address, cards and keys; refused once anybody has begun."""
    _refuse_begun(db, experiment, NOT_REMOVED)
    waves = select(Wave.id).where(Wave.experiment_id == experiment.id)
    db.execute(delete(ResponseCount).where(ResponseCount.wave_id.in_(waves)))
    for part in (Return, EveningKey, WavePress, SeatingVersion, LearningUnit, Card, Participant, Wave):
        db.execute(delete(part).where(part.experiment_id == experiment.id))
    db.execute(delete(Experiment).where(Experiment.id == experiment.id))
    db.expire_all()


def move_experiment(db: Session, experiment: Experiment, chapter: Chapter) -> uuid.UUID:
    """Give a planned evening to another chapter of its study; the chapter that it was of."""
    _refuse_begun(db, experiment, NOT_MOVED)
    if chapter.study_id != experiment.study_id:
        raise Refused("An experiment stays within its study: choose one of the study's chapters.")
    was, experiment.chapter_id = experiment.chapter_id, chapter.id
    db.flush()
    return was


def _refuse_begun(db: Session, experiment: Experiment, said: str) -> None:
    if (why := why_not_only_planned(db, experiment)) is not None:
        raise Refused(Message(said, title=experiment.title, why=why))
