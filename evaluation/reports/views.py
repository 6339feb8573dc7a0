"""The evaluator's pages: reports asked for, made elsewhere, and downloaded."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, send_file, url_for
from werkzeug import Response

from evaluation.access import action
from evaluation.app import parts
from evaluation.audit import write_down
from evaluation.evening_words import KINDS, STATES
from evaluation.jobs.queue import open_queue
from evaluation.models import Job, JobState, Scope, Study
from evaluation.reports.shelf import Made, file_of, shelf
from evaluation.reports.work import ask_for_report
from evaluation.signed_in import me, my_reach, myself
from evaluation.store.attendance import ChapterCount, chapter_counts
from evaluation.store.jobs import stop_job
from evaluation.store.reachable import Listed, experiment_within, experiments_within, studies_in_reach
from evaluation.store.report_jobs import report_job, report_jobs

pages = Blueprint("reports", __name__)
FORMATS = ("pdf", "html", "json", "csv")
UNDER_WAY = {JobState.QUEUED, JobState.RUNNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that the page shows."""

    studies: list[Study]
    counts: dict[uuid.UUID, list[ChapterCount]]
    experiments: list[Listed]
    under_way: list[Job]
    failed: list[Job]
    made: list[Made]
    titles: dict[str, str]

    def latest(self, subject: uuid.UUID) -> Made | None:
        """The newest report of something."""
        return next((made for made in self.made if made.subject == str(subject)), None)


@pages.get("/reports")
@action("report.see")
def overview() -> str:
    """Experiments with their reports, work under way, and every file that was made."""
    return render_template("reports_pages/overview.html", page=_overview(), kinds=KINDS, states=STATES)


@pages.post("/reports/studies/<uuid:study>")
@action("report.make")
def make_across(study: uuid.UUID) -> Response:
    """Ask for the report across the chapters of a study."""
    with parts().database.reading() as db:
        if study not in {each.id for each in studies_in_reach(db, my_reach("report.make"))}:
            abort(404)
    return _asked(Scope.STUDY, study)


@pages.post("/reports/experiments/<uuid:experiment>")
@action("report.make")
def make_one(experiment: uuid.UUID) -> Response:
    """Ask for the report of an experiment."""
    with parts().database.reading() as db:
        if experiment_within(db, experiment, scope=my_reach("report.make")) is None:
            abort(404)
    return _asked(Scope.EXPERIMENT, experiment)


@pages.post("/reports/<uuid:job>/stop")
@action("report.make")
def stop(job: uuid.UUID) -> Response:
    """Stop a report that is being made."""
    with parts().database.transaction() as db:
        if report_job(db, job, subjects=_subjects()) is None:
            abort(404)
        stop_job(db, job, now=parts().clock())
    return redirect(url_for("reports.overview"), 303)


@pages.get("/reports/<uuid:job>/<name>")
@action("report.see")
def download(job: uuid.UUID, name: str) -> Response:
    """One file of a report; who took it is written down."""
    here = parts()
    with here.database.reading() as db:
        found = report_job(db, job, subjects=_subjects())
    path = file_of(here.settings, found, name) if found else None
    if path is None:
        abort(404)
    with here.database.transaction() as db:
        write_down(
            db,
            here.settings,
            actor=myself(),
            action="report downloaded",
            subject=f"job {job}",
            now=here.clock(),
            details={"file": name},
        )
    return send_file(path, as_attachment=True, download_name=name)


def _asked(scope: Scope, subject: uuid.UUID) -> Response:
    here = parts()
    queue = open_queue(here.settings)
    try:
        job = ask_for_report(here, queue, scope=scope, subject=subject, formats=FORMATS, by=me().name or me().email)
    finally:
        queue.close()
    with here.database.transaction() as db:
        about = {"scope": scope.value, "job": str(job.id)}
        write_down(
            db,
            here.settings,
            actor=myself(),
            action="report asked for",
            subject=f"{scope.value} {subject}",
            now=here.clock(),
            details=about,
        )
    return redirect(url_for("reports.overview"), 303)


def _subjects() -> dict[uuid.UUID, str]:
    """What I may see reports of, by name."""
    scope = my_reach("report.see")
    with parts().database.reading() as db:
        experiments = {row.experiment.id: row.experiment.title for row in experiments_within(db, scope)}
        return experiments | {study.id: study.name for study in studies_in_reach(db, scope)}


def _overview() -> Overview:
    here, scope, named = parts(), my_reach("report.see"), _subjects()
    titles = {str(subject): title for subject, title in named.items()}
    with here.database.reading() as db:
        jobs = report_jobs(db, subjects=named)
        studies = studies_in_reach(db, scope)
        counts = {study.id: chapter_counts(db, study) for study in studies}
        experiments = experiments_within(db, scope)
    ordered = sorted(experiments, key=lambda row: (row.experiment.chapter.name, str(row.experiment.date or "")))
    latest = {str(job.arguments["subject"]): job for job in reversed(jobs)}
    return Overview(
        studies=studies,
        counts=counts,
        experiments=ordered,
        under_way=[job for job in jobs if job.state in UNDER_WAY],
        failed=[job for job in latest.values() if job.state == JobState.FAILED],
        made=shelf(here.settings, jobs, titles=titles),
        titles=titles,
    )
