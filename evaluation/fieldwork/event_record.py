"""The record of the event: rounds, hosts, guests, prompts, and above all the number of people who came."""

import uuid
from collections.abc import Collection
from statistics import median

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import IntegerField, StringField, TextAreaField, validators
from wtforms.widgets import TextInput

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.domain.round_clock import HeldRound, rounds_held
from evaluation.models import Experiment
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.studies.experiments import RECORDED, record_event, recorded_names, refuse_comparison
from evaluation.store.studies.plausible_record import IN_PERSON, answered_by_wave, more_than_came, unusually_many
from evaluation.store.studies.rounds import round_presses, rounds_planned
from evaluation.store.studies.waves import waves_of
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.audit_log import details_of
from evaluation.web.labels import WAVE_LABELS
from evaluation.web.save_form import Saving, saving, shown_in, with_last_save
from evaluation.web.scope import changing_experiment, log_action, reading_experiment

pages = Blueprint("record", __name__)


class TypedCountField(IntegerField):
    """A number that is typed as a text, since a browser sends nothing of what it holds for no number."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the number, and say in words what is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write a whole number in digits, such as 6.")) from None

    def pre_validate(self, form: FlaskForm) -> None:  # noqa: ARG002 - WTForms gives it
        """What is no number has its sentence already, and no second one of its size."""
        if self.process_errors and (self.raw_data or [""])[0].strip():  # an empty field is none, as `Optional` says
            raise validators.StopValidation


def _number(most: int) -> IntegerField:
    return TypedCountField(
        validators=[validators.Optional(), validators.NumberRange(0, most, _l("A number from 0 on."))]
    )


class RecordForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What happened, in numbers and a few words."""

    came = _number(10_000)
    hosts = _number(10_000)
    guests = _number(10_000)
    organisations = _number(1_000)
    planned_rounds = _number(50)
    actual_rounds = _number(50)
    minutes_a_round = _number(240)
    prompt_set = StringField(validators=[validators.Length(max=200)])
    notes = TextAreaField(validators=[validators.Length(max=10_000)])


@pages.get("/experiments/<uuid:experiment>/record")
@action("experiment.record")
def record(experiment: uuid.UUID) -> str:
    """Read it again."""
    with reading_experiment(experiment) as (db, row):
        refuse_comparison(row)
        form = RecordForm(formdata=None, obj=row)
        shown = shown_in(form)
        if row.came is None and (minutes := _minutes_held(db, row)):
            form.minutes_a_round.data = minutes
        return _page(db, row, Saving(form, shown))


@pages.post("/experiments/<uuid:experiment>/record")
@action("experiment.record")
def keep(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """Keep it; where somebody else kept other figures meanwhile, both are shown."""
    try:
        with changing_experiment(experiment) as (db, row):
            lock_experiment(db, row)
            sent = saving(RecordForm(formdata=None, obj=row), RecordForm)
            sent = with_last_save(db, row, sent, "event recorded")
            if sent.conflicts or not sent.form.validate():
                return _page(db, row, sent), 409 if sent.conflicts else 422
            if asked := _asked(db, row, came=sent.form.came.data):
                return _page(db, row, sent, asked=asked), 422
            _kept(db, row, sent.form)
    except Refused as refusal:
        with reading_experiment(experiment) as (db, row):
            return _page(db, row, sent, faults=refusal.faults), 422
    if sent.form.came.data is None:
        flash(
            _("The record is kept. How many people came is still missing: every share in the report is of that number.")
        )
    else:
        flash(_("The record is kept."))
    return redirect(url_for("record.record", experiment=experiment), 303)


def _asked(db: Session, row: Experiment, *, came: int | None) -> Message | None:
    """What to ask before it is kept, where the page has not asked it of this number and no reason explains it."""
    is_meant = request.form.get("meant") == str(came) or request.form.get("reason", "").strip()
    return None if is_meant else unusually_many(db, row, came=came)


def _kept(db: Session, row: Experiment, form: RecordForm) -> None:
    facts = {name: getattr(form, name).data for name in RECORDED}
    facts["prompt_set"], facts["notes"] = facts["prompt_set"] or "", facts["notes"] or ""
    reason = request.form.get("reason", "")[:500]
    changed = record_event(db, row, facts=facts, reason=reason, now=services().clock())
    log_action(db, row, "event recorded", **details_of(changed, reason=reason))


def _page(
    db: Session, row: Experiment, sent: Saving, *, faults: Collection[str] = (), asked: Message | None = None
) -> str:
    answered = {WAVE_LABELS[kind]: people for kind, people in answered_by_wave(db, row.id).items() if kind in IN_PERSON}
    return render_template(
        "fieldwork/record.html",
        form=sent.form,
        sent=sent,
        faults=faults,
        asked=asked,
        reason=request.form.get("reason", ""),
        is_corrected=row.frozen_at is not None and bool(recorded_names(row)),
        experiment=row,
        answered=answered,
        more_than_came=more_than_came(db, row, came=row.came),
        waves=WAVE_LABELS,
        conversations=conversations(row),
        has_rounds=rounds_planned(row) > 0 or row.actual_rounds or sent.form.errors or sent.conflicts,
        held=_held(db, row),
    )


def _held(db: Session, row: Experiment) -> list[HeldRound]:
    """The rounds as the evening's clock was pressed, up to After."""
    after = waves_of(db, row).get("post")
    until = (after.opened_at if after else None) or services().clock()
    return rounds_held(round_presses(db, row), until=until)


def _minutes_held(db: Session, row: Experiment) -> int:
    """How many minutes the middle one of the rounds lasted by the clock, once they are over; 0 where none were run."""
    after, held = waves_of(db, row).get("post"), _held(db, row)
    if after is None or after.opened_at is None or not held:
        return 0
    return max(round(median(each.talked.total_seconds() for each in held) / 60), 1)


def conversations(experiment: Experiment) -> tuple[int, int] | None:
    """One-to-ones in both units: as people count them (each conversation twice), and as pairs."""
    if experiment.came is None or experiment.actual_rounds is None:
        return None
    pairs = experiment.came // 2 * experiment.actual_rounds
    return 2 * pairs, pairs
