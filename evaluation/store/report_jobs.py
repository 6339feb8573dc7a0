"""Reports that were asked for: which, for what, and what became of them."""

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Job

REPORT = "report"


def report_jobs(db: Session, *, subjects: Collection[uuid.UUID], limit: int = 300) -> list[Job]:
    """Jobs that make a report of one of these experiments, chapters or studies, the latest asked first."""
    about = Job.arguments["subject"].as_string().in_([str(subject) for subject in subjects])
    found = select(Job).where(Job.kind == REPORT, about).order_by(Job.requested_at.desc(), Job.id)
    return list(db.scalars(found.limit(limit)))


def report_job(db: Session, job: uuid.UUID, *, subjects: Collection[uuid.UUID]) -> Job | None:
    """One of them."""
    about = Job.arguments["subject"].as_string().in_([str(subject) for subject in subjects])
    return db.scalars(select(Job).where(Job.id == job, Job.kind == REPORT, about)).one_or_none()
