"""What every page of the evaluator's shares: whose things somebody may see, and asking for a job from a page."""

import uuid
from collections.abc import Callable

from flask import redirect, url_for
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.jobs.queue import Queue, open_queue
from evaluation.models import Job, JobState
from evaluation.store.log.audit_entries import is_noted
from evaluation.store.reports.subject import ReportSubject
from evaluation.store.scope.within_scope import names_in_scope
from evaluation.web.app import services
from evaluation.web.current_user import me, my_scope
from evaluation.web.scope import log_action

UNDER_WAY = {JobState.QUEUED.value, JobState.RUNNING.value}
REQUESTED_FORMATS = ("pdf", "html", "json", "csv", "xlsx", "docx", "methods.R", "methods.py")


def subjects(action: str) -> dict[uuid.UUID, str]:
    """The experiments, chapters and studies within my scope for an action, by name."""
    with services().database.reading() as db:
        return names_in_scope(db, my_scope(action))


def my_name() -> str:
    """What I am called on what I ask for."""
    return me().name or me().email


def reporting(about: ReportSubject) -> Response:
    """Ask for a report, in every format."""
    from evaluation.reports.report_job import ask_for_report  # noqa: PLC0415 - pandas is loaded where answers are read

    return asked(
        lambda queue: ask_for_report(services(), queue, about=about, formats=REQUESTED_FORMATS, by=my_name()),
        what="report",
        subject=f"{about.scope.value} {about.id}",
    )


def freezing(about: ReportSubject, *, public: bool) -> Response:
    """Ask for a release to be frozen."""
    from evaluation.reports.releases.release_jobs import ask_to_freeze  # noqa: PLC0415 - it loads pandas

    return asked(
        lambda queue: ask_to_freeze(services(), queue, about=about, public=public, by=my_name()),
        what="release",
        subject=f"{about.scope.value} {about.id}",
    )


def refused_beforehand(db: Session, about: ReportSubject, *, public: bool) -> tuple[str, ...]:
    """Why a release of this would not be made, said before anybody asks for it; nothing where it would."""
    from evaluation.reports.releases.release_jobs import why_not_frozen  # noqa: PLC0415 - it loads pandas

    return why_not_frozen(services(), db, about, public=public)


def asked(ask: Callable[[Queue], Job], *, what: str, subject: str) -> Response:
    """Ask for a job, write down that it was asked for, and go back to the page that shows it.

    A second press finds the job that the first one asked for still under way, and nothing more is written down.
    """
    queue = open_queue(services().settings)
    try:
        job = ask(queue)
    finally:
        queue.close()
    with services().database.transaction() as db:
        action = f"{what} asked for"
        if job.state not in UNDER_WAY or not is_noted(db, subject, action, job=str(job.id)):
            log_action(db, subject, action, job=str(job.id))
    return redirect(url_for("reports.overview"), 303)
