"""Evenings that will not take place, and those that are archived; both are said, and taken back, as often as needed."""

from typing import Literal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Consent, Experiment, Response, SheetBatch, State, Wave
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.waves import is_live, waves_of

Mark = Literal["cancelled_at", "archived_at"]

NOT_CANCELLED = Message(
    "%(title)s cannot be cancelled: a wave is open, or somebody has begun to answer Before or After. What people began "
    "is kept."
)
NOT_ARCHIVED = Message("%(title)s cannot be archived while a wave is open or After is still to come.")


def can_be_cancelled(db: Session, experiment: Experiment) -> bool:
    """Whether nothing of the evening has begun: it may have asked people when they registered."""
    waves = select(Wave.id).where(Wave.experiment_id == experiment.id, Wave.kind.in_(("pre", "post")))
    begun = (
        exists().where(Consent.wave_id.in_(waves)),
        exists().where(Response.wave_id.in_(waves)),
        exists().where(SheetBatch.wave_id.in_(waves)),
    )
    planned = state_of(experiment, waves_of(db, experiment)) is State.DRAFT and not is_live(db, experiment)
    return planned and not any(db.scalar(select(each)) for each in begun)


def can_be_archived(db: Session, experiment: Experiment) -> bool:
    """Whether nothing of it is under way."""
    under_way = {State.BEFORE_OPEN, State.BETWEEN, State.AFTER_OPEN}
    return not is_live(db, experiment) and state_of(experiment, waves_of(db, experiment)) not in under_way


def cancel_experiment(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    """Say that an evening will not take place; False where that is said already."""
    refusal = None if can_be_cancelled(db, experiment) else NOT_CANCELLED
    return _marked(db, experiment, "cancelled_at", refusal=refusal, action="experiment cancelled", by=by)


def take_cancelling_back(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    """Say that it takes place after all; False where nobody had cancelled it."""
    return _unmarked(db, experiment, "cancelled_at", by=by, action="cancelling taken back")


def archive_experiment(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    """Take an evening out of the lists, and out of nothing else; False where it is archived already."""
    refusal = None if can_be_archived(db, experiment) else NOT_ARCHIVED
    return _marked(db, experiment, "archived_at", refusal=refusal, action="experiment archived", by=by)


def take_archiving_back(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    """Put an evening back into the lists; False where it is there."""
    return _unmarked(db, experiment, "archived_at", by=by, action="archiving taken back")


def _marked(
    db: Session, experiment: Experiment, mark: Mark, *, refusal: str | None, action: str, by: RecordedActor
) -> bool:
    if getattr(experiment, mark):
        return False
    if refusal is not None:
        raise Refused(Message(refusal, title=experiment.title))
    setattr(experiment, mark, by.now)
    by.note(db, action, f"experiment {experiment.id}")
    return True


def _unmarked(db: Session, experiment: Experiment, mark: Mark, *, action: str, by: RecordedActor) -> bool:
    if getattr(experiment, mark) is None:
        return False
    setattr(experiment, mark, None)
    by.note(db, action, f"experiment {experiment.id}")
    return True
