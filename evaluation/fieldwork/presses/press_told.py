"""What a page tells of the last press: that it can be taken back, was taken back, or came before another one."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import request
from sqlalchemy.orm import Session

from evaluation.fieldwork.presses.press_shown import ALREADY, DROPPED, LATE, PRESSED
from evaluation.fieldwork.rounds.rounds_shown import rounds_shown
from evaluation.models import ROUNDS, Experiment, WavePress
from evaluation.store.evening.second_tap import latest_change
from evaluation.store.evening.switch_wave import taken_back_by
from evaluation.store.log.done_by import DoneBy, by_entry, by_press
from evaluation.store.studies.wave_presses import TAKEN_BACK_FOR, is_for_long, last_press
from evaluation.web.state_labels import button_label, done_by, step_label


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedPress:
    """A press that did nothing: it was done before, its page was older than the evening, or its time was over.

    Also what was done before it or last, by whom and when.
    """

    label: str
    """What it said; empty where it was done before."""
    is_cancelled: bool = False
    """Whether the evening had been cancelled."""
    is_late: bool = False
    """Whether it was to take back what cannot be taken back any more."""
    way_back: str = ""
    """The button that does what taking back would have done, where its time was over and there is one."""
    done: str
    """What was done last, as the beginning of a sentence; empty where it was taken back, or nothing was pressed."""
    taken_back: str
    """The button of what was done last, where that was taken back."""
    at: datetime | None
    by: DoneBy


def press_dropped(db: Session, experiment: Experiment) -> DroppedPress | None:
    """The press that led to this page and did nothing; None once something else was pressed."""
    label, latest = step_label(request.args.get(DROPPED, "")), latest_change(db, experiment)
    if request.args.get(PRESSED, "") != (str(latest.id) if latest else ""):
        return None
    if (press := _done_before(db, experiment)) is not None:
        by, done = by_press(db, press), done_by(press.kind, press.move)
        return DroppedPress(label="", done=done, taken_back="", at=press.at, by=by)
    if not label:
        return None
    if latest is None or experiment.cancelled_at:
        cancelled, by = experiment.cancelled_at is not None, by_entry(db, None)
        return DroppedPress(label=label, is_cancelled=cancelled, done="", taken_back="", at=None, by=by)
    if latest.undone_at is None:
        by, done = by_press(db, latest), done_by(latest.kind, latest.move)
        late = LATE in request.args
        back = _way_back(experiment, latest) if late else ""
        return DroppedPress(label=label, is_late=late, way_back=back, done=done, taken_back="", at=latest.at, by=by)
    entry, undone = taken_back_by(db, experiment), button_label(latest.kind, latest.move)
    by = by_entry(db, entry)
    return DroppedPress(label=label, done="", taken_back=undone, at=latest.undone_at, by=by)


def _done_before(db: Session, experiment: Experiment) -> WavePress | None:
    try:
        press = db.get(WavePress, uuid.UUID(request.args.get(ALREADY, "")))
    except ValueError:
        return None
    return press if press and press.experiment_id == experiment.id and press.undone_at is None else None


def _way_back(experiment: Experiment, press: WavePress) -> str:
    is_over = experiment.frozen_at or experiment.cancelled_at
    return (
        ""
        if is_over or press.kind == ROUNDS
        else button_label(press.kind, "reopen" if press.move == "close" else "close")
    )


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
        by=by_press(db, press),
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
    by = by_entry(db, entry)
    return UndonePress(press=press, label=button_label(press.kind, press.move), by=by)


def _goes_on(db: Session, experiment: Experiment, press: WavePress, *, now: datetime) -> str:
    if press.closed_before:
        return "pre"
    rounds = rounds_shown(db, experiment, now=now)
    return ROUNDS if rounds and rounds.rounds.number and not rounds.is_done else ""
