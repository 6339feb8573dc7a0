"""The units of a learning module over its weeks: planned at once, then moved, named and counted one by one."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import DateField, IntegerField, StringField, TimeField, validators

from evaluation.domain.errors import Refused
from evaluation.fieldwork.planning.moved_day import said_of_holiday, said_of_keys
from evaluation.models import Experiment, Kind
from evaluation.store.evening.carried_along import carry_keys
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.studies.learning_units import (
    LONGEST_UNIT,
    MOST_UNITS,
    USUAL_UNIT_MINUTES,
    USUAL_UNITS,
    Unit,
    keep_units,
    next_unit,
    units_of,
)
from evaluation.store.studies.plausible_days import refuse_far
from evaluation.store.studies.studies import local
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.save_form import Saving, saving, shown_in, with_last_save
from evaluation.web.scope import changing_experiment, log_action, reading_experiment

pages = Blueprint("units", __name__)
LONGEST_UNIT_TITLE = 120
MOST_WEEKS_APART = 8


def _minutes() -> IntegerField:
    between = validators.NumberRange(5, LONGEST_UNIT, _l("Between 5 and 480 minutes."))
    return IntegerField(validators=[validators.Optional(), between])


class FirstUnitsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """All units at once: the first day and hour, how long, how many, and how many weeks apart."""

    first = DateField(validators=[validators.InputRequired(_l("Please say on which day the first unit is."))])
    begins = TimeField(validators=[validators.InputRequired(_l("Please say at what time it begins."))])
    minutes = _minutes()
    units = IntegerField(
        validators=[
            validators.InputRequired(_l("Please say how many units there are.")),
            validators.NumberRange(1, MOST_UNITS, _l("Between 1 and 30 units.")),
        ]
    )
    weeks_apart = IntegerField(
        validators=[validators.Optional(), validators.NumberRange(1, MOST_WEEKS_APART, _l("Between 1 and 8 weeks."))]
    )


@pages.get("/experiments/<uuid:experiment>/units")
@action("experiment.record")
def plan(experiment: uuid.UUID) -> str:
    """The units as they are planned, or the form that plans them all."""
    with reading_experiment(experiment) as (db, row):
        _refuse_other_kinds(row)
        units = units_of(db, row)
        form = _form(row, units)
        return _page(row, units, Saving(form, shown_in(form))) if units else _first_page(row, _first_form(row))


@pages.post("/experiments/<uuid:experiment>/units/first")
@action("experiment.record")
def plan_all(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """Plan all of them at once; where somebody has planned them meanwhile, theirs are shown."""
    form = FirstUnitsForm()
    try:
        with changing_experiment(experiment) as (db, row):
            _refuse_other_kinds(row)
            lock_experiment(db, row)
            if not units_of(db, row):
                if not form.validate():
                    return _first_page(row, form), 422
                _keep(db, row, _weekly(form, row))
    except Refused as refusal:
        form.form_errors.extend(refusal.faults)
        with reading_experiment(experiment) as (_db, row):
            return _first_page(row, form), 422
    return redirect(url_for("units.plan", experiment=experiment), 303)


@pages.post("/experiments/<uuid:experiment>/units")
@action("experiment.record")
def keep(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """Keep what was changed of them; where somebody else kept something else meanwhile, both are shown."""
    with reading_experiment(experiment) as (_db, row):
        _refuse_other_kinds(row)
    try:
        with changing_experiment(experiment) as (db, row):
            lock_experiment(db, row)
            units = units_of(db, row)
            sent = saving(_form(row, units), form_of(len(units) + 1))
            sent = with_last_save(db, row, sent, "units planned")
            if sent.conflicts or not sent.form.validate():
                return _page(row, units, sent), 409 if sent.conflicts else 422
            _keep(db, row, _units_in(sent.form, row, len(units) + 1))
    except Refused as refusal:
        with reading_experiment(experiment) as (db, row):
            return _page(row, units_of(db, row), sent, faults=refusal.faults), 422
    return redirect(url_for("units.plan", experiment=experiment), 303)


@cache
def form_of(rows: int) -> type[FlaskForm]:
    """A form of so many units, each with its day, time, minutes, name and how many came."""
    fields: dict[str, object] = {}
    for number in range(1, rows + 1):
        fields |= {
            f"day_{number}": DateField(validators=[validators.Optional()]),
            f"begins_{number}": TimeField(validators=[validators.Optional()]),
            f"minutes_{number}": _minutes(),
            f"title_{number}": StringField(validators=[validators.Length(max=LONGEST_UNIT_TITLE)]),
            f"came_{number}": IntegerField(
                validators=[validators.Optional(), validators.NumberRange(0, 10_000, _l("A number from 0 on."))]
            ),
        }
    return type("UnitsForm", (FlaskForm,), fields)


def _keep(db: Session, row: Experiment, units: Sequence[Unit]) -> None:
    days = [local(unit.begins_at, row.study).date() for unit in units]
    for day in days:
        refuse_far(day, now=services().clock())
    now = services().clock()
    if keep_units(db, row, units, now=now):
        log_action(db, row, "units planned", units=[_written(unit, row) for unit in units])
        flash(_("The units are kept."))
        if until := carry_keys(db, row, now=now):
            flash(said_of_keys(until, row))
        for said in filter(None, (said_of_holiday(day, row) for day in days)):
            flash(said)


def _written(unit: Unit, row: Experiment) -> str:
    came = "" if unit.came is None else f", {unit.came} came"
    return f"{local(unit.begins_at, row.study):%Y-%m-%d %H:%M} {unit.title}{came}"


def _weekly(form: FirstUnitsForm, row: Experiment) -> list[Unit]:
    """The units of the form, on the same day of the week and at the same hour on the clock in the room."""
    minutes, apart = form.minutes.data or USUAL_UNIT_MINUTES, form.weeks_apart.data or 1
    first, begins, units = form.first.data, form.begins.data, form.units.data
    if first is None or begins is None or units is None:
        raise Refused(_("Say the first day, the time, and how many units there are."))
    days = (first + timedelta(weeks=apart * number) for number in range(units))
    return [Unit(begins_at=_moment(day, begins, row), minutes=minutes) for day in days]


def _units_in(form: FlaskForm, row: Experiment, rows: int) -> list[Unit]:
    """The units of the form's rows: one whose day was emptied is taken away, unless people came to it."""
    found = []
    for number in range(1, rows + 1):
        day, begins, minutes, title, came = (
            form[f"{name}_{number}"].data for name in ("day", "begins", "minutes", "title", "came")
        )
        if day and not begins:
            raise Refused(_("Say at what time unit %(number)s begins.", number=number))
        if day:
            at = _moment(day, begins, row)
            found.append(Unit(begins_at=at, minutes=minutes or USUAL_UNIT_MINUTES, title=title or "", came=came))
        elif came is not None or (title and number == rows):
            raise Refused(_("Say on which day unit %(number)s is.", number=number))
    return found


def _moment(day: date, begins: time, row: Experiment) -> datetime:
    return datetime.combine(day, begins, ZoneInfo(row.study.time_zone))


def _form(row: Experiment, units: Sequence[Unit]) -> FlaskForm:
    """The form filled with what is planned, and an empty row at the end."""
    filled: dict[str, object] = {}
    for number, unit in enumerate(units, start=1):
        begins = local(unit.begins_at, row.study)
        filled |= {
            f"day_{number}": begins.date(),
            f"begins_{number}": begins.time(),
            f"minutes_{number}": unit.minutes,
            f"title_{number}": unit.title,
            f"came_{number}": unit.came,
        }
    return form_of(len(units) + 1)(formdata=None, data=filled)


def _first_form(row: Experiment) -> FirstUnitsForm:
    begins = local(row.starts_at, row.study).time() if row.starts_at else None
    planned = USUAL_UNIT_MINUTES
    if row.starts_at and row.ends_at:
        planned = (row.ends_at - row.starts_at) // timedelta(minutes=1)
    usual = {
        "minutes": planned if planned <= LONGEST_UNIT else USUAL_UNIT_MINUTES,
        "units": USUAL_UNITS,
        "weeks_apart": 1,
    }
    return FirstUnitsForm(formdata=None, data={"first": row.date, "begins": begins, **usual})


def _first_page(row: Experiment, form: FirstUnitsForm) -> str:
    return render_template("fieldwork/units/first.html", form=form, experiment=row)


def _page(row: Experiment, units: Sequence[Unit], sent: Saving, *, faults: Collection[str] = ()) -> str:
    now = services().clock()
    return render_template(
        "fieldwork/units/units.html",
        form=sent.form,
        sent=sent,
        faults=faults,
        experiment=row,
        rows=len(units) + 1,
        units=units,
        coming=next_unit(units, now=now),
        begun=[unit.begins_at <= now for unit in units],
    )


def _refuse_other_kinds(row: Experiment) -> None:
    if row.kind != Kind.LEARNING_MODULE or row.is_comparison:
        raise Refused(_("%(title)s is no learning module, so it has no units.", title=row.title))
