"""Studies in the browser: which there are with their chapters, a new one, and changing one."""

import uuid
from itertools import groupby
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.accounts.places.place_forms import StudyForm
from evaluation.domain.errors import Refused
from evaluation.models import Chapter, Study
from evaluation.store.scope.within_scope import chapters_in_scope, studies_in_scope, study_within
from evaluation.store.studies.studies import add_study, allow_parental_consent, change_study
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.audit_log import details_of
from evaluation.web.current_user import may, my_scope
from evaluation.web.scope import changing, log_action, reading_study, scope_of_page

pages = Blueprint("places", __name__)


class StudyAndChapters(NamedTuple):
    """A study with those of its chapters that lie within my scope; and whether the study itself does."""

    study: Study
    chapters: list[Chapter]
    whole: bool


@pages.get("/places")
@action("chapter.add", keeps_within_scope=True)
def listed() -> str:
    """The studies and chapters within my scope."""
    with services().database.reading() as db:
        rows = _within_my_scope(db)
    return render_template("accounts/places/places.html", rows=rows, may_add=may("study.add"))


@pages.route("/studies/new", methods=["GET", "POST"])
@action("study.add")
def new() -> str | Response:
    """A new study, by whoever administers everything."""
    form = StudyForm()
    if not form.validate_on_submit():
        return _page(form)
    try:
        with services().database.transaction() as db:
            zone = (form.time_zone.data or "").strip()
            study = add_study(db, form.name.data or "", now=services().clock(), time_zone=zone)
            allow_parental_consent(db, study, allow=bool(form.parental_consent.data))
            log_action(db, study, "study added", name=study.name)
    except Refused as refusal:
        form.name.errors = list(refusal.faults)
        return _page(form)
    flash(_("%(name)s is there. Give it its chapters, and say who asks.", name=study.name))
    return redirect(url_for("places.listed"), 303)


@pages.route("/studies/<uuid:study>/change", methods=["GET", "POST"])
@action("study.change")
def change(study: uuid.UUID) -> str | Response:
    """Another name, time zone or rule for people under 16."""
    with reading_study(study) as (_db, there):
        form = StudyForm(obj=there)
        if not form.validate_on_submit():
            return _page(form, there)
    try:
        with changing(lambda db: study_within(db, study, scope=scope_of_page())) as (db, row):
            zone = (form.time_zone.data or "").strip()
            consent = bool(form.parental_consent.data)
            changed = change_study(db, row, name=form.name.data or "", time_zone=zone, parental_consent=consent)
            if changed:
                log_action(db, row, "study changed", **details_of(changed))
    except Refused as refusal:
        form.name.errors = list(refusal.faults)
        return _page(form, there)
    return redirect(url_for("places.listed"), 303)


def _within_my_scope(db: Session) -> list[StudyAndChapters]:
    scope = my_scope("chapter.add")
    whole = {study.id: study for study in studies_in_scope(db, scope)}
    by_study = {
        study: list(chapters)
        for study, chapters in groupby(chapters_in_scope(db, scope), key=lambda chapter: chapter.study)
    }
    studies = {**whole, **{study.id: study for study in by_study}}
    chapters = {study.id: found for study, found in by_study.items()}
    ordered = sorted(studies.values(), key=lambda study: study.name)
    return [StudyAndChapters(study, chapters.get(study.id, []), study.id in whole) for study in ordered]


def _page(form: StudyForm, study: Study | None = None) -> str:
    return render_template("accounts/places/change_study.html", form=form, study=study)
