"""The wave switch: opening, closing and reopening, taking the last press back, and holding After.

Whoever presses for a state that is reached already, or that the evening has passed, is shown where the evening stands.
"""

import uuid
from typing import Any

from flask import Blueprint, redirect, url_for
from werkzeug import Response

from evaluation.fieldwork.presses.press_shown import hold_or_ask, press_once, undo_once
from evaluation.store.evening.done_already import wave_moved_by
from evaluation.store.evening.switch_wave import switch_wave
from evaluation.web.access import action
from evaluation.web.scope import changing_experiment, recorded_actor

pages = Blueprint("waves", __name__)
IN_THE_EVENING = ("pre", "post")
"""The waves that make the evening's state; the others have days of their own."""


@pages.post("/experiments/<uuid:experiment>/waves/<kind>/open")
@action("wave.switch")
def open_one(experiment: uuid.UUID, kind: str) -> Response:
    """Open a wave."""
    return _switched(experiment, kind, "open")


@pages.post("/experiments/<uuid:experiment>/waves/<kind>/close")
@action("wave.switch")
def close_one(experiment: uuid.UUID, kind: str) -> Response:
    """Close a wave; with After, certain pairs are joined."""
    return _switched(experiment, kind, "close")


@pages.post("/experiments/<uuid:experiment>/waves/<kind>/reopen")
@action("wave.switch")
def reopen_one(experiment: uuid.UUID, kind: str) -> Response:
    """Open a wave again that was closed."""
    return _switched(experiment, kind, "reopen")


@pages.post("/experiments/<uuid:experiment>/waves/undo")
@action("wave.switch")
def undo(experiment: uuid.UUID) -> Response:
    """Take the last press back; nothing happens where another press came after it."""
    with changing_experiment(experiment) as (db, row):
        about = undo_once(db, row, by=recorded_actor())
    return _shown(experiment, about)


@pages.post("/experiments/<uuid:experiment>/hold/<any(on, off):move>")
@action("wave.switch")
def hold(experiment: uuid.UUID, move: str) -> Response:
    """Hold After, so that it does not open by itself; or let go, asked first where it would open at once."""
    with changing_experiment(experiment) as (db, row):
        about = hold_or_ask(db, row, hold=move == "on", by=recorded_actor())
    return _shown(experiment, about)


def _switched(experiment: uuid.UUID, kind: str, move: str) -> Response:
    with changing_experiment(experiment) as (db, row):
        by = recorded_actor()
        about = press_once(
            db,
            row,
            step=f"{kind}-{move}",
            by=by,
            act=lambda: switch_wave(db, row, kind=kind, move=move, by=by),
            already=lambda: wave_moved_by(db, row, kind=kind, move=move),
            follows=kind in IN_THE_EVENING,
        )
    return _shown(experiment, about)


def _shown(experiment: uuid.UUID, about: dict[str, Any] | None = None) -> Response:
    return redirect(url_for("home.one", experiment=experiment, **(about or {})), 303)
