"""The rounds' clock: starting, pausing, ringing and adding, for accounts and for evening keys alike.

Whoever presses for what is so already is shown where the evening stands.
"""

import uuid
from typing import Any

from flask import Blueprint, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.domain.round_clock import RoundMove
from evaluation.fieldwork.presses import key_holder
from evaluation.fieldwork.presses.key_holder import changing_with_key
from evaluation.fieldwork.presses.press_shown import press_once
from evaluation.fieldwork.rounds.rounds_shown import prompts_of
from evaluation.models import Experiment, WavePress
from evaluation.store.evening.done_already import round_moved_by
from evaluation.store.evening.move_rounds import move_rounds
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.rounds import keep_begun_with, rounds_of
from evaluation.web.access import action, public
from evaluation.web.audit_log import EVENING_KEY
from evaluation.web.scope import changing_experiment, recorded_actor

pages = Blueprint("rounds", __name__)
MOVE = f"/rounds/<int:number>/<any({', '.join(RoundMove)}):move>"


@pages.post(f"/experiments/<uuid:experiment>{MOVE}")
@action("wave.switch")
def press(experiment: uuid.UUID, number: int, move: str) -> Response:
    """Press the clock of the rounds."""
    with changing_experiment(experiment) as (db, row):
        about = _pressed(db, row, move=RoundMove(move), number=number, by=recorded_actor())
    return redirect(url_for("home.one", experiment=experiment, **about), 303)


@key_holder.pages.post(MOVE)
@public
def press_round(key: str, number: int, move: str) -> Response:
    """Press the clock of the rounds with an evening key."""
    with changing_with_key(key) as (db, held, row):
        by = recorded_actor(EVENING_KEY)
        about = _pressed(db, row, move=RoundMove(move), number=number, by=by, key=str(held.id))
    return redirect(url_for("evening.evening", key=key, **about), 303)


def _pressed(
    db: Session, row: Experiment, *, move: RoundMove, number: int, by: RecordedActor, **about: object
) -> dict[str, Any]:
    def act() -> bool:
        total = rounds_of(db, row).total
        is_done = move_rounds(db, row, move=move, number=number, by=by, minutes=_minutes(), **about)
        if is_done and move is RoundMove.START:
            keep_begun_with(row, number, dict(prompts_of(row, number, total=total)))
        return is_done

    def already() -> WavePress | None:
        return round_moved_by(db, row, move=move, number=number, minutes=_minutes())

    return press_once(db, row, step=f"round-{move}", by=by, act=act, already=already)


def _minutes() -> int | None:
    sent = request.form.get("minutes", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else None
