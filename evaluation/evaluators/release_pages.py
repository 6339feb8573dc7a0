"""Releases on pages: data frozen, shown to the chapters, given their words, and put out."""

import uuid
from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.errors import Refused
from evaluation.evaluators.artefact_list import ListedArtefact, artefacts_listed, file_of_job
from evaluation.evaluators.freeze_request import asking_page, is_without_sheets
from evaluation.evaluators.left_since import left_since_the_freeze
from evaluation.evaluators.requests import asked, freezing, my_name
from evaluation.evaluators.shown_results import FrontPage, front_page
from evaluation.evaluators.statement_form import StatementShown, statement_sent, statements_shown
from evaluation.jobs.artefacts import folder_of
from evaluation.models import Chapter, Experiment, Release, ReleaseScope, Study
from evaluation.reports.releases.put_out_request import ask_to_put_out, show_release
from evaluation.store.releases import releases as store
from evaluation.store.releases.listing import (
    ListedRelease,
    chapters_of_release,
    found_under,
    listed_release,
    release_within,
    releases_like,
)
from evaluation.store.releases.releases import ReleaseStanding
from evaluation.store.reports.report_jobs import OF_RELEASES, PUBLICATION, report_jobs
from evaluation.store.reports.subject import ReportSubject
from evaluation.store.responses.promised_days import promised_until
from evaluation.store.studies.experiments import held_or_to_come
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import my_scope
from evaluation.web.scope import changing, log_action, reading, reading_experiment, reading_study, scope_of_page
from evaluation.web.staff_layout import day

pages = Blueprint("releases", __name__)


@pages.get("/reports/experiments/<uuid:experiment>/freeze")
@action("release.make")
def ask_one(experiment: uuid.UUID) -> str:
    """Whether to freeze the data of an experiment, and what cannot be undone then."""
    with reading_experiment(experiment) as (db, row):
        return asking_page(db, row.title, [row], about=_about_one(row), public=False)


@pages.get("/reports/studies/<uuid:study>/freeze")
@action("release.make")
def ask_study(study: uuid.UUID) -> str:
    """Whether to freeze the data of a whole study, and what cannot be undone then."""
    with reading_study(study) as (db, of):
        return asking_page(db, of.name, held_or_to_come(db, of), about=_about_study(of), public=True)


@pages.post("/reports/experiments/<uuid:experiment>/freeze")
@action("release.make")
def freeze_one(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """Freeze the data of an experiment, for its chapter."""
    with reading_experiment(experiment) as (db, row):
        about = _about_one(row)
        if is_without_sheets(db, [row]):
            return asking_page(db, row.title, [row], about=about, public=False, refused=True), 422
    return freezing(about, public=False)


@pages.post("/reports/studies/<uuid:study>/freeze")
@action("release.make")
def freeze_study(study: uuid.UUID) -> Response | tuple[str, int]:
    """Freeze the data of a whole study, for everybody to read."""
    with reading_study(study) as (db, row):
        about = _about_study(row)
        if is_without_sheets(db, there := held_or_to_come(db, row)):
            return asking_page(db, row.name, there, about=about, public=True, refused=True), 422
    return freezing(about, public=True)


@pages.get("/reports/releases/<uuid:release>")
@action("release.answer")
def one(release: uuid.UUID) -> str:
    """A release: where it came from, where it stands, its files, and its chapters' words."""
    with services().database.reading() as db:
        found, chapters = _release_in_scope(db, release)
        return _page(db, found, chapters)


@pages.get("/reports/releases/<uuid:release>/files/<name>")
@action("release.answer")
def file(release: uuid.UUID, name: str) -> Response:
    """A file of a release, for its chapters; who took it is written down."""
    with services().database.reading() as db:
        found, _chapters = _release_in_scope(db, release)
        made = _newest(db, found.release)
    path = file_of_job(services().settings, made.job, name) if made else None
    if path is None:
        abort(404)
    with services().database.transaction() as db:
        log_action(db, found.release, "release downloaded")
    return send_file(path, as_attachment=True, download_name=name)


@pages.post("/reports/releases/<uuid:release>/show")
@action("release.make")
def show(release: uuid.UUID) -> Response:
    """Let the chapters see a release; those of a public one have five working days from now."""
    with changing(lambda db: release_within(db, release, scope=scope_of_page())) as (db, found):
        first = show_release(db, found, now=services().clock(), by=my_name())
        log_action(db, found, "release shown to its chapters")
        said = _("The chapters can see it and add words of their own until %(day)s.", day=day(first))
        flash(said if found.public else _("The chapters can see it and add words of their own until it is put out."))
        flash(
            _(
                "It cannot be hidden from them again. Is something wrong in it? Do not put it out: freeze the data "
                "again, and show them that release."
            )
        )
    return _back(release)


@pages.post("/reports/releases/<uuid:release>/words/<uuid:chapter>")
@action("release.answer")
def words(release: uuid.UUID, chapter: uuid.UUID) -> Response | tuple[str, int]:
    """A chapter's own words; where somebody else kept others meanwhile, or none are left, a person is asked first."""
    with services().database.transaction() as db:
        found, chapters = _release_in_scope(db, release)
        of = next((each for each in chapters if each.id == chapter), None) or abort(404)
        store.lock_release(db, found.release)
        was = store.words_by_chapter(db, found.release).get(str(of.id), "")
        given = statement_sent(of, was)
        if given.sent.conflicts or given.to_remove:
            return _page(db, found, chapters, given=given), 409 if given.sent.conflicts else 422
        try:
            flash(_kept(db, found.release, given, was=was))
        except Refused as refusal:
            return _page(db, found, chapters, given=replace(given, faults=refusal.faults)), 422
    return _back(release)


@pages.post("/reports/releases/<uuid:release>/put-out")
@action("release.make")
def put_out(release: uuid.UUID) -> Response:
    """Write the files of a release with its chapters' words, and put it out; what cannot be is refused at once."""
    with reading(lambda db: release_within(db, release, scope=scope_of_page())) as (_db, found):
        subject = f"release {found.id}"
    return asked(
        lambda queue: ask_to_put_out(services(), queue, found, by=my_name()),
        what="publication",
        subject=subject,
    )


def _about_one(row: Experiment) -> ReportSubject:
    return ReportSubject(scope=ReleaseScope.EXPERIMENT, id=row.id)


def _about_study(row: Study) -> ReportSubject:
    return ReportSubject(scope=ReleaseScope.STUDY, id=row.id)


def _kept(db: Session, release: Release, given: StatementShown, *, was: str) -> str:
    """What is said once a chapter's words, or that it has none, are kept."""
    name = given.chapter.name
    if not given.words and not was:
        said: str = _("Nothing was written for %(chapter)s, so nothing has changed.", chapter=name)
        return said
    store.add_words(db, release, chapter=given.chapter, words=given.words, now=services().clock(), by=my_name())
    log_action(db, release, "chapter's own words given" if given.words else "chapter's own words removed")
    if given.words:
        said = _("Kept. They will stand beside the result of %(chapter)s.", chapter=name)
    else:
        said = _("Removed. No words of %(chapter)s stand beside its result any more.", chapter=name)
    return said


def _page(db: Session, found: ListedRelease, chapters: list[Chapter], *, given: StatementShown | None = None) -> str:
    made = _newest(db, found.release)
    until = promised_until(db, [uuid.UUID(each) for each in found.release.page["used"]])
    today = store.day_there(db, found.release, services().clock())
    may_change = until is not None and today <= until
    left, is_out = left_since_the_freeze(db, found.release), store.is_out(db, found.release)
    return render_template(
        "evaluators/release.html",
        found=found,
        statements=statements_shown(chapters, store.words_by_chapter(db, found.release), sent=given),
        words=store.statements_of(db, found.release),
        files=store.files_of(db, found.release),
        made=made,
        front=_front_page(made),
        may_go=found.may_go(today) and not may_change and not left.are_many,
        until=until if may_change else None,
        left=left,
        is_stuck=left.are_many and not is_out,
        may_go_on=max((day for day in (found.may_be_out, store.after_promise(until)) if day), default=None),
        most_words=store.MOST_WORDS,
    )


def _front_page(made: ListedArtefact | None) -> FrontPage | None:
    """What page 1 of its report says; None until its files are written."""
    if made is None or made.job.artefact is None:
        return None
    return front_page(folder_of(services().settings, made.job.artefact))


def _release_in_scope(db: Session, release: uuid.UUID) -> tuple[ListedRelease, list[Chapter]]:
    """A release that I may see, and those of its chapters that I may speak for.

    An evaluator sees every release of what lies within their scope; a chapter's people see one that their
    chapter is in, once it has been shown to them.
    """
    mine = release_within(db, release, scope=my_scope("report.see"))
    found = listed_release(db, mine or db.get(Release, release) or abort(404))
    chapters = chapters_of_release(db, found.release, my_scope("release.answer"))
    if not mine and not (chapters and found.standing is not ReleaseStanding.DRAFT):
        abort(404)
    return found, chapters


def _newest(db: Session, release: Release) -> ListedArtefact | None:
    """What holds the files of a release: as they were put out, otherwise as they were frozen."""
    jobs = report_jobs(db, subjects=[found_under(db, release)], kinds=OF_RELEASES)
    made = artefacts_listed(services().settings, jobs, titles={}, releases=releases_like(db, release))
    of = [each for each in made if each.release and each.release.release.id == release.id]
    return next((each for each in of if each.kind == PUBLICATION), of[0] if of else None)


def _back(release: uuid.UUID) -> Response:
    return redirect(url_for("releases.one", release=release), 303)
