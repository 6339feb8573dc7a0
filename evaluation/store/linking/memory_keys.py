"""The keys of memory questions: which experiments have one, and whose waves still take answers."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, KeyMark, MemoryAnswer, Response, Study, Wave
from evaluation.store.log.key_marks import links_of


def remembering_experiments(db: Session, study: Study) -> list[Experiment]:
    """The experiments of a study whose memory questions have a key that is in use, by title."""
    in_use = set(db.scalars(select(KeyMark.name).where(KeyMark.destroyed_at.is_(None))))
    found = select(Experiment).where(Experiment.study_id == study.id).order_by(Experiment.title, Experiment.id)
    return [experiment for experiment in db.scalars(found) if links_of(experiment.id) in in_use]


def experiments_of_keys(db: Session) -> dict[str, Experiment]:
    """Every experiment by the name that the key of its memory questions has, or would have."""
    return {links_of(experiment.id): experiment for experiment in db.scalars(select(Experiment))}


def memory_answers(db: Session, experiment: uuid.UUID) -> int:
    """How many responses of an experiment have memory questions answered with them."""
    found = select(func.count()).select_from(MemoryAnswer).join(Response, Response.id == MemoryAnswer.response_id)
    return db.scalar(found.where(Response.experiment_id == experiment)) or 0


def taking_answers(db: Session, *, now: datetime, study: Study | None = None) -> list[str]:
    """The titles of experiments that take answers now, or forms begun before they closed."""
    opened = select(Experiment.title, Wave.closed_at, Wave.grace_minutes).join(Wave).where(Wave.opened_at.is_not(None))
    rows = db.execute(opened.where(Experiment.study_id == study.id) if study else opened)
    taking = {title for title, closed, grace in rows if closed is None or now <= closed + timedelta(minutes=grace)}
    return sorted(taking)
