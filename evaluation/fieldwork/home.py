"""Today: the one experiment that matters now, its one state and its one button."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, render_template, url_for

from evaluation.fieldwork.choice_of_evening import chosen_of, others_on
from evaluation.fieldwork.evening_state import EveningNow, evening_now
from evaluation.fieldwork.host_script import next_moment
from evaluation.fieldwork.power_card import power_card
from evaluation.fieldwork.presses.press_shown import TapShown, tap_shown
from evaluation.fieldwork.presses.same_press import fresh_press
from evaluation.store.releases.listing import ListedRelease, shown_to
from evaluation.store.scope.within_scope import ListedExperiment, experiments_within
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import my_scope
from evaluation.web.labels import STATE_LABELS, WAVE_LABELS, meeting_label
from evaluation.web.scope import reading_experiment

pages = Blueprint("home", __name__)


@pages.get("/")
@action("experiment.see", keeps_within_scope=True)
def home() -> str:
    """Today's experiment, or the next one; and the others."""
    with services().database.reading() as db:
        listed = experiments_within(db, my_scope("experiment.see"))
        chosen = chosen_of(listed, now=services().clock())
        now = evening_now(db, chosen.experiment, now=services().clock()) if chosen else None
        releases = shown_to(db, my_scope("release.answer"))
    others = [row for row in listed if row is not chosen][:8]
    return _page(now, others, releases, also_on=others_on(listed, chosen=chosen, now=services().clock()))


@pages.get("/experiments/<uuid:experiment>")
@action("experiment.see")
def one(experiment: uuid.UUID) -> str:
    """One experiment: where it stands and everything for its evening."""
    with reading_experiment(experiment) as (db, row):
        now, tap = evening_now(db, row, now=services().clock()), tap_shown(db, row)
        releases = shown_to(db, my_scope("release.answer"), experiment=experiment)
    return _page(now, [], releases, tap=tap)


def _page(
    now: EveningNow | None,
    others: list[ListedExperiment],
    releases: list[ListedRelease],
    *,
    tap: TapShown | None = None,
    also_on: Sequence[ListedExperiment] = (),
) -> str:
    moment = next_moment(now.state) if now else ""
    card = power_card(now.people, now.state) if now and not now.experiment.is_comparison else None
    at = _addresses(now) if now else {}
    return render_template(
        "fieldwork/home.html",
        now=now,
        tap=tap,
        same_press=fresh_press(),
        at=at,
        others=others,
        also_on=also_on,
        releases=releases,
        meeting_label=meeting_label,
        states=STATE_LABELS,
        waves=WAVE_LABELS,
        next_moment=moment,
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
        "undo": url_for("waves.undo", experiment=one),
        "hold": url_for("waves.hold", experiment=one, move="off" if now.held else "on"),
        "now": url_for("screen.now", experiment=one),
    }
