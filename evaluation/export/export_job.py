"""An export as a job: every one is made afresh, since no two may share a name."""

import secrets
import uuid
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from evaluation.export.included_people import enter_in_ledger, included_now
from evaluation.export.study_export import EXPORT_STEPS, Read, Step, package_of
from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import Queue
from evaluation.models import Job, Study
from evaluation.store.reports.gather import gather_study
from evaluation.store.reports.report_jobs import EXPORT, job_under_way, only_job_under_way
from evaluation.web.app import Services


def ask_for_export(services: Services, queue: Queue, *, study: uuid.UUID, by: str) -> Job:
    """The job that exports a study: the one under way, or a new one. Refused where the study cannot be exported."""
    with services.database.reading() as db:
        gather_study(db, db.get_one(Study, study))
        if (found := job_under_way(db, EXPORT, subject=study)) is not None:
            return found
    arguments = {"subject": str(study), "export": str(uuid.uuid4())}
    return request_job(
        services,
        queue,
        kind=EXPORT,
        arguments=arguments,
        content=arguments["export"],
        by=by,
        under_way=partial(only_job_under_way, kind=EXPORT, study=study, subject=study),
    )


def make_export(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Write a study's package as one zip."""
    files = read_and_pack(services, uuid.UUID(arguments["subject"]), step=step)
    name = next(name for name in files if name.endswith(".zip"))
    (folder / name).write_bytes(files[name])


def read_and_pack(services: Services, study: uuid.UUID, *, step: Step) -> dict[str, bytes]:
    """The files of a study's package by path, under names made for it alone; it is written into the ledger."""
    step(1, len(EXPORT_STEPS), EXPORT_STEPS[0])
    now = services.clock()
    with services.database.reading() as db:
        gathered = gather_study(db, db.get_one(Study, study))
        included = included_now(db, services, gathered, now=now)
    with services.database.transaction() as db:
        enter_in_ledger(db, services, gathered, included)
    return package_of(Read(gathered=gathered, included=included), now=now, rng=secrets.SystemRandom(), step=step)
