"""Reports and exports that were asked for: which, for what, and what became of them."""

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, Job, JobState, Study

REPORT, EXPORT, RELEASE, PUBLICATION = "report", "export", "release", "publication"
OF_RELEASES = (RELEASE, PUBLICATION)
BROUGHT = "brought"
"""A report of answers that somebody brought from elsewhere: it is about their account, and in nobody else's lists."""
KINDS_OF_JOBS = (REPORT, EXPORT, *OF_RELEASES)
UNDER_WAY = (JobState.QUEUED.value, JobState.RUNNING.value)


def report_jobs(
    db: Session, *, subjects: Collection[uuid.UUID], kinds: Collection[str] = KINDS_OF_JOBS, limit: int = 300
) -> list[Job]:
    """Jobs about one of these experiments, chapters or studies, the latest asked first."""
    found = select(Job).where(Job.kind.in_(kinds), about_one_of(subjects)).order_by(Job.requested_at.desc(), Job.id)
    return list(db.scalars(found.limit(limit)))


def report_job(
    db: Session, job: uuid.UUID, *, subjects: Collection[uuid.UUID], kinds: Collection[str] = KINDS_OF_JOBS
) -> Job | None:
    """One of them."""
    return db.scalars(select(Job).where(Job.id == job, Job.kind.in_(kinds), about_one_of(subjects))).one_or_none()


def job_under_way(db: Session, kind: str, *, subject: uuid.UUID, experiments: Collection[uuid.UUID] = ()) -> Job | None:
    """The job of a kind that waits or is worked on for a subject, or for these experiments of a chapter."""
    found = select(Job).where(Job.kind == kind, Job.state.in_(UNDER_WAY), about_one_of([subject]))
    named = [str(each) for each in experiments]
    waiting = db.scalars(found.order_by(Job.requested_at))
    return next((job for job in waiting if job.arguments.get("experiments", []) == named), None)


def is_being_frozen(db: Session, experiment: Experiment) -> bool:
    """Whether a release waits or is worked on that takes an experiment in: its own, its study's or a chapter's."""
    found = select(Job.arguments).where(Job.kind == RELEASE, Job.state.in_(UNDER_WAY))
    whole = {str(experiment.id), str(experiment.study_id)}
    return any(
        str(experiment.id) in about.get("experiments", []) or about.get("subject") in whole
        for about in db.scalars(found)
    )


def refused_freeze(db: Session, experiment: Experiment) -> Job | None:
    """The job that was to freeze an experiment, alone or with others of its chapter, and was refused; None where none
    was, or freezing was asked for again since.
    """
    asked = select(Job).where(Job.kind == RELEASE).order_by(Job.requested_at.desc(), Job.id)
    of = str(experiment.id)
    latest = next(
        (job for job in db.scalars(asked) if of in {job.arguments["subject"], *job.arguments.get("experiments", ())}),
        None,
    )
    return latest if latest is not None and latest.state == JobState.FAILED else None


def only_job_under_way(
    db: Session, kind: str, *, study: uuid.UUID, subject: uuid.UUID, experiments: Collection[uuid.UUID] = ()
) -> Job | None:
    """The same, for whoever asks for a new one where there is none.

    Of two who ask in the same instant one waits until the other's job is kept.
    """
    db.execute(select(Study.id).where(Study.id == study).with_for_update(key_share=True))
    return job_under_way(db, kind, subject=subject, experiments=experiments)


def about_one_of(subjects: Collection[uuid.UUID]) -> ColumnElement[bool]:
    """The condition that a job is about one of these experiments, chapters or studies."""
    named: ColumnElement[bool] = Job.arguments["subject"].as_string().in_([str(subject) for subject in subjects])
    return named
