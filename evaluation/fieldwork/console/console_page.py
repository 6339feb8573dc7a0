"""The evening as one page, the same for an account and for an evening key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from evaluation.domain.round_clock import Phase
from evaluation.fieldwork.console.button_names import button_names
from evaluation.fieldwork.console.facts_tonight import facts_tonight
from evaluation.fieldwork.console.share_text import share_of
from evaluation.fieldwork.evening_state import EveningNow
from evaluation.fieldwork.intake.noticed_intake import noticed_intake
from evaluation.fieldwork.presses.press_shown import asks_ahead, asks_hold, tap_shown
from evaluation.fieldwork.presses.press_told import press_dropped, press_taken_back
from evaluation.fieldwork.projector.projector_touch import projector_says
from evaluation.models import Kind, State
from evaluation.printing.markup import print_templates
from evaluation.questionnaire.localised_version import language_name
from evaluation.store.instruments.modules import damaged_texts
from evaluation.store.linking.cards import has_host_cards
from evaluation.store.paper.print_packs import has_forms_to_key
from evaluation.store.reports.report_jobs import is_being_frozen, refused_freeze
from evaluation.store.responses.progress import forms_sent
from evaluation.store.studies.learning_units import Unit, next_unit, units_of
from evaluation.store.studies.studies import local
from evaluation.web.app import services
from evaluation.web.scope import log_noticed


def console_of(db: Session, now: EveningNow) -> dict[str, object]:
    """What the page of an evening shows, besides where its buttons lead."""
    return {
        "now": now,
        "damaged": damaged_texts(db, now.experiment),
        "asks_for_paper": now.state is State.CLOSED and has_forms_to_key(db, now.experiment),
        "freezing": now.state is State.CLOSED and is_being_frozen(db, now.experiment),
        "not_frozen": refused_freeze(db, now.experiment) if now.state is State.CLOSED else None,
        "intake": noticed_intake(db, now.experiment),
        "undone": press_taken_back(db, now.experiment, now=services().clock()),
        "dropped": press_dropped(db, now.experiment),
        "asks_hold": now.held and asks_hold(),
        "asks_ahead": now.state is State.DRAFT and asks_ahead(),
        "tap": tap_shown(db, now.experiment),
        "share": share_of(db, now),
        "say": say_now(db, now),
        "projector": projector_says(now.experiment),
        "coming": sorted(_coming(now)),
        "units": units_shown(db, now),
        "forms_kept": forms_sent(db, now.experiment.id) if now.state is State.CANCELLED else 0,
    }


def note_damage(console: Mapping[str, Any]) -> None:
    """Write down what such a page came upon that is not as it was published, each finding once."""
    faults = [fault for said in console.get("damaged", {}).values() for fault in said]
    if faults:
        log_noticed(faults)


@dataclass(frozen=True, slots=True)
class UnitsShown:
    """The units of a learning module, each with its day where they meet, and the number of the next or present one."""

    units: list[tuple[date, Unit]]
    coming: int | None


def units_shown(db: Session, now: EveningNow) -> UnitsShown | None:
    """The units of a learning module; None for other kinds of meeting and for comparison groups."""
    if now.experiment.kind != Kind.LEARNING_MODULE or now.experiment.is_comparison:
        return None
    units = units_of(db, now.experiment)
    dated = [(local(unit.begins_at, now.experiment.study).date(), unit) for unit in units]
    return UnitsShown(dated, next_unit(units, now=services().clock()))


def say_now(db: Session, now: EveningNow) -> list[tuple[str, str, Markup]]:
    """The words for this moment, in each language of the evening by its name; none where nothing is to be said."""
    if not now.moments:
        return []
    facts = facts_tonight(db, now)
    said, two_stacks = [], has_host_cards(db, now.experiment)
    for language in facts.languages:
        template = print_templates(language).get_template("print/script/moments.html")
        words = template.render(
            facts=facts.only_in(language),
            moments=now.moments,
            buttons=button_names(language),
            two_stacks=two_stacks,
            is_open=now.state in {State.BEFORE_OPEN, State.AFTER_OPEN},
        )
        ours = Markup(words)  # noqa: S704 - our own template, which escaped what is somebody's
        said.append((language, language_name(language), ours))
    return said


def _coming(now: EveningNow) -> Iterator[tuple[datetime, str]]:
    """What happens by itself, each with its time."""
    rounds = now.rounds
    if rounds and rounds.phase is Phase.RUNNING and rounds.rounds.bell_at:
        yield rounds.rounds.bell_at, _("The bell rings by itself")
        if rounds.last_bell and not rounds.rounds.is_last:
            yield rounds.last_bell, _("The last bell, about then")
    if now.clock.opens_at and now.state in {State.DRAFT, State.BEFORE_OPEN, State.BETWEEN}:
        yield now.clock.opens_at, _("After opens by itself")
    if now.closes_at:
        yield now.closes_at, _("After closes by itself")
    is_one_evening = now.experiment.kind != Kind.LEARNING_MODULE
    is_over = now.state in {State.CLOSED, State.FROZEN, State.CANCELLED}
    if now.experiment.ends_at and is_one_evening and not is_over and now.is_live:
        yield now.experiment.ends_at, _("The end, as planned")
