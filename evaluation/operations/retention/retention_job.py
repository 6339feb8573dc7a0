"""A run of the rules as a job: a page asks for it, a worker does it, and the log says who asked."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.jobs.job_process import Step
from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import Queue
from evaluation.models import Job
from evaluation.operations.retention.retention_runs import run_retention
from evaluation.storage.database import open_database
from evaluation.storage.database_roles import DatabaseRole
from evaluation.store.log.audit_entries import Actor
from evaluation.store.reports.report_jobs import UNDER_WAY
from evaluation.store.retention.due_rows import RETENTION
from evaluation.web.app import Services
from evaluation.web.audit_log import recording

RUNNING = "Ending what is kept no longer"
ENDED_FILE = "ended.json"


def ask_for_retention(services: Services, queue: Queue, *, account: uuid.UUID, by: str) -> Job:
    """The job that runs the rules now: the one under way, or a new one."""
    asked = str(uuid.uuid4())
    return request_job(
        services,
        queue,
        kind=RETENTION,
        arguments={"subject": asked, "account": str(account)},
        content=asked,
        by=by,
        steps=1,
        under_way=retention_under_way,
    )


def retention_under_way(db: Session) -> Job | None:
    """The run that waits or is worked on."""
    found = select(Job).where(Job.kind == RETENTION, Job.state.in_(UNDER_WAY))
    return db.scalars(found.order_by(Job.requested_at).limit(1)).one_or_none()


def latest_retention(db: Session) -> Job | None:
    """The run that was asked for last, whatever became of it."""
    found = select(Job).where(Job.kind == RETENTION)
    return db.scalars(found.order_by(Job.requested_at.desc()).limit(1)).one_or_none()


def run_as_job(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Run the rules in the name of whoever asked, and keep how much of each kind was ended."""
    step(1, 1, RUNNING)
    actor = Actor("account", uuid.UUID(arguments["account"]))
    database = open_database(services.settings)
    try:
        as_staff = replace(services, database=database.as_role(DatabaseRole.STAFF))  # a worker deletes no answer
        ended = run_retention(as_staff, recording(services.settings, actor, now=services.clock()))
    finally:
        database.close()
    (folder / ENDED_FILE).write_text(json.dumps(ended), encoding="utf-8")
