"""The evening's switch: a press opens or closes a wave, is kept, and can be taken back.

A press for a state already reached changes nothing, and a press taken back loses no answer: what was sent meanwhile
stays with the wave that it was sent to, and a form begun meanwhile is still taken for the wave's grace.
"""

import uuid
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import ROUNDS, AuditEntry, Experiment, Response, Wave, WavePress
from evaluation.store.evening.cancelled_evenings import can_be_archived
from evaluation.store.evening.close_and_join import close_and_join
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.evening_clock import clock_of, hold_after
from evaluation.store.studies.rounds import record_held, rounds_of
from evaluation.store.studies.studies import local
from evaluation.store.studies.wave_presses import keep_press, last_press
from evaluation.store.studies.wave_windows import refuse_before_it_is_over
from evaluation.store.studies.waves import is_open, open_wave, refuse_cancelled, waves_of

ARCHIVED = Message(
    "%(title)s is archived, so that nobody would see it run: put it back into the lists first, on its own page."
)
SAID = {"open": "wave opened", "reopen": "wave reopened", "close": "wave closed"}

TAKEN_BACK = "press taken back"


def lock_experiment(db: Session, experiment: Experiment) -> dict[str, Wave]:
    """Let one person at a time change an experiment; its columns and its waves as they are now."""
    db.refresh(experiment, with_for_update={"key_share": True, "of": Experiment})
    for wave in waves_of(db, experiment).values():
        db.refresh(wave)
    return waves_of(db, experiment)


def switch_wave(
    db: Session, experiment: Experiment, *, kind: str, move: str, by: RecordedActor, **about: object
) -> bool:
    """Open, reopen or close a wave; False where that is so already, or where the evening has moved on since.

    To open is the way forward: a wave that was closed meanwhile is opened again by "reopen" alone. `about` is written
    down with the action.
    """
    waves = lock_experiment(db, experiment)
    wave = waves.get(kind)
    if wave is not None and _is_done(wave, move):
        return False
    if move != "close" and kind != "follow_up" and experiment.archived_at and can_be_archived(db, experiment):
        raise Refused(Message(ARCHIVED, title=experiment.title))
    if move == "reopen" and wave is not None and wave.opened_at is None:
        refuse_cancelled(experiment)
        raise Refused("This wave has not been opened yet, so it cannot be reopened: open it.")
    closed_before = kind == "post" and move != "close" and "pre" in waves and is_open(waves["pre"])
    if kind == "follow_up" and move != "close":
        refuse_before_it_is_over(day_held(experiment, waves), local(by.now, experiment.study).date())
    if move == "close":
        close_and_join(db, experiment, kind=kind, by=by)
    else:
        open_wave(db, experiment, kind=kind, now=by.now)
    keep_press(db, experiment, kind=kind, move=move, closed_before=closed_before, by=by)
    by.note(db, SAID[move], f"experiment {experiment.id}", wave=kind, **about)
    return True


def undo_press(
    db: Session, experiment: Experiment, *, by: RecordedActor, press: uuid.UUID | None = None, **about: object
) -> WavePress | None:
    """Take the last press back; None where it is another than `press`, was taken back already or is too old."""
    waves = lock_experiment(db, experiment)
    row = last_press(db, experiment, now=by.now)
    if row is None or (press is not None and row.id != press):
        return None
    rounds = rounds_of(db, experiment)
    if row.kind != ROUNDS:
        _undo_wave(db, waves, row, now=by.now)
    row.undone_at = by.now
    db.flush()
    record_held(experiment, was=rounds, now=rounds_of(db, experiment))
    if row.kind == "post" and clock_of(db, experiment, now=by.now).is_due(by.now):
        hold_after(experiment, hold=True)
    which = {"round": row.round_number} if row.kind == ROUNDS else {"wave": row.kind}
    by.note(db, TAKEN_BACK, f"experiment {experiment.id}", **which, move=row.move, **about)
    return row


def taken_back_by(db: Session, experiment: Experiment) -> AuditEntry | None:
    """What is written down of the press that was taken back last, such as who did it."""
    entries = select(AuditEntry).where(AuditEntry.subject == f"experiment {experiment.id}")
    last = entries.where(AuditEntry.action == TAKEN_BACK).order_by(AuditEntry.number.desc()).limit(1)
    return db.scalars(last).one_or_none()


def day_held(experiment: Experiment, waves: dict[str, Wave]) -> date | None:
    """The day of an evening: the planned one or, where After was opened later or none is planned, that day."""
    after = waves.get("post")
    opened = local(after.opened_at, experiment.study).date() if after and after.opened_at else None
    return max((day for day in (experiment.date, opened) if day), default=None)


def _undo_wave(db: Session, waves: dict[str, Wave], row: WavePress, *, now: datetime) -> None:
    wave = waves[row.kind]
    if row.move == "close":
        _open_again(db, wave, since=row.at)
    elif row.move == "reopen":
        wave.closed_at = now
    else:
        wave.opened_at = wave.closed_at = None
    if row.closed_before:
        _open_again(db, waves["pre"], since=row.at)


def _is_done(wave: Wave, move: str) -> bool:
    if move == "open":
        return wave.opened_at is not None
    return is_open(wave) if move == "reopen" else wave.closed_at is not None


def _open_again(db: Session, wave: Wave, *, since: datetime) -> None:
    """As if it had not been closed: what came meanwhile was not late."""
    wave.closed_at = None
    meanwhile = (Response.wave_id == wave.id, Response.submitted_at >= since)
    db.execute(update(Response).where(*meanwhile, Response.late).values(late=False))
