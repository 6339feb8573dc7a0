"""Complaints within an administrator's scope: how many days are left, and acknowledging, answering, closing them."""

import uuid
from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.errors import Refused
from evaluation.models import Complaint
from evaluation.store.complaints import complaint_answers
from evaluation.store.complaints.complaints import MOST_A_DAY, complaints_of, filed_lately
from evaluation.store.log.actor import RecordedActor
from evaluation.store.scope.within_scope import studies_in_scope
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import my_scope
from evaluation.web.i18n import in_own_language
from evaluation.web.scope import changing, recorded_actor

pages = Blueprint("complaints", __name__)


@pages.get("/complaints")
@action("complaint.answer", keeps_within_scope=True)
def listed() -> str:
    """Complaints of the studies that lie within my scope as a whole; those of no study for who reaches everywhere."""
    with services().database.reading() as db:
        return _page(db)


@pages.post("/complaints/<uuid:complaint>/acknowledge")
@action("complaint.answer")
def acknowledge(complaint: uuid.UUID) -> Response:
    """Say that whoever complained was told that it came in."""
    return _done(
        complaint, complaint_answers.acknowledge, _("Noted: whoever complained reads that a person has read it.")
    )


@pages.post("/complaints/<uuid:complaint>/answer")
@action("complaint.answer")
def answer(complaint: uuid.UUID) -> Response | tuple[str, int]:
    """Answer it; what cannot be kept is given back with why."""
    text = request.form.get("answer", "")
    try:
        with changing(lambda db: _within(db, complaint)) as (db, row):
            complaint_answers.answer(db, row, text=text, seen=request.form.get("seen", ""), by=recorded_actor())
    except Refused as refusal:
        with services().database.reading() as db:
            return _page(db, typed={complaint: text}, faults={complaint: refusal.faults}), 422
    flash(_("Answered: whoever complained reads it with their code."))
    return redirect(url_for("complaints.listed"), 303)


@pages.post("/complaints/<uuid:complaint>/close")
@action("complaint.answer")
def close(complaint: uuid.UUID) -> Response:
    """Close it; how to reach whoever complained is deleted."""
    return _done(complaint, complaint_answers.close, _("Closed. How to reach whoever complained was deleted."))


@pages.post("/complaints/<uuid:complaint>/reopen")
@action("complaint.answer")
def reopen(complaint: uuid.UUID) -> Response:
    """Open it again."""
    return _done(complaint, complaint_answers.reopen, _("It is open again."))


def _done(complaint: uuid.UUID, step: Callable[..., None], said: str) -> Response:
    with changing(lambda db: _within(db, complaint)) as (db, row):
        by: RecordedActor = recorded_actor()
        step(db, row, by=by)
    flash(said)
    return redirect(url_for("complaints.listed"), 303)


def _within(db: Session, complaint: uuid.UUID) -> Complaint | None:
    scope, row = my_scope("complaint.answer"), db.get(Complaint, complaint)
    if row is None or scope.everywhere:
        return row
    return row if row.study_id in scope.studies else None


def _page(
    db: Session,
    *,
    typed: dict[uuid.UUID, str] | None = None,
    faults: dict[uuid.UUID, tuple[str, ...]] | None = None,
) -> str:
    scope, now = my_scope("complaint.answer"), services().clock()
    studies = studies_in_scope(db, scope)
    rows = complaints_of(db, studies, with_unknown=scope.everywhere, now=now)
    asked = [study.id for study in studies] + ([None] if scope.everywhere else [])
    flooded = any(filed_lately(db, study, now=now) >= MOST_A_DAY for study in asked)
    return render_template(
        "accounts/complaints/complaints.html",
        rows=rows,
        typed=typed or {},
        faults={key: [in_own_language(fault) for fault in each] for key, each in (faults or {}).items()},
        flooded=flooded,
        answer_mark=complaint_answers.answer_mark,
        most=MOST_A_DAY,
    )
