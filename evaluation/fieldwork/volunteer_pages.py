"""The evening as the holder of an evening key sees it: the switch and the counts, without an account or a time-out.

The key in the address is the whole of the power, so nothing else is asked: no session, no cookie, no token.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response as Answer

from evaluation.fieldwork.evening_state import EveningNow, evening_now
from evaluation.fieldwork.join_screen import count_answer, screen_page, shown_of, standing_answer
from evaluation.fieldwork.presses.press_shown import UNDO, after_press, is_asked_first, is_of_older_page, tap_shown
from evaluation.fieldwork.wave_switch import press_asked
from evaluation.models import EveningKey, Experiment
from evaluation.store.accounts.evening_keys import experiment_of_key, has_been_key
from evaluation.store.evening.switch_wave import lock_experiment, switch_wave, undo_press
from evaluation.store.studies.evening_clock import hold_after
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.audit_log import EVENING_KEY
from evaluation.web.labels import STATE_LABELS, meeting_label
from evaluation.web.scope import log_action_of, recorded_actor

pages = Blueprint("evening", __name__, url_prefix="/evening/<key>")


@pages.get("")
@public
def evening(key: str) -> str:
    """Where the evening stands, and the one button."""
    with services().database.reading() as db:
        held, row = _held(db, key)
        standing, tap = evening_now(db, row, now=services().clock()), tap_shown(db, row)
    until, at = held.expires_at, _addresses(key, standing)
    return render_template(
        "fieldwork/evening.html",
        now=standing,
        tap=tap,
        at=at,
        key=key,
        until=until,
        meeting_label=meeting_label,
        states=STATE_LABELS,
    )


@pages.post("/waves/<any(pre, post):kind>/<any(open, close, reopen):move>")
@public
def switch(key: str, kind: str, move: str) -> Answer:
    """Open, close or reopen Before or After; a press for a state already reached shows it."""
    with _changing(key) as (db, held, row):
        older = is_of_older_page(db, row)
        asked = step if not older and is_asked_first(db, row, step=(step := f"{kind}-{move}")) else ""
        if not older and not asked:
            switch_wave(db, row, kind=kind, move=move, by=recorded_actor(EVENING_KEY), key=str(held.id))
        about = after_press(db, row, asked=asked)
    return _shown(key, about)


@pages.post("/waves/undo")
@public
def undo(key: str) -> Answer:
    """Take the last press back, whoever pressed."""
    with _changing(key) as (db, held, row):
        asked = UNDO if is_asked_first(db, row, step=UNDO) else ""
        if not asked:
            undo_press(db, row, by=recorded_actor(EVENING_KEY), press=press_asked(), key=str(held.id))
        about = after_press(db, row, asked=asked)
    return _shown(key, about)


@pages.post("/hold/<any(on, off):move>")
@public
def hold(key: str, move: str) -> Answer:
    """Hold After, or let it open by itself."""
    with _changing(key) as (db, held, row):
        lock_experiment(db, row)
        hold_after(row, hold=move == "on")
        log_action_of(db, EVENING_KEY, row, "After held" if move == "on" else "After let go", key=str(held.id))
    return _shown(key)


@pages.get("/screen")
@public
def screen(key: str) -> str:
    """The join screen for the projector."""
    with services().database.reading() as db:
        _key, row = _held(db, key)
        return screen_page(db, row, count_at=url_for("evening.count", key=key))


@pages.get("/count")
@public
def count(key: str) -> Response:
    """The count as JSON; 304 while it is the same."""
    with services().database.reading() as db:
        _key, row = _held(db, key)
        shown = shown_of(evening_now(db, row, now=services().clock()))
    return count_answer(shown)


@pages.get("/now")
@public
def now(key: str) -> Response:
    """Where the evening stands, for its own page; 304 while it is the same."""
    with services().database.reading() as db:
        _key, row = _held(db, key)
        standing = evening_now(db, row, now=services().clock())
    return standing_answer(standing)


@contextmanager
def _changing(key: str) -> Iterator[tuple[Session, EveningKey, Experiment]]:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(403, _("This was sent from another page. Open the evening's own page and press there."))
    with services().database.transaction() as db:
        held, row = _held(db, key)
        yield db, held, row


def _held(db: Session, key: str) -> tuple[EveningKey, Experiment]:
    found = experiment_of_key(db, key, now=services().clock())
    return found if found is not None else abort(404, _said_of_key(db, key))


def _said_of_key(db: Session, key: str) -> str:
    if has_been_key(db, key):
        said: str = _("This key has ended. Ask the organiser who gave it to you for a new one.")
    else:
        said = _("This is no evening key. Scan it again, or ask the organiser for a new one.")
    return said


def _addresses(key: str, now: EveningNow) -> dict[str, object]:
    """Where the buttons of the evening lead for the holder of a key."""
    moves = ("open", "close") if now.press else ()
    wave = now.press.wave if now.press else ""
    return {
        **{move: url_for("evening.switch", key=key, kind=wave, move=move) for move in moves},
        "reopen": {
            each.wave: url_for("evening.switch", key=key, kind=each.wave, move="reopen") for each in now.reopening
        },
        "undo": url_for("evening.undo", key=key),
        "hold": url_for("evening.hold", key=key, move="off" if now.held else "on"),
        "now": url_for("evening.now", key=key),
    }


def _shown(key: str, about: dict[str, Any] | None = None) -> Answer:
    return redirect(url_for("evening.evening", key=key, **(about or {})), 303)
