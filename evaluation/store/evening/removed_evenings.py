"""Planned evenings that were removed: kept whole for ten minutes, so that it can be taken back, and then deleted."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, RowMapping, Select, Table, Uuid, delete, exists, insert, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import (
    Card,
    Chapter,
    EveningKey,
    Experiment,
    LearningUnit,
    Participant,
    RemovedExperiment,
    ResponseCount,
    Return,
    SeatingVersion,
    UtcDateTime,
    Wave,
    WavePress,
)
from evaluation.store.accounts.evening_keys import key_digest
from evaluation.store.studies.remove_experiment import remove_experiment
from evaluation.store.studies.wave_presses import TAKEN_BACK_FOR

BELONGING: tuple[Table, ...] = tuple(
    part.metadata.tables[part.__tablename__]
    for part in (Wave, Participant, Card, Return, EveningKey, WavePress, SeatingVersion, LearningUnit)
)
"""What belongs to an experiment, each after what it refers to."""
EXPERIMENT, COUNTS = (part.metadata.tables[part.__tablename__] for part in (Experiment, ResponseCount))
ADDRESS_TAKEN = "Another evening has its address meanwhile, so that it cannot be put back."


def remove_for_now(db: Session, experiment: Experiment, *, now: datetime) -> RemovedExperiment:
    """Remove a planned evening and keep it whole for a while; refused once anybody has begun."""
    of = _of(experiment)
    kept = {table.name: [_written(table, row) for row in db.execute(rows).mappings()] for table, rows in of}
    row = RemovedExperiment(
        id=experiment.id, chapter_id=experiment.chapter_id, title=experiment.title, rows=kept, removed_at=now
    )
    remove_experiment(db, experiment)
    db.add(row)
    db.flush()
    return row


def removed_lately(db: Session, chapters: Sequence[Chapter], *, now: datetime) -> list[RemovedExperiment]:
    """The evenings of these chapters that can still be put back, the last first."""
    of = RemovedExperiment.chapter_id.in_([chapter.id for chapter in chapters])
    found = select(RemovedExperiment).where(of, RemovedExperiment.removed_at >= now - TAKEN_BACK_FOR)
    return list(db.scalars(found.order_by(RemovedExperiment.removed_at.desc(), RemovedExperiment.id)))


def put_back(db: Session, removed: RemovedExperiment) -> uuid.UUID:
    """Put a removed evening back as it was, with its address, cards and keys; its id."""
    rows: Mapping[str, list[dict[str, Any]]] = removed.rows
    if db.scalar(select(exists().where(Experiment.slug == rows[EXPERIMENT.name][0]["slug"]))):
        raise Refused(ADDRESS_TAKEN)
    for table in (EXPERIMENT, *BELONGING, COUNTS):
        if kept := [_read(table, row) for row in rows[table.name]]:
            db.execute(insert(table), kept)
    db.delete(removed)
    db.flush()
    return removed.id


def is_removed(db: Session, experiment: uuid.UUID) -> bool:
    """Whether an evening was removed and may still be put back."""
    return db.get(RemovedExperiment, experiment) is not None


def is_key_of_removed(db: Session, secret: str) -> bool:
    """Whether an evening key is of an evening that was removed and may still be put back."""
    kept, digest = db.scalars(select(RemovedExperiment.rows)), key_digest(secret)
    return any(key["digest"] == digest for rows in kept for key in rows[EveningKey.__tablename__])


def forget_removed(db: Session, *, now: datetime) -> None:
    """Delete what can be put back no more."""
    db.execute(delete(RemovedExperiment).where(RemovedExperiment.removed_at < now - TAKEN_BACK_FOR))


def _of(experiment: Experiment) -> list[tuple[Table, Select[Any]]]:
    waves = select(Wave.id).where(Wave.experiment_id == experiment.id)
    return [
        (EXPERIMENT, select(EXPERIMENT).where(EXPERIMENT.c.id == experiment.id)),
        *((part, select(part).where(part.c.experiment_id == experiment.id)) for part in BELONGING),
        (COUNTS, select(COUNTS).where(COUNTS.c.wave_id.in_(waves))),
    ]


def _written(table: Table, row: RowMapping) -> dict[str, Any]:
    """A row as JSON holds it."""
    return {column.name: _as_text(row[column.name]) for column in table.columns}


def _as_text(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _read(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """The same row as the database takes it."""
    return {column.name: _as_value(column, row[column.name]) for column in table.columns}


def _as_value(column: Column[Any], kept: Any) -> Any:  # noqa: ANN401 - a column holds what its type says
    if kept is None:
        return None
    if isinstance(column.type, UtcDateTime | DateTime):
        return datetime.fromisoformat(kept)
    if isinstance(column.type, Date):
        return date.fromisoformat(kept)
    return uuid.UUID(kept) if isinstance(column.type, Uuid) else kept
