"""Asking for a release to be put out."""

from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import Queue
from evaluation.models import Job, Release
from evaluation.store.releases.listing import found_under
from evaluation.store.reports.report_jobs import PUBLICATION
from evaluation.web.app import Services


def ask_to_put_out(services: Services, queue: Queue, release: Release, *, by: str) -> Job:
    """The job that writes the files of a release with its chapters' words and puts it out."""
    with services.database.reading() as db:
        subject = found_under(db, release)
    arguments = {"subject": str(subject), "release": str(release.id), "title": release.title, "by": by}
    return request_job(services, queue, kind=PUBLICATION, arguments=arguments, content=release.aggregates_sha256, by=by)
