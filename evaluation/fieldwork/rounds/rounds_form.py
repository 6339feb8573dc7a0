"""Planning the rounds of an evening: how many, how long, and what people talk about in each, in its languages."""

import uuid
from collections.abc import Collection

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug import Response
from wtforms import IntegerField, TextAreaField, validators

from evaluation.domain.errors import Refused
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.domain.round_clock import LONGEST_ROUND, MOST_PLANNED_ROUNDS
from evaluation.models import Experiment
from evaluation.printing.markup import languages_of
from evaluation.printing.round_prompts import round_prompt
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.studies.experiments import change_experiment, refuse_comparison
from evaluation.store.studies.rounds import (
    USUAL,
    USUAL_MINUTES,
    minutes_planned,
    own_prompts,
    plan_prompts,
    rounds_planned,
)
from evaluation.web.access import action
from evaluation.web.audit_log import details_of
from evaluation.web.save_form import Saving, saving, shown_in, with_last_save
from evaluation.web.scope import changing_experiment, log_action, reading_experiment

pages = Blueprint("rounds_plan", __name__)
LONGEST_PROMPT = 200


class RoundsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """How many rounds, how long, and their prompts, a line a round."""

    planned_rounds = IntegerField(
        validators=[validators.Optional(), validators.NumberRange(0, MOST_PLANNED_ROUNDS, _l("A number from 0 to 30."))]
    )
    minutes_a_round = IntegerField(
        validators=[validators.Optional(), validators.NumberRange(1, LONGEST_ROUND, _l("A number from 1 to 120."))]
    )
    prompts_en = TextAreaField(validators=[validators.Length(max=MOST_PLANNED_ROUNDS * LONGEST_PROMPT)])
    prompts_cy = TextAreaField(validators=[validators.Length(max=MOST_PLANNED_ROUNDS * LONGEST_PROMPT)])


@pages.get("/experiments/<uuid:experiment>/rounds")
@action("experiment.record")
def plan(experiment: uuid.UUID) -> str:
    """What is planned."""
    with reading_experiment(experiment) as (_db, row):
        refuse_comparison(row)
        form = _form(row)
        return _page(row, Saving(form, shown_in(form)))


@pages.post("/experiments/<uuid:experiment>/rounds")
@action("experiment.record")
def keep(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """Keep it; where somebody else kept something else meanwhile, both are shown."""
    try:
        with changing_experiment(experiment) as (db, row):
            refuse_comparison(row)
            lock_experiment(db, row)
            sent = with_last_save(db, row, saving(_form(row), RoundsForm), "rounds planned")
            if sent.conflicts or not sent.form.validate():
                return _page(row, sent), 409 if sent.conflicts else 422
            _kept(db, row, sent.form)
    except Refused as refusal:
        with reading_experiment(experiment) as (_db, row):
            return _page(row, sent, faults=refusal.faults), 422
    flash(_("The rounds are planned."))
    return redirect(url_for("home.one", experiment=experiment), 303)


def _kept(db: Session, row: Experiment, form: RoundsForm) -> None:
    prompts = {language: _lines(form[f"prompts_{language}"].data) for language in INTERFACE_LANGUAGES}
    if long := [line for lines in prompts.values() for line in lines if len(line) > LONGEST_PROMPT]:
        raise Refused(*(_("“%(line)s…” is too long for the wall: use 200 letters.", line=line[:40]) for line in long))
    facts = {name: form[name].data for name in ("planned_rounds", "minutes_a_round")}
    changed = change_experiment(db, row, facts=facts)
    worded = {
        f"prompts {language}": lines for language, lines in prompts.items() if lines != own_prompts(row, language)
    }
    plan_prompts(row, prompts)
    if changed or worded:
        log_action(db, row, "rounds planned", **details_of(changed), prompts=sorted(worded))


def _lines(text: str | None) -> list[str]:
    """A prompt for each line; empty ones between others are kept, so that each stands beside its round."""
    lines = [" ".join(line.split()) for line in (text or "").strip().splitlines()]
    return lines if any(lines) else []


def _form(row: Experiment) -> RoundsForm:
    form = RoundsForm(formdata=None, obj=row)
    form.minutes_a_round.data = minutes_planned(row)
    for language in INTERFACE_LANGUAGES:
        form[f"prompts_{language}"].data = "\n".join(own_prompts(row, language))
    return form


def _page(row: Experiment, sent: Saving, *, faults: Collection[str] = ()) -> str:
    total = rounds_planned(row) or 1
    return render_template(
        "fieldwork/console/plan_rounds.html",
        form=sent.form,
        sent=sent,
        faults=faults,
        experiment=row,
        usual_rounds=USUAL.get(row.kind, 0),
        usual_minutes=USUAL_MINUTES,
        languages=[(language, language_name(language)) for language in languages_of(row.languages)],
        usual={
            language: [round_prompt(row.kind, number, total=total, language=language) for number in range(1, total + 1)]
            for language in languages_of(row.languages)
        },
    )
