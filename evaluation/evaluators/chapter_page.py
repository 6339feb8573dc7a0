"""A chapter's page: the report, or a release, of its experiments together or of any of them."""

import uuid

from flask import Blueprint, abort, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.evaluators.freeze_request import asking_page, is_without_sheets
from evaluation.evaluators.requests import freezing, reporting
from evaluation.models import Chapter, Experiment
from evaluation.store.reports.subject import ReportSubject, about_some
from evaluation.store.scope.within_scope import ListedExperiment, experiments_within
from evaluation.store.studies.experiments import experiments_of
from evaluation.store.studies.studies import current_plan
from evaluation.web.access import action
from evaluation.web.current_user import my_scope
from evaluation.web.disclosed_counts import count_as_disclosed
from evaluation.web.labels import STATE_LABELS, WAVE_LABELS, meeting_label
from evaluation.web.scope import reading_chapter

pages = Blueprint("chapters", __name__)
MANY = 8
"""With more experiments than this there is a box to search in."""


@pages.get("/reports/chapters/<uuid:chapter>")
@action("report.see")
def one(chapter: uuid.UUID) -> str:
    """The chapter's experiments, each to be ticked unless a wave of it is open."""
    scope, search = my_scope("report.see"), request.args.get("q", "").strip()
    with reading_chapter(chapter) as (db, of):
        everything = experiments_within(db, scope, chapter=of)
        found = experiments_within(db, scope, chapter=of, search=search) if search else everything
        plan = current_plan(db, of.study)
    return render_template(
        "evaluators/chapter.html",
        chapter=of,
        rows=sorted(found, key=_by_date),
        all_experiments=len(everything),
        search=search,
        searchable=len(everything) > MANY,
        ticked=request.args.get("tick") != "none",
        disclosed_count=lambda count: count_as_disclosed(count, plan),
        meeting_label=meeting_label,
        states=STATE_LABELS,
        waves=WAVE_LABELS,
    )


@pages.post("/reports/chapters/<uuid:chapter>")
@action("report.make")
def make(chapter: uuid.UUID) -> Response:
    """Ask for one report of the experiments that are ticked."""
    return reporting(_ticked(chapter))


@pages.post("/reports/chapters/<uuid:chapter>/freeze/ask")
@action("release.make")
def ask(chapter: uuid.UUID) -> str:
    """Whether to freeze the data of the experiments that are ticked, and what cannot be undone then."""
    about = _ticked(chapter)
    with reading_chapter(chapter) as (db, of):
        return _asking(db, of, about)


@pages.post("/reports/chapters/<uuid:chapter>/freeze")
@action("release.make")
def freeze(chapter: uuid.UUID) -> Response | tuple[str, int]:
    """Freeze the data of the experiments that are ticked, for the chapter."""
    about = _ticked(chapter)
    with reading_chapter(chapter) as (db, of):
        if is_without_sheets(db, _meant(db, of, about)):
            return _asking(db, of, about, refused=True), 422
    return freezing(about, public=False)


def _asking(db: Session, of: Chapter, about: ReportSubject, *, refused: bool = False) -> str:
    sent_to, meant = url_for("reports.chapters.freeze", chapter=of.id), _meant(db, of, about)
    return asking_page(db, of.name, meant, about=about, public=False, sent_to=sent_to, refused=refused)


def _meant(db: Session, of: Chapter, about: ReportSubject) -> list[Experiment]:
    """The experiments of a chapter that are asked about: all, or those that are ticked."""
    named = set(about.experiments) or {about.id}
    return [each for each in experiments_of(db, of.study, chapter=of) if {each.id, of.id} & named]


def _ticked(chapter: uuid.UUID) -> ReportSubject:
    """What was ticked; an experiment of another chapter is not there."""
    with reading_chapter(chapter) as (db, of):
        ticked = [_known(db, of, each) for each in request.form.getlist("experiment")]
        return about_some(db, of, ticked)


def _known(db: Session, chapter: Chapter, experiment: str) -> uuid.UUID:
    known = {str(each.id): each.id for each in experiments_of(db, chapter.study, chapter=chapter)}
    return known.get(experiment) or abort(404)


def _by_date(row: ListedExperiment) -> tuple[str, str]:
    return str(row.experiment.date or ""), row.experiment.title
