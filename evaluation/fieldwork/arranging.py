"""Arranging an evening: changing what was said of it, memory questions, cards of the study, and waves with days."""

import uuid
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import BooleanField, SelectMultipleField, widgets

import instruments
from evaluation.access import action
from evaluation.choices import options
from evaluation.errors import Refused
from evaluation.evening_words import WAVES
from evaluation.fieldwork.beginning import EveningForm
from evaluation.fieldwork.reaching import changing, noted, reading
from evaluation.models import Experiment
from evaluation.store.attendance import accept_study_cards
from evaluation.store.copying import hours, version_asked
from evaluation.store.evenings import STUDY_CARDS
from evaluation.store.experiments import CHANGEABLE, change_experiment
from evaluation.store.memory import ask_memory, asks_memory
from evaluation.store.studies import local
from evaluation.store.timing import WINDOWED, Window, plan_window, window_of
from evaluation.store.waves import waves_of

pages = Blueprint("arranging", __name__)
LANGUAGES = {
    "en": "English",
    "cy": "Cymraeg",
    "pl": "Polski",
    "ro": "Română",
    "ur": "اردو",
    "ar": "العربية",
    "pa": "ਪੰਜਾਬੀ",
    "bn": "বাংলা",
}


class ArrangingForm(EveningForm):
    """What can be changed of an evening."""

    languages = SelectMultipleField(
        option_widget=widgets.CheckboxInput(), widget=widgets.ListWidget(prefix_label=False)
    )
    memory = BooleanField()
    study_cards = BooleanField()


@pages.route("/experiments/<uuid:experiment>/arrange", methods=["GET", "POST"])
@action("experiment.add")
def arrange(experiment: uuid.UUID) -> str | Response:
    """The form, and what it changes."""
    with reading(experiment) as (db, row):
        form = ArrangingForm(obj=row)
        form.languages.choices = options(_offered(db, row))
        if not form.is_submitted():
            _fill_in(form, row)
        waves = waves_of(db, row)
    if not form.validate_on_submit():
        windows = {kind: window_of(row, kind) for kind in WINDOWED if kind in waves}
        return render_template(
            "fieldwork/arrange.html", form=form, experiment=row, waves=waves, windows=windows, words=WAVES
        )
    with changing(experiment) as (db, found):
        _change(db, found, form)
        noted(db, found, "experiment changed")
    flash(_("The changes are kept."))
    return redirect(url_for("home.one", experiment=experiment), 303)


@pages.post("/experiments/<uuid:experiment>/windows/<any(pretest, then, follow_up):kind>")
@action("experiment.add")
def window(experiment: uuid.UUID, kind: str) -> Response:
    """Plan the days of a wave."""
    first, last = (_day(request.form.get(name, "")) for name in ("first", "last"))
    if bool(first) != bool(last):
        raise Refused(_("Give both days, or neither."))
    with changing(experiment) as (db, row):
        plan_window(row, kind, window=Window(first, last) if first and last else None)
        noted(db, row, "window planned", wave=kind, first=str(first), last=str(last))
    return redirect(url_for("arranging.arrange", experiment=experiment), 303)


def _offered(db: Session, row: Experiment) -> list[tuple[str, str]]:
    """Languages in which the version exists, drafts among them: those wait for a second person's signature."""
    version = version_asked(db, row)
    there = [
        code for code in LANGUAGES if code != "en" and instruments.translation(version.instrument, version.number, code)
    ]
    return [(code, LANGUAGES[code]) for code in ("en", *there)]


def _fill_in(form: ArrangingForm, row: Experiment) -> None:
    form.starts.data = local(row.starts_at, row.study).time() if row.starts_at else None
    form.ends.data = local(row.ends_at, row.study).time() if row.ends_at else None
    form.memory.data, form.study_cards.data = asks_memory(row.options), bool(row.options.get(STUDY_CARDS))


def _change(db: Session, row: Experiment, form: ArrangingForm) -> None:
    facts = {name: getattr(form, name).data for name in CHANGEABLE}
    facts |= {
        "title": form.title.data or "",
        "place": form.place.data or "",
        "languages": form.languages.data or ["en"],
    }
    change_experiment(db, row, facts=facts)
    row.starts_at, row.ends_at = hours(form.date.data, form.starts.data, form.ends.data, zone=row.study.time_zone)
    if bool(form.memory.data) != asks_memory(row.options):
        ask_memory(db, row, ask=bool(form.memory.data))
    accept_study_cards(db, row, accept=bool(form.study_cards.data))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Refused(_("%(written)s is not a day.", written=written)) from None
