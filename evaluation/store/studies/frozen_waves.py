"""Which waves a report tells of, and the freezing of these by a release.

A follow-up is asked weeks later. Until it has closed it is no part of any report, holds up none, and is frozen by none;
the other waves of an evening are told of together, once none of them is open.
"""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment, Wave
from evaluation.store.studies.persons import FOLLOW_UP, REPORTED
from evaluation.store.studies.waves import is_open, waves_of

MOVED = Message("A wave of %(title)s was opened or closed while this was made. Ask for it again.")


def reported_waves(db: Session, experiments: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """The waves of these experiments of which a report that is made now tells."""
    return frozenset(db.scalars(select(Wave.id).where(Wave.experiment_id.in_(experiments), REPORTED)))


def holds_up(db: Session, experiment: Experiment) -> bool:
    """Whether a wave is open of which a report would have to tell, so that none is made of this experiment yet."""
    return any(is_open(wave) for kind, wave in waves_of(db, experiment).items() if kind != FOLLOW_UP)


def is_follow_up_open(db: Session, experiment: Experiment) -> bool:
    """Whether its follow-up is open, so that a report is made without it."""
    wave = waves_of(db, experiment).get(FOLLOW_UP)
    return wave is not None and is_open(wave)


def freeze_waves(db: Session, experiment: Experiment, *, reported: Collection[uuid.UUID], now: datetime) -> None:
    """Freeze the waves of an experiment that a release tells of; refused where others would be told of by now."""
    waves = {wave.id: wave for wave in waves_of(db, experiment).values()}
    if holds_up(db, experiment) or reported_waves(db, [experiment.id]) != frozenset(reported) & waves.keys():
        raise Refused(Message(MOVED, title=experiment.title))
    for each in reported_waves(db, [experiment.id]):
        waves[each].frozen_at = waves[each].frozen_at or now
    db.flush()
    db.expire(experiment, ["frozen_at"])
