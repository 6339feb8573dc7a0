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

from evaluation.domain.errors import Refused
from evaluation.jobs.job_process import Step
from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import Queue
from evaluation.models import Job, Release
from evaluation.reports.releasable_outcomes import Asked, outcomes_of, printed_of
from evaluation.reports.releases import freeze_release
from evaluation.reports.releases.plain_words import in_plain_words
from evaluation.reports.single_answers.answer_files import source_of
from evaluation.storage.keys import key
from evaluation.store.releases import releases as store
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.eligibility import Chosen, choose, fewest_in
from evaluation.store.releases.listing import release_by_id, release_frozen_since
from evaluation.store.releases.release_frames import ANSWERS_CHANGED, release_frame
from evaluation.store.releases.releases import ReleaseStanding, Subject
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
        gathered = None if release else gather_about(db, about)
    if gathered is not None:
        release = _frozen(services, gathered, arguments, step=step)
    assert release is not None
    step(4, 4, "Writing every file")
    _write(services, release, folder)


def run_put_out(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Put a release out and keep its files; one that is out already only has them written again."""
    step(1, 2, "Writing every file with the chapters' words")
    with services.database.reading() as db:
        release = release_by_id(db, uuid.UUID(arguments["release"]))
        asked = rebuilding(db, release)
    files, plainly = freeze_release.files(asked), in_plain_words(freeze_release.tree_of(asked))
    step(2, 2, "Putting it out")
    with services.database.transaction() as db:
        release = release_by_id(db, release.id)
        if rebuilding(db, release) != asked:
            raise Refused("A chapter has just changed its words. Put the release out again.")
        freeze_release.refuse_taken_back(db, release, asked)
        if store.release_standing(db, release) in {ReleaseStanding.DRAFT, ReleaseStanding.SHOWN}:
            store.record_put_out(db, release, files=files, now=services.clock(), by=arguments["by"], plainly=plainly)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _frozen(services: Services, gathered: Gathered, arguments: Mapping[str, Any], *, step: Step) -> Release:
    """Decide, compute outside of any transaction, and freeze if the decision is still the same."""
    now, public = services.clock(), bool(arguments["public"])
    step(2, 4, "Deciding who may be in it")
    asked = outcomes_of(gathered)
    with services.database.transaction() as db:
        chosen = _chosen(db, services, gathered, asked, public=public, now=now)
        frame = release_frame(db, gathered, chosen, now=now)
        printed = printed_of(frame, gathered.alike.scales)
        source = source_of(db, gathered, chosen, frame, printed=printed)
    step(3, 4, "Computing every figure")
    below = fewest_in(chosen, public=public)
    report = freeze_release.released_report(gathered, frame, printed, source=source, below=below)
    kept = freeze_release.as_frozen(report, gathered, seed=None)
    subject = _subject(gathered, about_of(arguments), public=public)
    with services.database.transaction() as db:
        unchanged = gather_about(db, about_of(arguments)).answers_sha256 == gathered.answers_sha256
        again = _chosen(db, services, gathered, asked, public=public, now=now)
        if not unchanged or (again.decision, again.people, again.before) != (
            chosen.decision,
            chosen.people,
            chosen.before,
        ):
            raise Refused(ANSWERS_CHANGED)
        of, page = gathered.study, again.decision.page
        who = {"waves": gathered.waves, "now": now, "by": arguments["by"]}
        return store.keep_release(db, of, subject=subject, frozen=kept, plan=again.plan, page=page, **who)


def _chosen(
    db: Session, services: Services, gathered: Gathered, asked: Asked, *, public: bool, now: datetime
) -> Chosen:
    outcomes, needed = asked
    return choose(
        db,
        gathered.study,
        experiments=gathered.experiments,
        outcomes=outcomes,
        needed=needed,
        public=public,
        hold_back=False,
        key=key(services.settings, "lots"),
        now=now,
    )


def _subject(gathered: Gathered, about: ReportSubject, *, public: bool) -> Subject:
    if about.experiments:
        return freeze_release.subject_of(gathered, public=public)
    titles = {gathered.study.id: gathered.study.name}
    titles |= {chapter.id: chapter.name for chapter in gathered.chapters}
    titles |= {experiment.id: experiment.title for experiment in gathered.experiments}
    return Subject(scope=about.scope, id=about.id, title=titles[about.id], public=public)


def _write(services: Services, release: Release, folder: Path) -> None:
    with services.database.reading() as db:
        asked = rebuilding(db, release_by_id(db, release.id))
    for name, content in freeze_release.files(asked).items():
        (folder / name).write_bytes(content)
