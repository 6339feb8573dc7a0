"""Arranging an evening: changing what was said of it, memory questions, cards of the study, and waves with days."""

import uuid
from collections.abc import Callable, Collection, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectMultipleField, widgets

import instruments
from evaluation.domain.errors import Refused
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.fieldwork.new_experiment import EveningForm
from evaluation.fieldwork.planning.moved_day import hours_written, said_of_move
from evaluation.fieldwork.planning.wave_days import DoubtfulDays, days_written, plan_days
from evaluation.models import Experiment
from evaluation.questionnaire.localised_version import LANGUAGES, language_name
from evaluation.store.evening.carried_along import carry_along
from evaluation.store.evening.moved_evenings import last_move
from evaluation.store.evening.switch_wave import lock_experiment
from evaluation.store.instruments.intact_texts import intact_among
from evaluation.store.instruments.modules import choose_modules, damaged_texts, modules_of, modules_offered, title_in
from evaluation.store.instruments.published_versions import intact_translations, live_translations
from evaluation.store.linking.memory_questions import ask_memory, asks_memory
from evaluation.store.responses.attendance import accept_study_cards
from evaluation.store.responses.join_page import STUDY_CARDS
from evaluation.store.scope.within_scope import chapters_in_scope
from evaluation.store.studies.announced_day import refuse_to_come
from evaluation.store.studies.copy_experiment import hours, set_hours, version_asked
from evaluation.store.studies.experiments import (
    CHANGEABLE,
    LOCKED,
    ROLE_LOCKED,
    change_experiment,
    is_begun,
    is_role_settled,
)
from evaluation.store.studies.rounds import minutes_planned
from evaluation.store.studies.studies import local
from evaluation.store.studies.wave_windows import WINDOWED, window_of
from evaluation.store.studies.waves import waves_of
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.audit_log import details_of
from evaluation.web.choices import options
from evaluation.web.i18n import current_language
from evaluation.web.labels import KIND_LABELS, ROLE_LABELS, WAVE_LABELS
from evaluation.web.save_form import Saving, saving, shown_in, with_last_save
from evaluation.web.scope import changing_experiment, log_action, reading_experiment, scope_of_page

pages = Blueprint("arranging", __name__)


class ArrangingForm(EveningForm):
    """What can be changed of an evening."""

    languages = SelectMultipleField(
        option_widget=widgets.CheckboxInput(), widget=widgets.ListWidget(prefix_label=False)
    )
    memory = BooleanField()
    study_cards = BooleanField()
    modules = SelectMultipleField(option_widget=widgets.CheckboxInput(), widget=widgets.ListWidget(prefix_label=False))


@pages.get("/experiments/<uuid:experiment>/arrange")
@action("experiment.add")
def arrange(experiment: uuid.UUID) -> str:
    """The form."""
    with reading_experiment(experiment) as (db, row):
        form = _form(db, row)
        return _page(db, row, Saving(form, shown_in(form)))


@pages.post("/experiments/<uuid:experiment>/arrange")
@action("experiment.add")
def keep(experiment: uuid.UUID) -> Response | tuple[str, int]:
    """What it changes; where somebody else changed the same meanwhile, both are shown."""
    try:
        with changing_experiment(experiment) as (db, row):
            lock_experiment(db, row)
            current = _form(db, row)
            sent = saving(current, _forms_like(current), locked=_locked(db, row))
            sent = with_last_save(db, row, sent, "experiment changed")
            if sent.conflicts or not sent.form.validate():
                return _page(db, row, sent), 409 if sent.conflicts else 422
            _change(db, row, sent.form)
    except Refused as refusal:
        with reading_experiment(experiment) as (db, row):
            return _page(db, row, sent, faults=refusal.faults), 422
    flash(_("The changes are kept."))
    return redirect(url_for("home.one", experiment=experiment), 303)


@pages.get("/experiments/<uuid:experiment>/windows/<any(pretest, then, follow_up):kind>")
@action("experiment.add")
def window_again(experiment: uuid.UUID, kind: str) -> Response:  # noqa: ARG001 - the address names it
    """Where days that were refused are loaded again: the page on which they are planned."""
    with reading_experiment(experiment) as (_db, row):
        return redirect(url_for("arranging.arrange", experiment=row.id), 303)


@pages.post("/experiments/<uuid:experiment>/windows/<any(pretest, then, follow_up):kind>")
@action("experiment.add")
def window(experiment: uuid.UUID, kind: str) -> Response | tuple[str, int]:
    """Plan the days of a wave; days that it cannot have are given back with the reason, doubtful ones to be asked."""
    try:
        with changing_experiment(experiment) as (db, row):
            lock_experiment(db, row)
            plan_days(db, row, kind)
    except Refused as refusal:
        with reading_experiment(experiment) as (db, row):
            form = _form(db, row)
            shown = Saving(form, shown_in(form))
            asked = isinstance(refusal, DoubtfulDays)
            return _page(db, row, shown, refused={kind: refusal.faults}, is_asked=asked), 422
    return redirect(url_for("arranging.arrange", experiment=experiment), 303)


def _offered(db: Session, row: Experiment) -> list[tuple[str, str]]:
    """Languages in which the version exists, drafts among them: those wait for a second person's signature."""
    names, asked = _names(db, row), version_asked(db, row)
    found = list(intact_among(db, [asked]))
    own = found[0].language if found else "en"
    there = {translation.language for each in found for translation in intact_translations(db, each)}
    there |= {code for code in LANGUAGES if instruments.translation(asked.instrument, asked.number, code)}
    return [(code, names[code]) for code in (own, *(code for code in LANGUAGES if code in there - {own}))]


def _names(db: Session, row: Experiment) -> dict[str, str]:
    """What languages are called, and why nobody is offered those in which nobody can be asked."""
    unoffered = _unoffered(db, row)
    return {code: language_name(code) + (f" – {_why_not(code)}" if code in unoffered else "") for code in LANGUAGES}


def _unoffered(db: Session, row: Experiment) -> frozenset[str]:
    """The languages in which nobody can be asked; none where the version is damaged, since nothing is known then."""
    versions = list(intact_among(db, [version_asked(db, row)]))
    offered = {code for each in versions for code in (each.language, *live_translations(db, each))}
    return frozenset(LANGUAGES) - offered if versions else frozenset()


def _why_not(code: str) -> str:
    if code in INTERFACE_LANGUAGES:
        return str(_("not signed yet, offered to nobody"))
    return str(_("offered to nobody: the pages around the questions have no checked words in it yet"))


def _modules(db: Session, row: Experiment) -> list[tuple[str, str]]:
    """Modules that can be asked after the questions of After: the newest of each, and those that are chosen."""
    wave = waves_of(db, row).get("post")
    if wave is None:
        return []
    damaged = [name for name in wave.modules if name in damaged_texts(db, row)]
    chosen = modules_of(db, [name for name in wave.modules if name not in damaged])
    others = [each for each in modules_offered(db) if each.questions("post")]
    known = {name.partition("/")[0] for name in wave.modules}
    found = [*chosen, *(each for each in others if each.id not in known)]
    sound = [(f"{each.id}/{each.number}", title_in(db, each, current_language())) for each in found]
    return [*((name, str(_("%(name)s, damaged", name=name))) for name in damaged), *sound]


def _modules_open(db: Session, row: Experiment) -> bool:
    """Whether the modules of After can still be chosen."""
    wave = waves_of(db, row).get("post")
    return wave is not None and wave.frozen_at is None and wave.opened_at is None


def _form(db: Session, row: Experiment) -> ArrangingForm:
    """The form as it is filled in with what there is now."""
    form = ArrangingForm(formdata=None, obj=row)
    form.minutes_a_round.data = minutes_planned(row)
    form.languages.choices = options(_offered(db, row))
    form.starts.data = local(row.starts_at, row.study).time() if row.starts_at else None
    form.ends.data = local(row.ends_at, row.study).time() if row.ends_at else None
    form.modules.choices = _modules(db, row)
    form.modules.data = waves_of(db, row)["post"].modules if "post" in waves_of(db, row) else []
    form.memory.data, form.study_cards.data = asks_memory(row.options), bool(row.options.get(STUDY_CARDS))
    return form


def _forms_like(current: ArrangingForm) -> Callable[..., ArrangingForm]:
    """Makes forms that offer the same languages and modules as this one, for `saving`, which fills a form of its own.

    Which there are depends on the evening's version, so that the class alone would take none.
    """

    def fresh(formdata: MultiDict[str, str]) -> ArrangingForm:
        form = ArrangingForm(formdata=formdata)
        form.languages.choices, form.modules.choices = current.languages.choices, current.modules.choices
        return form

    return fresh


def _locked(db: Session, row: Experiment) -> set[str]:
    """What stands on the page without a field."""
    found = set(LOCKED) if _is_locked(db, row) else set()
    found |= set() if _modules_open(db, row) else {"modules"}
    found |= {"role"} if is_role_settled(db, row) else set()
    return found | {"kind", "planned_rounds", "minutes_a_round"} if row.is_comparison else found


def _is_locked(db: Session, row: Experiment) -> bool:
    return row.frozen_at is not None or is_begun(db, row)


def _page(
    db: Session,
    row: Experiment,
    sent: Saving,
    *,
    faults: Collection[str] = (),
    refused: Mapping[str, Collection[str]] | None = None,
    is_asked: bool = False,
) -> str:
    """The page; `refused` says for which wave the days were refused, or are asked about, and why."""
    waves, within, now = waves_of(db, row), chapters_in_scope(db, scope_of_page()), services().clock()
    moved = last_move(db, row, within=within, now=now)
    return render_template(
        "fieldwork/arrange.html",
        form=sent.form,
        sent=sent,
        faults=faults,
        reason=request.form.get("reason", ""),
        locked=_is_locked(db, row),
        modules_open=_modules_open(db, row),
        kinds=KIND_LABELS,
        roles=ROLE_LABELS,
        role_locked=ROLE_LOCKED if is_role_settled(db, row) else "",
        languages=_names(db, row),
        unoffered=_unoffered(db, row),
        experiment=row,
        moved=moved,
        moved_hours=hours_written(*moved.hours, row) if moved and moved.hours else "",
        waves=waves,
        windows={kind: window_of(row, kind) for kind in WINDOWED if kind in waves},
        days=days_written,
        refused=refused or {},
        is_asked=is_asked,
        given={name: request.form.get(name, "") for name in ("first", "last")},
        words=WAVE_LABELS,
    )


def _change(db: Session, row: Experiment, form: ArrangingForm) -> None:
    facts = {name: getattr(form, name).data for name in CHANGEABLE}
    facts |= {
        "title": form.title.data or "",
        "place": form.place.data or "",
        "languages": form.languages.data or ["en"],
    }
    reason = request.form.get("reason", "")[:500]
    was = row.date
    refuse_to_come(db, row, form.date.data, now=services().clock())
    changed = change_experiment(db, row, facts=facts, reason=reason)
    begins, over = hours(form.date.data, form.starts.data, form.ends.data, zone=row.study.time_zone)
    changed |= set_hours(row, begins=begins, ends=over, now=services().clock())
    carried = carry_along(db, row, was=was, now=services().clock())
    changed |= {name: list(days) for name, days in carried.changed.items()}
    if bool(form.memory.data) != asks_memory(row.options):
        ask_memory(db, row, ask=bool(form.memory.data))
    if _modules_open(db, row):
        changed |= choose_modules(db, row, wave="post", names=form.modules.data or [])
    accept_study_cards(db, row, accept=bool(form.study_cards.data))
    log_action(db, row, "experiment changed", **details_of(changed, reason=reason))
    said = [*said_of_move(row, carried)] if row.date != was else []
    for sentence in said:
        flash(sentence)
