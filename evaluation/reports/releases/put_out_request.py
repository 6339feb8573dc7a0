"""Asking for a release to be put out, or for its files to be written as its chapters will first see them."""

from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import Queue
from evaluation.models import Job, Release
from evaluation.store.releases.listing import found_under
from evaluation.store.reports.report_jobs import PUBLICATION, RELEASE
from evaluation.web.app import Services


def ask_to_put_out(services: Services, queue: Queue, release: Release, *, by: str) -> Job:
    """The job that writes the files of a release with its chapters' words and puts it out."""
    with services.database.reading() as db:
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
