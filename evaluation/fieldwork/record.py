"""The record of the event: rounds, hosts, guests, prompts, and above all the number of people who came."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug import Response
from wtforms import IntegerField, StringField, TextAreaField, validators

from evaluation.access import action
from evaluation.fieldwork.reaching import changing, noted, reading
from evaluation.models import Experiment
from evaluation.store.experiments import RECORDED, record_event

pages = Blueprint("record", __name__)


def _number(most: int) -> IntegerField:
    return IntegerField(validators=[validators.Optional(), validators.NumberRange(0, most, _l("A number from 0 on."))])


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


@pages.route("/experiments/<uuid:experiment>/record", methods=["GET", "POST"])
@action("experiment.record")
def record(experiment: uuid.UUID) -> str | Response:
    """Fill it in, or read it again."""
    with reading(experiment) as (_db, row):
        form = RecordForm(obj=row)
    if not form.validate_on_submit():
        return render_template("fieldwork/record.html", form=form, experiment=row, conversations=conversations(row))
    with changing(experiment) as (db, found):
        facts = {name: getattr(form, name).data for name in RECORDED}
        facts["prompt_set"], facts["notes"] = facts["prompt_set"] or "", facts["notes"] or ""
        record_event(db, found, facts=facts)
        noted(db, found, "event recorded")
    flash(_("The record is kept."))
    return redirect(url_for("record.record", experiment=experiment), 303)


def conversations(experiment: Experiment) -> tuple[int, int] | None:
    """One-to-ones in both units: as people count them (each conversation twice), and as pairs."""
    if experiment.came is None or experiment.actual_rounds is None:
        return None
    pairs = experiment.came // 2 * experiment.actual_rounds
    return 2 * pairs, pairs
