"""The keys of memory questions: which experiments have one, and whose waves still take answers."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, KeyMark, MemoryAnswer, Response, Study, Wave
from evaluation.store.log.key_marks import links_of
from evaluation.store.studies.studies import local
from evaluation.store.studies.waves import WAVE_WORDS


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


def taking_answers(
    db: Session, *, now: datetime, study: Study | None = None, experiments: Collection[uuid.UUID] | None = None
) -> list[str]:
    """The titles of experiments that take answers, or forms begun before they closed; which wave, and until when."""
    found = select(Wave, Experiment, Study).join(Experiment, Experiment.id == Wave.experiment_id)
    found = found.join(Study, Study.id == Experiment.study_id).where(Wave.opened_at.is_not(None))
    if study:
        found = found.where(Study.id == study.id)
    if experiments is not None:
        found = found.where(Experiment.id.in_(experiments))
    taking = set[str]()
    for wave, experiment, of in db.execute(found):
        until = wave.closed_at + timedelta(minutes=wave.grace_minutes) if wave.closed_at else None
        if until is None:
            taking.add(f"{experiment.title} ({WAVE_WORDS[wave.kind]} is open)")
        elif now <= until:
            late = f"late forms of {WAVE_WORDS[wave.kind]} until {local(until, of):%d %B %Y, %H:%M}"
            taking.add(f"{experiment.title} ({late})")
    return sorted(taking)
