"""A new experiment in three answers, or a copy of the last one in a single press."""

import secrets
import uuid
from datetime import datetime, time

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import DateField, IntegerField, SelectField, StringField, TimeField, validators

from evaluation.domain.errors import Refused
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.fieldwork.presses.same_press import fresh_press, identity_of_press
from evaluation.models import Chapter, Experiment, Kind
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.scope.within_scope import chapters_in_scope
from evaluation.store.studies.copy_experiment import USUAL_LENGTH, USUAL_START, copy_experiment, hours, latest_of
from evaluation.store.studies.experiments import add_experiment, experiment_made
from evaluation.store.studies.plausible_days import refuse_far
from evaluation.store.studies.studies import local
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.choices import options
from evaluation.web.labels import KIND_LABELS, ROLE_LABELS
from evaluation.web.scope import changing_experiment, log_action, scope_of_page

pages = Blueprint("beginning", __name__)


def _near(_form: FlaskForm, field: DateField) -> None:
    """Refuse a day that only a slip of the keys can mean."""
    try:
        refuse_far(field.data, now=services().clock())
    except Refused as refusal:
        raise validators.ValidationError(str(refusal.faults[0])) from None


class EveningForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What, when and how many; the rest is filled in and can be changed."""

    title = StringField(
        validators=[validators.DataRequired(_l("Please say what it is called.")), validators.Length(max=200)]
    )
    date = DateField(validators=[validators.InputRequired(_l("Please say on which day.")), _near])
    starts = TimeField(validators=[validators.Optional()])
    ends = TimeField(validators=[validators.Optional()])
    expected = IntegerField(
        validators=[validators.Optional(), validators.NumberRange(1, 5000, _l("Between 1 and 5000 people."))]
    )
    kind = SelectField(choices=options(KIND_LABELS))
    role = SelectField(choices=options(ROLE_LABELS), default=ExperimentRole.WORKSHOP.value)
    place = StringField(validators=[validators.Length(max=200)])
    planned_rounds = IntegerField(validators=[validators.Optional(), validators.NumberRange(1, 30)])
    minutes_a_round = IntegerField(validators=[validators.Optional(), validators.NumberRange(1, 120)])


class BeginningForm(EveningForm):
    """The same, and in which chapter."""

    chapter = SelectField(validators=[validators.InputRequired(_l("Please choose the chapter."))])


@pages.route("/experiments/new", methods=["GET", "POST"])
@action("experiment.add", keeps_within_scope=True)
def new() -> str | Response | tuple[str, int]:
    """The form, and the experiment it makes."""
    form = BeginningForm()
    with services().database.reading() as db:
        chapters = chapters_in_scope(db, scope_of_page())
        chosen_by_hand = [("", _l("Choose the chapter"))] if len(chapters) > 1 else []
        named = [(str(each.id), _named(each, chapters)) for each in chapters]
        form.chapter.choices = options([*chosen_by_hand, *named])
        if chapters and not form.is_submitted():
            _fill_in(db, form, chapters)
    if not form.validate_on_submit():
        return _page(form, chapters)
    try:
        with services().database.transaction() as db:
            made = _made(db, form)
    except Refused as refusal:
        form.form_errors.extend(refusal.faults)
        return _page(form, chapters), 422
    return redirect(url_for("home.one", experiment=made.id), 303)


@pages.post("/experiments/<uuid:experiment>/copy")
@action("experiment.add")
def copy(experiment: uuid.UUID) -> Response:
    """The same again, today: its page with the address and the QR code is next."""
    now, identity = services().clock(), identity_of_press()
    with changing_experiment(experiment) as (db, row):
        if experiment_made(db, row.chapter, identity=identity) is None:
            today, rng = local(now, row.study).date(), secrets.SystemRandom()
            fresh = copy_experiment(db, row, on=today, now=now, rng=rng, identity=identity)
            log_action(db, fresh, "experiment added", copied_from=str(row.id))
    return redirect(url_for("home.one", experiment=identity), 303)


def _page(form: BeginningForm, chapters: list[Chapter]) -> str:
    return render_template("fieldwork/new.html", form=form, chapters=chapters, same_press=fresh_press())


def _named(chapter: Chapter, among: list[Chapter]) -> str:
    several = len({each.study_id for each in among}) > 1
    return f"{chapter.study.name}: {chapter.name}" if several else chapter.name


def _fill_in(db: Session, form: BeginningForm, chapters: list[Chapter]) -> None:
    """The answers most likely to be right: today, at the usual hour, and the rest as in the chapter's last evening.

    Where one of several chapters is still to be chosen, nothing is taken from the last evening of any: it would be
    that of other people, at another place.
    """
    now = local(services().clock(), chapters[0].study)
    last = latest_of(db, chapters[0]) if len(chapters) == 1 else None
    form.date.data, form.starts.data = now.date(), time(*USUAL_START)
    form.ends.data = (datetime.combine(now.date(), time(*USUAL_START)) + USUAL_LENGTH).time()
    form.kind.data = Kind.WEAVING_TRUST.value
    if last:
        form.kind.data, form.place.data = last.kind, last.place
        form.planned_rounds.data, form.minutes_a_round.data = last.planned_rounds, last.minutes_a_round
        if last.starts_at and last.ends_at:
            form.starts.data = local(last.starts_at, last.study).time()
            form.ends.data = local(last.ends_at, last.study).time()


def _made(db: Session, form: BeginningForm) -> Experiment:
    now = services().clock()
    found = [each for each in chapters_in_scope(db, scope_of_page()) if str(each.id) == form.chapter.data]
    chapter = found[0] if found else abort(404)
    identity = identity_of_press(
        *(f"{name} {text}" for name, text in sorted(request.form.items()) if name != "csrf_token")
    )
    if before := experiment_made(db, chapter, identity=identity):
        return before
    instrument = "learning-module" if form.kind.data == Kind.LEARNING_MODULE else "common-ground"
    made = add_experiment(
        db,
        chapter,
        title=form.title.data or "",
        kind=str(form.kind.data),
        version=version_in_use(db, instrument, now=now),
        now=now,
        rng=secrets.SystemRandom(),
        date=form.date.data,
        place=form.place.data or "",
        expected=form.expected.data,
        role=str(form.role.data),
        identity=identity,
    )
    if not made.is_comparison:
        made.planned_rounds, made.minutes_a_round = form.planned_rounds.data, form.minutes_a_round.data
    made.starts_at, made.ends_at = hours(form.date.data, form.starts.data, form.ends.data, zone=chapter.study.time_zone)
    log_action(db, made, "experiment added")
    return made
