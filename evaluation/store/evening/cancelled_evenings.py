"""Evenings that will not take place, and those that are archived; both are said, and taken back, as often as needed."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Consent, Experiment, Response, SheetBatch, State, Wave
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.waves import is_live, waves_of

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


def cancel_experiment(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    """Say that an evening will not take place; False where that is said already."""
    if experiment.cancelled_at:
        return False
    if not can_be_cancelled(db, experiment):
        raise Refused(Message(NOT_CANCELLED, title=experiment.title))
    experiment.cancelled_at = by.now
    by.note(db, "experiment cancelled", f"experiment {experiment.id}")
    return True


def take_cancelling_back(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    """Say that it takes place after all; False where nobody had cancelled it."""
    if experiment.cancelled_at is None:
        return False
    experiment.cancelled_at = None
    by.note(db, "cancelling taken back", f"experiment {experiment.id}")
    return True


def can_be_archived(db: Session, experiment: Experiment) -> bool:
    """Whether nothing of it is under way."""
    under_way = {State.BEFORE_OPEN, State.BETWEEN, State.AFTER_OPEN}
    return not is_live(db, experiment) and state_of(experiment, waves_of(db, experiment)) not in under_way


def archive_experiment(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    """Take an evening out of the lists, and out of nothing else; False where it is archived already."""
    if experiment.archived_at:
        return False
    if not can_be_archived(db, experiment):
        raise Refused(Message(NOT_ARCHIVED, title=experiment.title))
    experiment.archived_at = by.now
    by.note(db, "experiment archived", f"experiment {experiment.id}")
    return True


def take_archiving_back(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    """Put an evening back into the lists; False where it is there."""
    if experiment.archived_at is None:
        return False
    experiment.archived_at = None
    by.note(db, "archiving taken back", f"experiment {experiment.id}")
    return True
