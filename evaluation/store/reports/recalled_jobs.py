"""What jobs made of answers that were taken back since: found, marked, and listed with whoever has a copy."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from evaluation.models import AuditEntry, Chapter, Experiment, Job, PendingErasure
from evaluation.store.reports.report_jobs import EXPORT, REPORT, about_one_of

MARGIN = timedelta(minutes=2)
"""How long after answers were taken back a job may have begun that has read them: a transaction takes its time."""
LISTED_FOR = timedelta(days=365)
"""How long staff are told that what was taken away may still lie on their own computers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenCopy:
    """Somebody who took a file before it was recalled: by account, or the command line."""

    actor: str
    account_id: uuid.UUID | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecalledJob:
    """A report or an export that was taken away, and who has taken a copy of it before."""

    job: Job
    copies: tuple[TakenCopy, ...]


def pending_erasures(db: Session, *, mine: bool = False) -> list[PendingErasure]:
    """What is left to do after answers were deleted, the oldest first; `mine` leaves out what another process does."""
    found = select(PendingErasure).order_by(PendingErasure.deleted_at, PendingErasure.id)
    return list(db.scalars(found.with_for_update(skip_locked=True) if mine else found))


def jobs_holding(db: Session, erasure: PendingErasure) -> Iterator[Job]:
    """The jobs that may have read what was deleted and hold it: every export, and of words every draft report.

    Figures of a draft report are of enough people, as those of a release are, and stand.
    """
    of = _subjects(db, erasure.experiment_id)
    kinds = (EXPORT, REPORT) if erasure.words else (EXPORT,)
    began = Job.started_at.is_not(None), Job.started_at <= erasure.deleted_at + MARGIN
    for job in db.scalars(select(Job).where(Job.kind.in_(kinds), *began, about_one_of(of)).with_for_update()):
        named = job.arguments.get("experiments", ())
        if not named or str(erasure.experiment_id) in named:
            yield job


def forget_erasures(db: Session, done: Collection[uuid.UUID]) -> None:
    """Nothing is left to do."""
    db.execute(delete(PendingErasure).where(PendingErasure.id.in_(done)))


def recalled_jobs(db: Session, *, now: datetime, subjects: Collection[uuid.UUID] | None = None) -> list[RecalledJob]:
    """What was taken away lately, perhaps of these experiments, chapters and studies alone, the latest first."""
    found = select(Job).where(Job.recalled_at >= now - LISTED_FOR).order_by(Job.recalled_at.desc(), Job.id)
    jobs = list(db.scalars(found if subjects is None else found.where(about_one_of(subjects))))
    return [RecalledJob(job=job, copies=tuple(_copies(db, job))) for job in jobs]


def _copies(db: Session, job: Job) -> Iterator[TakenCopy]:
    """Who downloaded a file of a job, each person once, as the audit log has it."""
    seen = set[tuple[str, uuid.UUID | None]]()
    taken = select(AuditEntry).where(
        AuditEntry.subject == f"job {job.id}", AuditEntry.action == f"{job.kind} downloaded"
    )
    for entry in db.scalars(taken.order_by(AuditEntry.number)):
        if (who := (entry.actor, entry.account_id)) not in seen:
            seen.add(who)
            yield TakenCopy(actor=entry.actor, account_id=entry.account_id, at=entry.at)


def _subjects(db: Session, experiment: uuid.UUID) -> list[uuid.UUID]:
    """The experiment, its chapter with every wider one, and its study; nothing where it is gone."""
    row = db.get(Experiment, experiment)
    if row is None:
        return []
    found, chapter = [row.id, row.study_id], db.get(Chapter, row.chapter_id)
    while chapter is not None and chapter.id not in found:
        found.append(chapter.id)
        chapter = db.get(Chapter, chapter.parent_id) if chapter.parent_id else None
    return found
