"""A report of brought answers: being made, made and downloaded, for whoever brought the answers alone."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, send_file, url_for
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.evaluators.artefact_list import ListedArtefact, artefacts_listed, file_of_job
from evaluation.evaluators.shown_results import FrontPage, front_page
from evaluation.jobs import artefacts
from evaluation.models import Job, JobState
from evaluation.storage.brought.held_answers import HeldAnswers, held_answers
from evaluation.store.log.jobs import stop_job
from evaluation.store.reports.report_jobs import BROUGHT, UNDER_WAY, report_job
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import me, my_scope
from evaluation.web.scope import changing, log_action, reading

pages = Blueprint("reports", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtReport:
    """A report of brought answers as its page shows it: its job and, once it is made, its files and its page 1."""

    job: Job
    made: ListedArtefact | None
    front: FrontPage | None
    held: HeldAnswers | None
    """The answers, as long as they are there."""

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or is being made."""
        return self.job.state in UNDER_WAY

    @property
    def is_removed(self) -> bool:
        """Whether it was made and its files are kept no longer."""
        return self.job.state == JobState.DONE and self.made is None


@pages.get("/bring/reports/<uuid:job>")
@action("answers.bring", keeps_within_scope=True)
def one(job: uuid.UUID) -> str:
    """How far it is; once it is made, what it says, where it came from, and its files."""
    with reading(lambda db: _mine(db, job)) as (_db, found):
        page = _page(found)
    return render_template("evaluators/bring/report.html", page=page)


@pages.get("/bring/reports/<uuid:job>/<name>")
@action("answers.bring", keeps_within_scope=True)
def download(job: uuid.UUID, name: str) -> Response:
    """One file of it; that it was taken is written down."""
    with reading(lambda db: _mine(db, job)) as (_db, found):
        path = file_of_job(services().settings, found, name) or abort(404)
    with services().database.transaction() as db:
        log_action(db, f"job {job}", "report downloaded", file=name)
    return send_file(path, as_attachment=True, download_name=name)


@pages.post("/bring/reports/<uuid:job>/stop")
@action("answers.bring", keeps_within_scope=True)
def stop(job: uuid.UUID) -> Response:
    """Stop it; the answers are held as long as they would have been."""
    with changing(lambda db: _mine(db, job)) as (db, _job):
        stop_job(db, job, now=services().clock())
    return redirect(url_for("bring.reports.one", job=job), 303)


def _mine(db: Session, job: uuid.UUID) -> Job | None:
    my_scope("answers.bring")
    return report_job(db, job, subjects=[me().id], kinds=(BROUGHT,))


def _page(job: Job) -> BroughtReport:
    settings = services().settings
    made = next(iter(artefacts_listed(settings, [job], titles={})), None)
    front = front_page(artefacts.folder_of(settings, job.artefact)) if made and job.artefact else None
    held = held_answers(settings, me().id, uuid.UUID(job.arguments["held"]), now=services().clock())
    return BroughtReport(job=job, made=made, front=front, held=held)
