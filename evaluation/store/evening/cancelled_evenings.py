"""Evenings that will not take place, and those that are archived; both are said, and taken back, as often as needed."""

from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment, State
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.wave_presses import can_undo_opening_after
from evaluation.store.studies.waves import is_live, waves_of

Mark = Literal["cancelled_at", "archived_at"]

STILL_OPEN = Message("%(title)s cannot be cancelled while a wave is open: close it first.")
TOOK_PLACE = Message(
    "%(title)s cannot be cancelled: After has been opened, so it took place. It can be archived once After has closed."
)
OPENED_BY_MISTAKE = Message(
    "%(title)s cannot be cancelled: After has been opened, so it took place. If that was a mistake, undo what was "
    "pressed last on its page until After waits again, and then cancel it."
)
EMPTIED = Message("The answers of %(title)s came from a file and were taken out: it stays empty and out of the lists.")
NOT_ARCHIVED = Message("%(title)s cannot be archived while a wave is open or After is still to come.")


def why_not_cancelled(db: Session, experiment: Experiment, *, now: datetime) -> Message | None:
    """Why an evening cannot be cancelled now; None where it can, also where people have answered Before already."""
    if can_undo_opening_after(db, experiment, now=now):
        return OPENED_BY_MISTAKE
    if is_live(db, experiment):
        return STILL_OPEN
    is_to_come = state_of(experiment, waves_of(db, experiment)) in {State.DRAFT, State.BETWEEN}
    return None if is_to_come else TOOK_PLACE


def can_be_archived(db: Session, experiment: Experiment) -> bool:
    """Whether nothing of it is under way."""
    under_way = {State.BEFORE_OPEN, State.BETWEEN, State.AFTER_OPEN}
    return not is_live(db, experiment) and state_of(experiment, waves_of(db, experiment)) not in under_way


def cancel_experiment(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    """Say that an evening will not take place; False where that is said already. What was answered is kept."""
    refusal = why_not_cancelled(db, experiment, now=by.now)
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
    if experiment.is_taken_out:
        raise Refused(Message(EMPTIED, title=experiment.title))
    setattr(experiment, mark, None)
    by.note(db, action, f"experiment {experiment.id}")
    return True
