"""Today: the one experiment that matters now, its one state and its one button."""

import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.fieldwork.choice_of_evening import chosen_of, others_on
from evaluation.fieldwork.console.console_page import console_of, note_damage
from evaluation.fieldwork.console.today_notices import today_notices
from evaluation.fieldwork.evening_state import EveningNow, evening_now
from evaluation.fieldwork.planning.copied_evening import week_later
from evaluation.fieldwork.power_card import power_card
from evaluation.fieldwork.print_pack.printed_facts import pack_out_of_date
from evaluation.fieldwork.rounds.rounds_shown import RoundButton
from evaluation.models import Experiment, State
from evaluation.store.evening.asked_version import asked_version
from evaluation.store.releases.listing import ListedRelease, release_to_show, shown_to
from evaluation.store.scope.within_scope import NOT_ARCHIVED, ListedExperiment, experiments_within
from evaluation.store.studies.learning_units import next_unit_days
from evaluation.store.studies.studies import all_studies, local
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import may, my_scope
from evaluation.web.disclosed_counts import is_counted
from evaluation.web.i18n import current_language
from evaluation.web.labels import STATE_LABELS, WAVE_LABELS, meeting_label
from evaluation.web.presses.same_press import fresh_press
from evaluation.web.scope import reading_experiment

pages = Blueprint("home", __name__)


@pages.get("/")
@action("experiment.see", keeps_within_scope=True)
def home() -> str | Response:
    """Today's experiment, or the next one, and the others; a page that is drawn anew asks for the one that it shows."""
    asked = request.args.get("evening", type=uuid.UUID)
    with services().database.reading() as db:
        listed = experiments_within(db, my_scope("experiment.see"), wanted=NOT_ARCHIVED)
        days = next_unit_days(db, [row.experiment for row in listed], now=services().clock())
        shown = next((row for row in listed if row.experiment.id == asked), None)
        if asked and shown is None:
            return one(asked)
        chosen = shown or chosen_of(listed, now=services().clock(), unit_days=days)
        if not listed and may("study.add") and not all_studies(db):
            return redirect(url_for("setup.study"), 303)
        console = _console(db, chosen.experiment) if chosen else {}
        console |= today_notices(db)
        releases, counted = shown_to(db, my_scope("release.answer")), bool(chosen and is_counted(db, chosen.experiment))
    others = [row for row in listed if row is not chosen][:8]
    also_on = others_on(listed, chosen=chosen, now=services().clock())
    again = url_for("home.home", evening=chosen.experiment.id) if chosen else ""
    return _page(console, others, releases, counted=counted, also_on=also_on, again=again)


@pages.get("/experiments/<uuid:experiment>")
@action("experiment.see")
def one(experiment: uuid.UUID) -> str:
    """One experiment: where it stands and everything for its evening."""
    with reading_experiment(experiment) as (db, row):
        console = _console(db, row) | today_notices(db)
        releases, counted = shown_to(db, my_scope("release.answer"), experiment=experiment), is_counted(db, row)
    return _page(console, [], releases, counted=counted)


def _console(db: Session, row: Experiment) -> dict[str, object]:
    """What the page shows of an evening: what it asks, where its print pack says otherwise, and a report to show."""
    outdated = [*pack_out_of_date(db, row)] if may("cards.print") else []
    now = evening_now(db, row, now=services().clock())
    to_show = release_to_show(db, row, scope=my_scope("report.see"))
    asked = asked_version(db, row, language=current_language())
    return console_of(db, now) | {"outdated": outdated, "to_show": to_show, "asked": asked}


def _page(
    console: Mapping[str, Any],
    others: list[ListedExperiment],
    releases: list[ListedRelease],
    *,
    counted: bool,
    also_on: Sequence[ListedExperiment] = (),
    again: str = "",
) -> str:
    now: EveningNow | None = console.get("now")
    note_damage(console)
    card = (
        power_card(now.people, now.state, language=current_language())
        if now and not now.experiment.is_comparison
        else None
    )
    return render_template(
        "fieldwork/home.html",
        **{"now": None, "tap": None, **console},
        same_press=fresh_press(),
        copy_on=week_later(now.experiment, today=local(services().clock(), now.experiment.study).date())
        if now
        else None,
        at=_addresses(now) if now else {},
        again=again,
        may_press=may("wave.switch"),
        is_counted=counted,
        others=others,
        also_on=also_on,
        releases=releases,
        meeting_label=meeting_label,
        states=STATE_LABELS,
        waves=WAVE_LABELS,
        power=card,
    )


def _addresses(now: EveningNow) -> dict[str, object]:
    """Where the buttons of the evening lead for somebody who is signed in."""
    one = now.experiment.id
    return {
        "open": url_for("waves.open_one", experiment=one, kind=now.press.wave) if now.press else "",
        "close": url_for("waves.close_one", experiment=one, kind=now.press.wave) if now.press else "",
        "reopen": {
            each.wave: url_for("waves.reopen_one", experiment=one, kind=each.wave)
            for each in (*now.reopening, *now.reopening_later)
        },
        "close_window": {
            each.kind: url_for("waves.close_one", experiment=one, kind=each.kind) for each in now.windowed
        },
        "after": url_for("waves.open_one", experiment=one, kind="post"),
        "undo": url_for("waves.undo", experiment=one),
        "hold": url_for("waves.hold", experiment=one, move="off" if now.held else "on"),
        "now": url_for("screen.now", experiment=one),
        "round": partial(_round_address, one),
        "screen": url_for("screen.screen", experiment=one),
        "script": url_for("script.script", experiment=one),
        "keys": url_for("keys.keys", experiment=one) if _may_hand_over(now) else "",
        "seating": url_for("seating.seating", experiment=one) if _may_seat(now) else "",
    }


def _round_address(experiment: uuid.UUID, button: RoundButton) -> str:
    return url_for("rounds.press", experiment=experiment, number=button.number, move=button.move.value)


def _may_hand_over(now: EveningNow) -> bool:
    return may("evening.hand_over") and now.state is not State.CANCELLED


def _may_seat(now: EveningNow) -> bool:
    return may("experiment.record") and now.is_seated and now.state is not State.CANCELLED
