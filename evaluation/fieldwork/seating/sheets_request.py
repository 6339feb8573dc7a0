"""Asking for the printed sheets of a seating plan, and whether they are made: the same plan is printed once."""

from pathlib import Path

from sqlalchemy.orm import Session

from evaluation.jobs import artefacts
from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import open_queue
from evaluation.models import Experiment, Job, JobState, SeatingVersion
from evaluation.store.evening.seating_versions import SHEETS, sheets_job
from evaluation.web.app import Services

SHEETS_FILE = "seating.pdf"


def ask_for_sheets(services: Services, experiment: Experiment, version: SeatingVersion, *, by: str) -> Job:
    """The job that prints this version of a plan: new, under way, or done already."""
    arguments = {"subject": str(experiment.id), "version": str(version.id)}
    printed = (version.id, version.first_round, experiment.title, experiment.date, *experiment.languages)
    queue = open_queue(services.settings)
    try:
        content = " ".join(str(each) for each in printed)
        return request_job(services, queue, kind=SHEETS, arguments=arguments, content=content, by=by)
    finally:
        queue.close()


def sheets_of(services: Services, db: Session, version: SeatingVersion) -> tuple[Job | None, Path | None]:
    """The job that prints a version of a plan, and its file once it is made."""
    job = sheets_job(db, version)
    if job is None or job.state != JobState.DONE.value:
        return job, None
    path = artefacts.folder_of(services.settings, job.content_hash) / SHEETS_FILE
    return job, path if path.exists() else None
