"""The end of keeping: what is counted of a study or an experiment beforehand, and what goes around its answers."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.orm import Session

from evaluation.models import (
    Base,
    EveningKey,
    Experiment,
    Job,
    MemoryAnswer,
    OpenAnswer,
    PaperSheet,
    PendingErasure,
    Response,
    ResponseRevision,
    SeatingVersion,
    SheetBatch,
    SheetPass,
    Study,
    Wave,
)
from evaluation.store.linking.memory_keys import remembering_experiments
from evaluation.store.reports.report_jobs import OF_RELEASES, about_one_of
from evaluation.store.studies.studies import local
from evaluation.store.studies.who_asks import who_asks


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyEnd:
    """When the answers of a study are kept no longer, and what goes then: rows by table, files and keys."""

    study: Study
    last_day: date | None
    """None where nobody has said until when."""
    is_over: bool
    counts: dict[str, int]

    @property
    def is_due(self) -> bool:
        """Whether something is left that should be gone."""
        return self.is_over and any(self.counts.values())


def study_ends(db: Session, *, now: datetime) -> list[StudyEnd]:
    """Every study, by name, with what goes at its end."""
    return [study_end(db, study, now=now) for study in db.scalars(select(Study).order_by(Study.name, Study.id))]


def study_end(db: Session, study: Study, *, now: datetime) -> StudyEnd:
    """What goes at the end of one study."""
    last, experiments = who_asks(study).keep_until, experiments_of_study(db, study.id)
    counts = rows_that_go(db, experiments)
    counts |= {"job": len(jobs_that_go(db, {study.id, *experiments})), "keys": len(remembering_experiments(db, study))}
    return StudyEnd(
        study=study, last_day=last, is_over=last is not None and local(now, study).date() > last, counts=counts
    )


def experiments_of_study(db: Session, study: uuid.UUID) -> list[uuid.UUID]:
    """The experiments of a study, by id."""
    return list(db.scalars(select(Experiment.id).where(Experiment.study_id == study).order_by(Experiment.id)))


def rows_that_go(db: Session, experiments: Collection[uuid.UUID]) -> dict[str, int]:
    """How many rows of each table go with the answers of these experiments."""
    conditions = _that_go(experiments)
    found = {model.__tablename__: _counted(db, model, condition) for model, condition in conditions}
    noted = Experiment.id.in_(experiments), Experiment.notes != ""
    return {**found, "notes": db.scalar(select(func.count()).select_from(Experiment).where(*noted)) or 0}


def jobs_that_go(db: Session, subjects: Collection[uuid.UUID]) -> list[Job]:
    """What was made of these experiments, chapters and studies, but for what belongs to a release."""
    found = select(Job).where(about_one_of(subjects), Job.kind.not_in(OF_RELEASES))
    return list(db.scalars(found.order_by(Job.requested_at, Job.id)))


def end_around_answers(db: Session, experiment: uuid.UUID, *, now: datetime) -> dict[str, int]:
    """Delete what was kept around the answers: paper sheets, the names of groups and of volunteers, and notes.

    How many rows of each table, where there were any.
    """
    gone = {name: count for name, count in rows_that_go(db, [experiment]).items() if count}
    batches = _batches([experiment])
    db.execute(delete(PaperSheet).where(PaperSheet.batch_id.in_(batches)))
    db.execute(delete(SheetBatch).where(SheetBatch.id.in_(batches)))
    for part in (SeatingVersion, EveningKey):
        db.execute(delete(part).where(part.experiment_id == experiment))
    db.execute(update(Experiment).where(Experiment.id == experiment).values(notes=""))
    if gone:
        db.add(PendingErasure(experiment_id=experiment, deleted_at=now, words=False))
    return gone


def _that_go(experiments: Collection[uuid.UUID]) -> list[tuple[type[Base], ColumnElement[bool]]]:
    responses = select(Response.id).where(Response.experiment_id.in_(experiments))
    batches = _batches(experiments)
    sheets = select(PaperSheet.id).where(PaperSheet.batch_id.in_(batches))
    return [
        (Response, Response.experiment_id.in_(experiments)),
        (ResponseRevision, ResponseRevision.response_id.in_(responses)),
        (OpenAnswer, OpenAnswer.response_id.in_(responses)),
        (MemoryAnswer, MemoryAnswer.response_id.in_(responses)),
        (SheetBatch, SheetBatch.id.in_(batches)),
        (PaperSheet, PaperSheet.batch_id.in_(batches)),
        (SheetPass, SheetPass.sheet_id.in_(sheets)),
        (SeatingVersion, SeatingVersion.experiment_id.in_(experiments)),
        (EveningKey, EveningKey.experiment_id.in_(experiments)),
    ]


def _batches(experiments: Collection[uuid.UUID]) -> Select[uuid.UUID]:
    waves = select(Wave.id).where(Wave.experiment_id.in_(experiments))
    return select(SheetBatch.id).where(SheetBatch.wave_id.in_(waves))


def _counted(db: Session, model: type[Base], condition: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count()).select_from(model).where(condition)) or 0
