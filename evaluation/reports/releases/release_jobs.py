"""Freezing and putting out releases as jobs: what is slow is done while nobody is kept from writing.

Both may be begun again after their worker was lost: what is frozen or out already is found and only its files are
written once more.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from evaluation.jobs.job_process import Step
from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import Queue
from evaluation.models import Job, Release
from evaluation.reports.releases.freeze_release import files, subject_of
from evaluation.reports.releases.release_steps import (
    WantedRelease,
    freeze_release,
    put_out_release,
    why_not_released,
)
from evaluation.storage.keys import key
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.listing import release_by_id, release_frozen_since
from evaluation.store.releases.releases import Subject
from evaluation.store.reports.gather import Gathered
from evaluation.store.reports.gather_subject import gather_about
from evaluation.store.reports.report_jobs import RELEASE, job_under_way, only_job_under_way
from evaluation.store.reports.subject import ReportSubject, about_of
from evaluation.web.app import Services


def ask_to_freeze(services: Services, queue: Queue, *, about: ReportSubject, public: bool, by: str) -> Job:
    """The job that freezes a release of what is asked about: the one under way, or a new one."""
    with services.database.reading() as db:
        study = gather_about(db, about).study.id
        if (found := job_under_way(db, RELEASE, subject=about.id, experiments=about.experiments)) is not None:
            return found
    at = services.clock().isoformat()
    return request_job(
        services,
        queue,
        kind=RELEASE,
        arguments={**about.as_arguments(), "public": public, "by": by, "asked_at": at},
        content=at,
        by=by,
        under_way=partial(
            only_job_under_way, kind=RELEASE, study=study, subject=about.id, experiments=about.experiments
        ),
    )


def why_not_frozen(services: Services, db: Session, about: ReportSubject, *, public: bool) -> tuple[str, ...]:
    """What freezing this now would be refused with, for whoever is asked beforehand; nothing where it can be frozen."""
    return why_not_released(db, _wanted(services, about, public=public, by=""))


def run_freeze(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Freeze a release, or take one that is named, and write its files as its chapters will first see them."""
    step(1, 4, "Reading the answers and the ledger")
    asked_at, about = datetime.fromisoformat(arguments["asked_at"]), about_of(arguments)
    with services.database.reading() as db:
        release = (
            release_by_id(db, uuid.UUID(arguments["release"]))
            if "release" in arguments
            else release_frozen_since(db, asked_at, subject=about.released_as, by=arguments["by"])
        )
    release = release or _frozen(services, arguments, step=step)
    step(4, 4, "Writing every file")
    _write(services, release, folder)


def run_put_out(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Put a release out and keep its files; one that is out already only has them written again."""
    step(1, 2, "Writing every file with the chapters' words")
    written = put_out_release(
        services.database,
        uuid.UUID(arguments["release"]),
        clock=services.clock,
        by=arguments["by"],
        is_again=True,
        keeping=lambda: step(2, 2, "Putting it out"),
    )
    for name, content in written.items():
        (folder / name).write_bytes(content)


def _frozen(services: Services, arguments: Mapping[str, Any], *, step: Step) -> Release:
    """A release that is frozen now."""
    step(2, 4, "Deciding who may be in it")
    wanted = _wanted(services, about_of(arguments), public=bool(arguments["public"]), by=arguments["by"])
    return freeze_release(services.database, wanted, computing=lambda: step(3, 4, "Computing every figure")).release


def _wanted(services: Services, about: ReportSubject, *, public: bool, by: str) -> WantedRelease:
    def gather(db: Session) -> tuple[Gathered, Subject]:
        gathered = gather_about(db, about)
        return gathered, _subject(gathered, about, public=public)

    return WantedRelease(gather=gather, key=key(services.settings, "lots"), now=services.clock(), by=by)


def _subject(gathered: Gathered, about: ReportSubject, *, public: bool) -> Subject:
    if about.experiments:
        return subject_of(gathered, public=public)
    titles = {gathered.study.id: gathered.study.name}
    titles |= {chapter.id: chapter.name for chapter in gathered.chapters}
    titles |= {experiment.id: experiment.title for experiment in gathered.experiments}
    return Subject(scope=about.scope, id=about.id, title=titles[about.id], public=public)


def _write(services: Services, release: Release, folder: Path) -> None:
    with services.database.reading() as db:
        asked = rebuilding(db, release_by_id(db, release.id))
    for name, content in files(asked).items():
        (folder / name).write_bytes(content)
