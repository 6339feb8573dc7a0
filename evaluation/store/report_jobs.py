"""Reports and exports that were asked for: which, for what, and what became of them."""

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from evaluation.models import Job, JobState

REPORT, EXPORT, RELEASE, PUBLICATION = "report", "export", "release", "publication"
KINDS = (REPORT, EXPORT, RELEASE, PUBLICATION)
UNDER_WAY = (JobState.QUEUED.value, JobState.RUNNING.value)


def report_jobs(db: Session, *, subjects: Collection[uuid.UUID], limit: int = 300) -> list[Job]:
    """Jobs about one of these experiments, chapters or studies, the latest asked first."""
    found = select(Job).where(Job.kind.in_(KINDS), _about(subjects)).order_by(Job.requested_at.desc(), Job.id)
    return list(db.scalars(found.limit(limit)))


def report_job(db: Session, job: uuid.UUID, *, subjects: Collection[uuid.UUID]) -> Job | None:
    """One of them."""
    return db.scalars(select(Job).where(Job.id == job, Job.kind.in_(KINDS), _about(subjects))).one_or_none()


def job_under_way(db: Session, kind: str, *, subject: uuid.UUID) -> Job | None:
    """The job of a kind that waits or is worked on for a subject."""
    found = select(Job).where(Job.kind == kind, Job.state.in_(UNDER_WAY), _about([subject]))
    return db.scalars(found.order_by(Job.requested_at).limit(1)).one_or_none()


def _about(subjects: Collection[uuid.UUID]) -> ColumnElement[bool]:
    named: ColumnElement[bool] = Job.arguments["subject"].as_string().in_([str(subject) for subject in subjects])
    return named
