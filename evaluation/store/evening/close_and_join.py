"""When After closes, whoever can be joined for certain is joined: nobody need remember to press a button."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, Wave
from evaluation.store.linking.links import Automatic, link_automatically
from evaluation.store.linking.memory_questions import asks_memory
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.waves import close_wave, waves_of

LONGEST_GRACE = timedelta(days=2)
"""No wave takes forms for longer than this after it has closed."""


def close_and_join(db: Session, experiment: Experiment, *, kind: str, by: RecordedActor) -> Wave:
    """Close a wave; with After, join every certain pair."""
    wave = close_wave(db, experiment, kind=kind, now=by.now)
    if kind == "post":
        join_certain(db, experiment, by=by)
    return wave


def join_certain(db: Session, experiment: Experiment, *, by: RecordedActor) -> Automatic:
    """Join every certain pair once After has closed, where memory questions are asked and the data not frozen."""
    after = waves_of(db, experiment).get("post")
    if after is None or after.closed_at is None or after.frozen_at or not asks_memory(experiment.options):
        return Automatic(0, 0)
    return link_automatically(db, experiment, by=by)


def join_latecomers(db: Session, *, by: RecordedActor) -> list[Experiment]:
    """Look again at every evening whose closed After still takes forms: which experiments changed.

    A late form may bring the other half of a pair, or a second person with the same memory answers; then a pair that
    was the only one is taken apart again.
    """
    recent = select(Experiment, Wave).join(Wave, Wave.experiment_id == Experiment.id)
    closed = Wave.kind == "post", Wave.closed_at > by.now - LONGEST_GRACE, Wave.frozen_at.is_(None)
    changed = []
    for experiment, after in db.execute(recent.where(*closed)):
        over = (after.closed_at or by.now) + timedelta(minutes=after.grace_minutes)
        if by.now <= over and join_certain(db, experiment, by=by) != Automatic(0, 0):
            changed.append(experiment)
    return changed
