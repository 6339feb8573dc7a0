"""Who asks the questions of a study: what its participants are told, filled in by researchers and administrators."""

import uuid
from collections.abc import Collection

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import DateField, RadioField, StringField, validators

from evaluation.domain.errors import Refused
from evaluation.models import Study
from evaluation.store.scope.within_scope import study_within
from evaluation.store.studies.studies import local
from evaluation.store.studies.who_asks import LONGEST, WhoAsks, set_who_asks, who_asks
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.audit_log import details_of
from evaluation.web.choices import options
from evaluation.web.save_form import Saving, saving, shown_in, with_last_save
from evaluation.web.scope import changing, log_action, reading_study, scope_of_page

pages = Blueprint("who_asks", __name__)
BASIS_LABELS = {
    "consent": _l("Consent: people say yes before they begin"),
    "legitimate_interests": _l("Legitimate interests, which you have weighed against theirs"),
    "public_task": _l("A public task"),
}
SPECIAL_LABELS = {
    "explicit_consent": _l("Explicit consent, Article 9(2)(a)"),
    "research": _l("Research and statistics, Article 9(2)(j)"),
    "none": _l("Nothing is asked that Article 9 protects"),
}


def _text() -> StringField:
    return StringField(validators=[validators.Length(max=LONGEST)])


class WhoAsksForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is told of who asks."""

    organisation = _text()
    contact = _text()
    processor = _text()
    basis = RadioField(choices=options(BASIS_LABELS), validate_choice=False)
    special_basis = RadioField(choices=options(SPECIAL_LABELS), validate_choice=False)
    keep_until = DateField(validators=[validators.Optional()])

    def said(self) -> WhoAsks:
        """What was filled in."""
        return WhoAsks(
            organisation=self.organisation.data or "",
            contact=self.contact.data or "",
            processor=self.processor.data or "",
            basis=self.basis.data or "",
            special_basis=self.special_basis.data or "",
            keep_until=self.keep_until.data,
        )


@pages.get("/studies/<uuid:study>/who-asks")
@action("study.tell")
def change(study: uuid.UUID) -> str:
    """The form, filled in with what is told now."""
    with reading_study(study) as (_db, row):
        form = _filled(row)
        return _page(row, Saving(form, shown_in(form)))


@pages.post("/studies/<uuid:study>/who-asks")
@action("study.tell")
def keep(study: uuid.UUID) -> Response | tuple[str, int]:
    """Tell it from now on; what cannot be told is given back with the reason, and what two people changed is asked."""
    try:
        with changing(lambda db: study_within(db, study, scope=scope_of_page())) as (db, row):
            db.refresh(row, with_for_update=True)
            sent = with_last_save(db, row, saving(_filled(row), WhoAsksForm), "who asks changed")
            if sent.conflicts or not sent.form.validate():
                return _page(row, sent), 409 if sent.conflicts else 422
            _set(db, row, sent.form.said())
    except Refused as refusal:
        with reading_study(study) as (_db, row):
            return _page(row, sent, faults=refusal.faults), 422
    flash(_("Participants are told this from now on."))
    return redirect(url_for("plans.one", study=study), 303)


def _set(db: Session, row: Study, said: WhoAsks) -> None:
    changed = set_who_asks(db, row, said, today=local(services().clock(), row).date())
    if changed:
        log_action(db, row, "who asks changed", **details_of(changed))


def _filled(row: Study) -> FlaskForm:
    return WhoAsksForm(formdata=None, obj=who_asks(row))


def _page(row: Study, sent: Saving, *, faults: Collection[str] = ()) -> str:
    return render_template("evaluators/plans/who_asks.html", study=row, form=sent.form, sent=sent, faults=faults)
