"""The evening's clock: After opens by itself shortly before the planned end, unless somebody holds it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from evaluation.models import Experiment, Wave
from evaluation.store.waves import open_wave

BEFORE_THE_END = timedelta(minutes=15)
"""The last quarter of an hour is for answering, while everybody is still in the room."""
TOO_LATE = timedelta(hours=3)
"""An evening that ended this long ago is left to people: nothing opens by itself the next morning."""


def after_opens_at(experiment: Experiment) -> datetime | None:
    """When After opens by itself; None where the end is not planned or somebody holds it."""
    if experiment.ends_at is None or is_held(experiment):
        return None
    return experiment.ends_at - BEFORE_THE_END


def is_held(experiment: Experiment) -> bool:
    """Whether somebody holds After."""
    return bool(experiment.options.get("hold_after"))


def hold_after(experiment: Experiment, *, hold: bool) -> None:
    """Hold After, or let it open by itself again."""
    experiment.options = {**experiment.options, "hold_after": hold}


def open_due_afters(db: Session, *, now: datetime) -> list[Experiment]:
    """Open After wherever its time has come, Before was opened, and nobody holds it; the experiments it opened for."""
    before, after = aliased(Wave), aliased(Wave)
    due = (
        select(Experiment)
        .join(before, (before.experiment_id == Experiment.id) & (before.kind == "pre"))
        .join(after, (after.experiment_id == Experiment.id) & (after.kind == "post"))
        .where(
            Experiment.frozen_at.is_(None),
            Experiment.ends_at <= now + BEFORE_THE_END,
            Experiment.ends_at > now - TOO_LATE,
            before.opened_at.is_not(None),
            after.opened_at.is_(None),
        )
    )
    ready = [experiment for experiment in db.scalars(due) if not is_held(experiment)]
    for experiment in ready:
        open_wave(db, experiment, kind="post", now=now)
    return ready
