"""The evening as the holder of an evening key sees it: the switch and the counts, without an account or a time-out."""

from functools import partial
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from werkzeug import Response as Answer

from evaluation.fieldwork.console.console_page import console_of, note_damage
from evaluation.fieldwork.evening_state import EveningNow, evening_now
from evaluation.fieldwork.host_script import script_page
from evaluation.fieldwork.presses.key_holder import changing_with_key, pages, reading_with_key
from evaluation.fieldwork.presses.press_shown import hold_or_ask, press_once, undo_once
from evaluation.fieldwork.projector.join_screen import standing_answer
from evaluation.fieldwork.projector.wall_pages import wall_address, wall_url
from evaluation.fieldwork.rounds.rounds_shown import RoundButton
from evaluation.models import State
from evaluation.store.evening.done_already import wave_moved_by
from evaluation.store.evening.switch_wave import switch_wave
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.audit_log import EVENING_KEY
from evaluation.web.labels import STATE_LABELS, WAVE_LABELS, meeting_label
from evaluation.web.scope import recorded_actor

__all__ = ["pages"]
"""The pages of whoever holds a key, to which those here belong."""


@pages.get("")
@public
def evening(key: str) -> str:
    """Where the evening stands, and the one button."""
    with reading_with_key(key) as (db, held, row):
        standing = evening_now(db, row, now=services().clock())
        console = console_of(db, standing)
    note_damage(console)
    return render_template(
        "fieldwork/evening.html",
        **console,
        at={**_addresses(key, standing), "screen": wall_address(held), "wall": wall_url(held)},
        may_press=True,
        is_counted=True,
        until=held.expires_at,
        key_name=held.name,
        waves=WAVE_LABELS,
        meeting_label=meeting_label,
        states=STATE_LABELS,
    )


@pages.post("/waves/<any(pre, post):kind>/<any(open, close, reopen):move>")
@public
def switch(key: str, kind: str, move: str) -> Answer:
    """Open, close or reopen Before or After; a press for a state already reached shows it."""
    with changing_with_key(key) as (db, held, row):
        by = recorded_actor(EVENING_KEY)
        about = press_once(
            db,
            row,
            step=f"{kind}-{move}",
            by=by,
            act=lambda: switch_wave(db, row, kind=kind, move=move, by=by, key=str(held.id)),
            already=lambda: wave_moved_by(db, row, kind=kind, move=move),
        )
    return _shown(key, about)


@pages.post("/waves/undo")
@public
def undo(key: str) -> Answer:
    """Take the last press back, whoever pressed."""
    with changing_with_key(key) as (db, held, row):
        about = undo_once(db, row, by=recorded_actor(EVENING_KEY), key=str(held.id))
    return _shown(key, about)


@pages.post("/hold/<any(on, off):move>")
@public
def hold(key: str, move: str) -> Answer:
    """Hold After, or let it open by itself."""
    with changing_with_key(key) as (db, held, row):
        about = hold_or_ask(db, row, hold=move == "on", by=recorded_actor(EVENING_KEY), key=str(held.id))
    return _shown(key, about)


@pages.get("/screen")
@public
def screen(key: str) -> Answer:
    """The way to the projector's own address, which holds no key."""
    with reading_with_key(key) as (_db, held, _row):
        asked = request.query_string.decode()
        return redirect(wall_address(held) + (f"?{asked}" if asked else ""), 303)


@pages.get("/script")
@public
def script(key: str) -> str:
    """The host script of the evening."""
    with reading_with_key(key) as (db, _key, row):
        return script_page(db, row, back=url_for("evening.evening", key=key))


@pages.get("/now")
@public
def now(key: str) -> Response:
    """Where the evening stands, for its own page; 304 while it is the same."""
    with reading_with_key(key) as (db, _key, row):
        standing = evening_now(db, row, now=services().clock())
    return standing_answer(standing)


def _addresses(key: str, now: EveningNow) -> dict[str, object]:
    """Where the buttons of the evening lead for the holder of a key."""
    moves = ("open", "close") if now.press else ()
    wave = now.press.wave if now.press else ""
    return {
        **{move: url_for("evening.switch", key=key, kind=wave, move=move) for move in moves},
        "reopen": {
            each.wave: url_for("evening.switch", key=key, kind=each.wave, move="reopen") for each in now.reopening
        },
        "after": url_for("evening.switch", key=key, kind="post", move="open"),
        "undo": url_for("evening.undo", key=key),
        "hold": url_for("evening.hold", key=key, move="off" if now.held else "on"),
        "now": url_for("evening.now", key=key),
        "round": partial(_round_address, key),
        "script": url_for("evening.script", key=key),
        "seating": url_for("evening.seating", key=key) if now.is_seated and now.state is not State.CANCELLED else "",
    }


def _round_address(key: str, button: RoundButton) -> str:
    return url_for("evening.press_round", key=key, number=button.number, move=button.move.value)


def _shown(key: str, about: dict[str, Any] | None = None) -> Answer:
    return redirect(url_for("evening.evening", key=key, **(about or {})), 303)
