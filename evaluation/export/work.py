"""An export as a job: every one is made afresh, since no two may share a name."""

import secrets
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.app import Parts
from evaluation.export.everything import STEPS, Read, Step, package_of
from evaluation.jobs.asking import ask
from evaluation.jobs.queue import Queue
from evaluation.models import Job, Study
from evaluation.store.exported import answers_to_export, released_words
from evaluation.store.report_jobs import EXPORT, job_under_way
from evaluation.store.reporting import gather_study


def ask_for_export(parts: Parts, queue: Queue, *, study: uuid.UUID, by: str) -> Job:
    """The job that exports a study: the one under way, or a new one. Refused where the study cannot be exported."""
    with parts.database.reading() as db:
        gather_study(db, db.get_one(Study, study))
        if (found := job_under_way(db, EXPORT, subject=study)) is not None:
            return found
    arguments = {"subject": str(study), "export": str(uuid.uuid4())}
    return ask(parts, queue, kind=EXPORT, arguments=arguments, content=arguments["export"], by=by)


def make_export(parts: Parts, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Write a study's package as one zip."""
    files = read_and_pack(parts, uuid.UUID(arguments["subject"]), step=step)
    name = next(name for name in files if name.endswith(".zip"))
    (folder / name).write_bytes(files[name])


def read_and_pack(parts: Parts, study: uuid.UUID, *, step: Step) -> dict[str, bytes]:
    """The files of a study's package by path, under names made for it alone."""
    step(1, len(STEPS), STEPS[0])
    with parts.database.reading() as db:
        gathered = gather_study(db, db.get_one(Study, study))
        experiments = [experiment.id for experiment in gathered.experiments]
        read = Read(
            gathered=gathered, answers=answers_to_export(db, experiments), words=released_words(db, experiments)
        )
    return package_of(read, now=parts.clock(), rng=secrets.SystemRandom(), step=step)
