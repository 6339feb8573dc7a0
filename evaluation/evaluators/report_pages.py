"""The evaluator's page: reports asked for, made elsewhere, and downloaded."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from werkzeug import Response

from evaluation.domain.name_order import name_order
from evaluation.evaluators import chapter_page
from evaluation.evaluators.artefact_list import (
    ListedArtefact,
    artefacts_listed,
    file_of_job,
    job_title,
    latest_report,
    standing_failures,
    tells_of,
)
from evaluation.evaluators.left_since import LeftSince, left_since_the_freeze
from evaluation.evaluators.requests import reporting, subjects
from evaluation.evaluators.shown_results import (
    AT_ONCE,
    KIND_OF_REPORT_LABELS,
    STATE_OF_REPORT_LABELS,
    ResultFilter,
    ShownResult,
    results_of,
)
from evaluation.models import AnalysisPlan, Chapter, Job, JobState, ReleaseScope, Study
from evaluation.store.from_file.removed_file_evening import taken_out
from evaluation.store.log.jobs import stop_job
from evaluation.store.releases.listing import ListedRelease, releases_within
from evaluation.store.releases.releases import ReleaseStanding
from evaluation.store.reports.recalled_jobs import RecalledJob, recalled_jobs
from evaluation.store.reports.report_jobs import BROUGHT, report_job, report_jobs
from evaluation.store.reports.subject import ReportSubject
from evaluation.store.responses.attendance import ChapterCount, chapter_counts
from evaluation.store.scope.within_scope import (
    ListedExperiment,
    chapters_in_scope,
    experiments_within,
    studies_in_scope,
)
from evaluation.store.studies.studies import current_plan
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import me, my_scope
from evaluation.web.disclosed_counts import count_as_disclosed, sum_as_disclosed
from evaluation.web.labels import STATE_LABELS, meeting_label
from evaluation.web.scope import changing, log_action, reading, reading_experiment, reading_study

pages = Blueprint("reports", __name__)
pages.register_blueprint(chapter_page.pages)
MOST_BROUGHT = 20
"""How many reports of answers from elsewhere are listed."""
UNDER_WAY = {JobState.QUEUED, JobState.RUNNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that the page shows.

    `chapters` are those whose study is not seen as a whole; `all_experiments` counts those that the search leaves out,
    too.
    """

    studies: list[Study]
    chapters: list[Chapter]
    plans: dict[uuid.UUID, AnalysisPlan | None]
    counts: dict[uuid.UUID, list[ChapterCount]]
    search: str
    experiments: list[ListedExperiment]
    all_experiments: int
    under_way: list[Job]
    failed: list[Job]
    made: list[ListedArtefact]
    just_made: list[ListedArtefact]
    releases: list[ListedRelease]
    titles: dict[str, str]
    results: list[ShownResult]
    picked: ResultFilter
    left: dict[uuid.UUID, LeftSince]
    recalled: list[RecalledJob]
    brought: list[Job]
    """My reports of answers from elsewhere."""

    @property
    def all_results(self) -> int:
        """How many results there are."""
        return len(self.results)

    @property
    def found_results(self) -> list[ShownResult]:
        """Those that are looked for."""
        return [each for each in self.results if self.picked.lets(each)]

    @property
    def shown_results(self) -> list[ShownResult]:
        """Of these the first few, or all where they were asked for."""
        return self.found_results if self.picked.everything else self.found_results[:AT_ONCE]

    @property
    def chapter_options(self) -> list[tuple[str, str]]:
        """The chapters that results are of, to choose from."""
        names = sorted({each.chapter for each in self.results if each.chapter}, key=name_order)
        return [(name, name) for name in names]

    def latest(self, subject: uuid.UUID) -> ListedArtefact | None:
        """The newest report of something."""
        return latest_report(self.made, subject)

    def release_of(self, subject: uuid.UUID) -> ListedRelease | None:
        """The newest release of something."""
        return next((each for each in self.releases if each.release.subject == subject), None)

    def disclosed_count(self, count: int, study: uuid.UUID) -> str:
        """Whether a count is of enough people to be told of."""
        return count_as_disclosed(count, self.plans.get(study))

    def disclosed_comparison(self, row: ChapterCount) -> str:
        """Whether enough people of a chapter's comparison groups answered both times."""
        return sum_as_disclosed([each.linked for each in row.comparison], self.plans.get(row.chapter.study_id))

    def title_of(self, job: Job) -> str:
        """What a job is about."""
        return job_title(job, self.titles)


@pages.get("/reports")
@action("report.see", keeps_within_scope=True)
def overview() -> str:
    """Experiments with their reports, work under way, and every file that was made."""
    return render_template(
        "evaluators/overview.html",
        page=_overview(),
        meeting_label=meeting_label,
        states=STATE_LABELS,
        kinds_of_report=KIND_OF_REPORT_LABELS,
        states_of_report=STATE_OF_REPORT_LABELS,
    )


@pages.post("/reports/studies/<uuid:study>")
@action("report.make")
def make_across(study: uuid.UUID) -> Response:
    """Ask for the report across the chapters of a study."""
    with reading_study(study) as (_db, row):
        about = ReportSubject(scope=ReleaseScope.STUDY, id=row.id)
    return reporting(about)


@pages.post("/reports/experiments/<uuid:experiment>")
@action("report.make")
def make_one(experiment: uuid.UUID) -> Response:
    """Ask for the report of an experiment."""
    with reading_experiment(experiment) as (_db, row):
        about = ReportSubject(scope=ReleaseScope.EXPERIMENT, id=row.id)
    return reporting(about)


@pages.post("/reports/<uuid:job>/stop")
@action("report.make")
def stop(job: uuid.UUID) -> Response:
    """Stop something that is being made."""
    with changing(lambda db: report_job(db, job, subjects=subjects("report.make"))) as (db, _job):
        stop_job(db, job, now=services().clock())
    return redirect(url_for("reports.overview"), 303)


@pages.get("/reports/<uuid:job>/<name>")
@action("report.see")
def download(job: uuid.UUID, name: str) -> Response:
    """One file of what was made; who took it is written down."""
    with reading(lambda db: report_job(db, job, subjects=subjects("report.see"))) as (db, found):
        if tells_of(found, taken_out(db, subjects("report.see"))):
            abort(404)
        path = file_of_job(services().settings, found, name) or abort(404)
    with services().database.transaction() as db:
        log_action(db, f"job {job}", f"{found.kind} downloaded", file=name)
    return send_file(path, as_attachment=True, download_name=name)


def _overview() -> Overview:
    scope, named = my_scope("report.see"), subjects("report.see")
    titles, search = {str(subject): title for subject, title in named.items()}, request.args.get("q", "").strip()
    with services().database.reading() as db:
        jobs, gone = report_jobs(db, subjects=named), taken_out(db, named)
        brought = report_jobs(db, subjects=[me().id], kinds=(BROUGHT,), limit=MOST_BROUGHT)
        studies = studies_in_scope(db, scope)
        counts = {study.id: chapter_counts(db, study) for study in studies}
        everything = experiments_within(db, scope)
        experiments = experiments_within(db, scope, search=search) if search else everything
        plans = {each.experiment.study_id: current_plan(db, each.experiment.study) for each in everything}
        plans |= {study.id: current_plan(db, study) for study in studies}
        releases = releases_within(db, scope)
        current = [each for each in releases if each.standing is not ReleaseStanding.SUPERSEDED]
        left = {each.release.id: left_since_the_freeze(db, each.release) for each in current}
        chapters, recalled = chapters_in_scope(db, scope), recalled_jobs(db, now=services().clock(), subjects=named)
    made = artefacts_listed(services().settings, jobs, titles=titles, releases=releases, gone=gone)
    of = {str(chapter.id): chapter.name for chapter in chapters}
    of |= {str(each.experiment.id): each.experiment.chapter.name for each in everything}
    return Overview(
        results=results_of(services().settings, made, chapters=of),
        picked=_picked(),
        studies=studies,
        chapters=[chapter for chapter in chapters if chapter.study_id not in counts],
        plans=plans,
        counts=counts,
        search=search,
        experiments=sorted(experiments, key=_by_chapter),
        all_experiments=len(everything),
        under_way=[job for job in jobs if job.state in UNDER_WAY],
        failed=standing_failures(jobs),
        made=made,
        just_made=[each for each in made if each.just_made(services().clock())],
        releases=releases,
        titles=titles,
        left=left,
        recalled=recalled,
        brought=brought,
    )


def _by_chapter(row: ListedExperiment) -> tuple[object, str]:
    return name_order(row.experiment.chapter.name), str(row.experiment.date or "")


def _picked() -> ResultFilter:
    """Which results are looked for."""
    given = {name: request.args.get(name, "").strip() for name in ("words", "chapter", "kind", "state")}
    return ResultFilter(**given, everything="everything" in request.args)
