"""Chapters in the browser: a new one, and changing one; what is given reaches no further than one's own."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.accounts.places.place_forms import ChapterForm
from evaluation.domain.errors import Refused
from evaluation.models import Chapter, Study
from evaluation.store.scope.within_scope import chapter_within, chapters_in_scope, study_within
from evaluation.store.studies.chapters import add_chapter, change_chapter
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.audit_log import details_of
from evaluation.web.choices import options
from evaluation.web.scope import changing, log_action, reading, reading_chapter, scope_of_page

pages = Blueprint("chapters", __name__)


@pages.route("/studies/<uuid:study>/chapters/new", methods=["GET", "POST"])
@action("chapter.add")
def new(study: uuid.UUID) -> str | Response:
    """A new chapter: of the study, or within a chapter of mine."""
    form = ChapterForm()
    with reading(lambda db: _study(db, study)) as (db, within):
        form.parent.choices = _parents(db, within)
        if not form.validate_on_submit():
            return _page(form, within)
    try:
        with changing(lambda db: _study(db, study)) as (db, row):
            parent = _parent(db, form)
            chapter = add_chapter(db, row, name=form.name.data or "", now=services().clock(), parent=parent)
            log_action(db, chapter, "chapter added", name=chapter.name)
    except Refused as refusal:
        form.name.errors = list(refusal.faults)
        return _page(form, within)
    flash(_("%(name)s is there. Invite its people next.", name=chapter.name))
    return redirect(url_for("places.listed"), 303)


@pages.route("/chapters/<uuid:chapter>/change", methods=["GET", "POST"])
@action("chapter.add")
def change(chapter: uuid.UUID) -> str | Response:
    """Another name, or another wider chapter."""
    with reading_chapter(chapter) as (db, there):
        form = ChapterForm(data={"name": there.name, "parent": str(there.parent_id or "")})
        form.parent.choices = _parents(db, there.study, besides=there)
        if not form.validate_on_submit():
            return _page(form, there.study, there)
    try:
        with changing(lambda db: chapter_within(db, chapter, scope=scope_of_page())) as (db, row):
            changed = change_chapter(db, row, name=form.name.data or "", parent=_parent(db, form))
            if changed:
                log_action(db, row, "chapter changed", **details_of(changed))
    except Refused as refusal:
        form.name.errors = list(refusal.faults)
        return _page(form, there.study, there)
    return redirect(url_for("places.listed"), 303)


def _study(db: Session, study: uuid.UUID) -> Study | None:
    """A study that lies within my scope, or has a chapter there."""
    mine = study_within(db, study, scope=scope_of_page())
    inner = (chapter.study for chapter in chapters_in_scope(db, scope_of_page()) if chapter.study_id == study)
    return mine or next(inner, None)


def _parents(db: Session, study: Study, *, besides: Chapter | None = None) -> list[tuple[str, str]]:
    """Within what a chapter can lie: the study where all of it is mine, chapters of mine, and where it lies now."""
    there = {chapter.id: chapter for chapter in chapters_in_scope(db, scope_of_page()) if chapter.study_id == study.id}
    now = besides.parent_id if besides else None
    if now is not None:
        there[now] = db.get_one(Chapter, now)
    whole = study_within(db, study.id, scope=scope_of_page()) is not None or (besides is not None and now is None)
    top = [("", _("None: it belongs to the study itself"))] if whole else []
    inner = [(str(each.id), each.name) for each in there.values() if besides is None or each.id != besides.id]
    return options([*top, *inner])


def _parent(db: Session, form: ChapterForm) -> Chapter | None:
    """The wider chapter that was chosen, of those that were offered."""
    return db.get_one(Chapter, uuid.UUID(form.parent.data)) if form.parent.data else None


def _page(form: ChapterForm, study: Study, chapter: Chapter | None = None) -> str:
    return render_template("accounts/places/change_chapter.html", form=form, study=study, chapter=chapter)
