"""The plan of a study: read, written as a new version, set against the one before, and written out to be registered."""

import uuid
from collections.abc import Collection
from dataclasses import replace

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug import Response as AnyResponse
from wtforms import BooleanField, DateField, HiddenField, IntegerField, TextAreaField, validators

from evaluation.domain.errors import Refused
from evaluation.evaluators.plan_lines import plan_facts, plan_history
from evaluation.evaluators.plan_registration import Registered, as_json, as_markdown
from evaluation.evaluators.requests import my_name
from evaluation.models import Study
from evaluation.store.instruments.intact_texts import NotAsPublished
from evaluation.store.reports.planned_questionnaire import planned_questionnaire, question_of
from evaluation.store.scope.within_scope import studies_in_scope, study_within
from evaluation.store.studies.study_plan import (
    MOST_EVENINGS,
    PlanTerms,
    changes_between,
    plan_of_study,
    plan_versions,
    write_plan,
)
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.audit_log import details_of
from evaluation.web.labels import WAVE_LABELS
from evaluation.web.scope import changing, log_action, reading_study, scope_of_page

pages = Blueprint("plans", __name__)


class PlanForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What a plan decides beside the outcomes, why it is changed, and the version that was on the page."""

    randomised = BooleanField()
    evenings = IntegerField(
        validators=[
            validators.Optional(),
            validators.NumberRange(1, MOST_EVENINGS, _l("Between 1 and 1000 workshops.")),
        ]
    )
    looks = IntegerField(
        default=1,
        validators=[validators.InputRequired(), validators.NumberRange(1, 100, _l("Between 1 and 100 looks."))],
    )
    last_day = DateField(validators=[validators.Optional()])
    reason = TextAreaField(validators=[validators.Length(max=1000)])
    version = HiddenField()


@pages.get("/plans")
@action("plan.see", keeps_within_scope=True)
def listed() -> str:
    """The studies within my scope, each with its plan."""
    with services().database.reading() as db:
        found = [(study, plan_of_study(db, study)) for study in studies_in_scope(db, scope_of_page())]
    return render_template("evaluators/plans/plans.html", studies=found)


@pages.get("/studies/<uuid:study>/plan")
@action("plan.see")
def one(study: uuid.UUID) -> str:
    """The plan as it is, its versions, and what the study asks."""
    with reading_study(study) as (db, row):
        history = plan_history(plan_versions(db, row))
        asked = planned_questionnaire(db, row)
    terms = PlanTerms.of(history[0].plan)
    return render_template(
        "evaluators/plans/plan.html",
        study=row,
        now=history[0],
        history=history,
        facts=plan_facts(terms),
        asked=asked,
        terms=terms,
        waves=WAVE_LABELS,
        question_of=question_of,
    )


@pages.get("/studies/<uuid:study>/plan/change")
@action("plan.write")
def change(study: uuid.UUID) -> str:
    """The form, filled in with what holds now."""
    with reading_study(study) as (db, row):
        plan = plan_of_study(db, row)
        form = PlanForm(formdata=None, obj=PlanTerms.of(plan))
        form.version.data = str(plan.number)
        return _page(db, row, form)


@pages.post("/studies/<uuid:study>/plan/change")
@action("plan.write")
def keep(study: uuid.UUID) -> AnyResponse | tuple[str, int]:
    """A new version; what cannot be kept is given back with the reason."""
    form = PlanForm()
    if not form.validate():
        with reading_study(study) as (db, row):
            return _page(db, row, form), 422
    try:
        with changing(lambda db: study_within(db, study, scope=scope_of_page())) as (db, row):
            _written(db, row, form)
    except Refused as refusal:
        with reading_study(study) as (db, row):
            return _page(db, row, form, faults=refusal.faults), 422
    return redirect(url_for("plans.one", study=study), 303)


@pages.get("/studies/<uuid:study>/plan/registration.<any(md, json):ending>")
@action("plan.see")
def registration(study: uuid.UUID, ending: str) -> Response:
    """The plan as a document in the order of the OSF's questions, in Markdown or JSON."""
    with reading_study(study) as (db, row):
        plans, asked = plan_versions(db, row), planned_questionnaire(db, row)
        if asked.damaged:
            raise NotAsPublished(*asked.damaged)
        of = Registered(study=row, plans=plans, asked=asked, now=services().clock())
        text = as_markdown(of) if ending == "md" else as_json(of)
    kind = {"md": "text/markdown; charset=utf-8", "json": "application/json"}[ending]
    sent = Response(text, content_type=kind)
    sent.headers.set("Content-Disposition", "attachment", filename=f"{row.slug}-plan-v{of.plan.number}.{ending}")
    return sent


def _written(db: Session, row: Study, form: PlanForm) -> None:
    current = plan_of_study(db, row)
    before = PlanTerms.of(current)
    terms = replace(
        before,
        randomised=bool(form.randomised.data),
        evenings=form.evenings.data,
        looks=form.looks.data or 1,
        last_day=form.last_day.data,
    )
    if terms != before and form.version.data != str(current.number):
        raise Refused(_("Somebody else has written version %(number)s meanwhile. Look at it, then write yours again.",
                        number=current.number))  # fmt: skip
    reason = form.reason.data or ""
    made = write_plan(db, row, terms, reason=reason, by=my_name(), now=services().clock())
    if made is None:
        flash(_("Nothing is changed: the plan says this already."))
        return
    log_action(
        db, row, "plan written", version=made.number, **details_of(changes_between(before, terms), reason=reason)
    )
    flash(_("Version %(number)s of the plan is written.", number=made.number))


def _page(db: Session, row: Study, form: PlanForm, *, faults: Collection[str] = ()) -> str:
    plan = plan_of_study(db, row)
    return render_template("evaluators/plans/plan_change.html", study=row, form=form, plan=plan, faults=faults)
