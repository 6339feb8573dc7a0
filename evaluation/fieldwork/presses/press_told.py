"""What a page tells of the last press: that it can be taken back, or that somebody took it back."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.fieldwork.rounds.rounds_shown import rounds_shown
from evaluation.models import ROUNDS, Account, Experiment, WavePress
from evaluation.store.evening.second_tap import latest_change
from evaluation.store.evening.switch_wave import taken_back_by
from evaluation.store.studies.wave_presses import TAKEN_BACK_FOR, is_for_long, last_press
from evaluation.web.state_labels import button_label, done_by


@dataclass(frozen=True, slots=True)
class DoneBy:
    """Who pressed: an account, or somebody or something without one."""

    actor: str
    account_id: uuid.UUID | None
    name: str
    """Whoever it was where they have an account; empty otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPress:
    """The press that can be taken back: in words, by whom, and until when."""

    press: WavePress
    label: str
    done: str
    until: datetime | None
    """None where it can be as long as nothing else is pressed."""
    by: DoneBy
    goes_on: str
    """What goes on once it is taken back: "pre", "round", or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndonePress:
    """The press that was taken back last: in words, and by whom."""

    press: WavePress
    label: str
    by: DoneBy


def press_to_take_back(db: Session, experiment: Experiment, *, now: datetime) -> LastPress | None:
    """The press that can be taken back now."""
    press = last_press(db, experiment, now=now)
    if press is None:
        return None
    return LastPress(
        press=press,
        label=button_label(press.kind, press.move),
        done=done_by(press.kind, press.move),
        until=None if is_for_long(press) else press.at + TAKEN_BACK_FOR,
        by=_done_by(db, press.actor, press.account_id),
        goes_on=_goes_on(db, experiment, press, now=now),
    )


def press_taken_back(db: Session, experiment: Experiment, *, now: datetime) -> UndonePress | None:
    """What was taken back less than ten minutes ago, unless something was pressed since."""
    press = latest_change(db, experiment)
    if press is None or press.undone_at is None or now - press.undone_at > TAKEN_BACK_FOR:
        return None
    entry = taken_back_by(db, experiment)
    if entry is None:
        return None
    by = _done_by(db, entry.actor, entry.account_id)
    return UndonePress(press=press, label=button_label(press.kind, press.move), by=by)


def _done_by(db: Session, actor: str, account_id: uuid.UUID | None) -> DoneBy:
    account = db.get(Account, account_id) if account_id else None
    return DoneBy(actor, account_id, (account.name or account.email) if account else "")


def _goes_on(db: Session, experiment: Experiment, press: WavePress, *, now: datetime) -> str:
    if press.closed_before:
        return "pre"
    rounds = rounds_shown(db, experiment, now=now)
    return ROUNDS if rounds and rounds.rounds.number and not rounds.is_done else ""
