"""Showing a release, asking for it to be put out, or for its files to be written as its chapters will first see them.

What can neither be shown nor put out is refused here at once.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import Queue
from evaluation.models import Job, Release
from evaluation.store.releases import releases as store
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.listing import found_under
from evaluation.store.reports.report_jobs import PUBLICATION, RELEASE
from evaluation.web.app import Services


def show_release(db: Session, release: Release, *, now: datetime, by: str) -> date:
    """Let the chapters see a release that may still go out; the first day on which it may be put out."""
    _refuse_words_taken_back(db, release)
    return store.show_to_chapters(db, release, now=now, by=by)


def ask_to_put_out(services: Services, queue: Queue, release: Release, *, by: str) -> Job:
    """The job that writes the files of a release with its chapters' words and puts it out.

    What the job would refuse is refused before it is asked for; the files of what is out are written again.
    """
    with services.database.reading() as db:
        if not store.is_out(db, release):
            store.refuse_to_put_out(db, release, now=services.clock())
            _refuse_words_taken_back(db, release)
        subject = found_under(db, release)
    arguments = {"subject": str(subject), "release": str(release.id), "title": release.title, "by": by}
    return request_job(services, queue, kind=PUBLICATION, arguments=arguments, content=release.aggregates_sha256, by=by)


def ask_to_write(services: Services, queue: Queue, release: Release) -> Job:
    """The job that writes the files of a release that was frozen elsewhere than in a job, so that pages show it."""
    with services.database.reading() as db:
        subject = found_under(db, release)
    arguments = {"scope": release.scope, "subject": str(subject), "release": str(release.id), "public": release.public}
    asked = {"asked_at": release.frozen_at.isoformat(), "by": release.made_by}
    content = f"{release.id} {release.aggregates_sha256}"
    return request_job(
        services, queue, kind=RELEASE, arguments={**arguments, **asked}, content=content, by=release.made_by
    )


def _refuse_words_taken_back(db: Session, release: Release) -> None:
    from evaluation.reports.releases.release_steps import refuse_taken_back  # noqa: PLC0415 - it loads pandas

    refuse_taken_back(db, release, rebuilding(db, release))
