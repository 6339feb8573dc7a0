"""The evening's clock: After opens by itself shortly before the planned end, unless somebody holds it, and closes."""

from contextlib import suppress
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment, Wave
from evaluation.store.evening.switch_wave import day_held, lock_experiment, switch_wave
from evaluation.store.instruments.intact_texts import NotAsPublished
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.evening_clock import (
    BEFORE_THE_END,
    TOO_LATE,
    after_closes_at,
    after_opens_at,
    clock_of,
    hold_after,
    is_held,
)
from evaluation.store.studies.studies import local
from evaluation.store.studies.wave_presses import opened_last
from evaluation.store.studies.wave_windows import (
    WINDOWED,
    Window,
    plan_window,
    refuse_before_it_is_over,
    refuse_impossible,
    window_of,
)
from evaluation.store.studies.waves import WAVE_WORDS, close_wave, is_open, is_running, open_wave, waves_of

NO_DAYS = Message("The data of %(wave)s are frozen: it cannot be opened any more, so no days are planned.")

__all__ = ["after_opens_at", "hold_after", "is_held"]
"""What callers know this module for, and the rule of the evening holds."""


def open_due_afters(db: Session, *, by: RecordedActor) -> list[Experiment]:
    """Open After wherever its time has come; the experiments it was opened for.

    Each is looked at again once it is locked, so that two clocks at once, or a clock and a person, open it once. One
    whose questions are not those that were published is left as it is, and holds up no other.
    """
    before, after = aliased(Wave), aliased(Wave)
    due = (
        select(Experiment)
        .join(before, (before.experiment_id == Experiment.id) & (before.kind == "pre"))
        .join(after, (after.experiment_id == Experiment.id) & (after.kind == "post"))
        .where(
            Experiment.cancelled_at.is_(None),
            after.frozen_at.is_(None),
            Experiment.ends_at <= by.now + BEFORE_THE_END,
            Experiment.ends_at > by.now - TOO_LATE,
            before.opened_at.is_not(None),
            after.opened_at.is_(None),
        )
    )
    return [experiment for experiment in db.scalars(due).all() if _opened_if_due(db, experiment, by=by)]


def _opened_if_due(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    if not clock_of(db, experiment, now=by.now).is_due(by.now):
        return False
    lock_experiment(db, experiment)
    due = clock_of(db, experiment, now=by.now).is_due(by.now)
    with suppress(NotAsPublished):
        return due and switch_wave(db, experiment, kind="post", move="open", by=by)
    return False


def close_due_afters(db: Session, *, by: RecordedActor) -> list[Experiment]:
    """Close After wherever it has been open for long enough; the experiments it was closed for."""
    after = select(Experiment).join(Wave, (Wave.experiment_id == Experiment.id) & (Wave.kind == "post"))
    still_open = (Wave.opened_at.is_not(None), Wave.closed_at.is_(None), Wave.frozen_at.is_(None))
    return [row for row in db.scalars(after.where(*still_open)).all() if _closed_if_due(db, row, by=by)]


def _closed_if_due(db: Session, experiment: Experiment, *, by: RecordedActor) -> bool:
    if not _is_to_close(db, experiment, now=by.now):
        return False
    lock_experiment(db, experiment)
    due = _is_to_close(db, experiment, now=by.now)
    return due and switch_wave(db, experiment, kind="post", move="close", by=by)


def _is_to_close(db: Session, experiment: Experiment, *, now: datetime) -> bool:
    closes = after_closes_at(db, experiment)
    return closes is not None and closes <= now


def keep_windows(db: Session, *, now: datetime) -> list[tuple[Experiment, str, str]]:
    """Open and close the waves whose days have come: experiment, wave, and whether it was opened or closed.

    One whose questions are not those that were published is not opened, and holds up no other.
    """
    done = []
    for experiment in db.scalars(select(Experiment).where(Experiment.cancelled_at.is_(None))):
        for kind in WINDOWED:
            window = window_of(experiment, kind)
            wave = _unfrozen(db, experiment, kind) if window else None
            if window and wave and _due(db, experiment, wave=wave, window=window, now=now):
                wave = lock_experiment(db, experiment)[kind]
            if window and wave and (move := _due(db, experiment, wave=wave, window=window, now=now)):
                with suppress(NotAsPublished):
                    (open_wave if move == "opened" else close_wave)(db, experiment, kind=kind, now=now)
                    done.append((experiment, kind, move))
    return done


def _unfrozen(db: Session, experiment: Experiment, kind: str) -> Wave | None:
    wave = waves_of(db, experiment).get(kind)
    return wave if wave and wave.frozen_at is None else None


def refuse_days(db: Session, experiment: Experiment, kind: str, *, window: Window | None) -> None:
    """Refuse other days that a wave cannot have: those on which it could not be opened among them."""
    refuse_impossible(experiment, kind, window=window)
    if kind == "follow_up" and window and window != window_of(experiment, kind):
        refuse_before_it_is_over(day_held(experiment, waves_of(db, experiment)), window.first)


def correct_window(
    db: Session, experiment: Experiment, kind: str, *, window: Window | None, now: datetime
) -> str | None:
    """Plan other days for a wave, and whether it was "opened" or "closed" by that.

    Where it stands open and today is none of them, it closes; where it was closed and today is one of them, it opens
    again. The same days once more change nothing: a wave that was closed by hand stays closed.
    """
    wave = waves_of(db, experiment).get(kind)
    if wave and wave.frozen_at:
        raise Refused(Message(NO_DAYS, wave=WAVE_WORDS[kind]))
    refuse_days(db, experiment, kind, window=window)
    was = window_of(experiment, kind)
    plan_window(experiment, kind, window=window)
    if wave is None or wave.opened_at is None or window == was:
        return None
    begins, ends = _span(window, experiment.study.time_zone) if window else (now, now)
    if (begins <= now < ends) == is_open(wave) or (not is_open(wave) and waits(db, experiment, kind, now=now)):
        return None
    moved = "closed" if is_open(wave) else "opened"
    (open_wave if moved == "opened" else close_wave)(db, experiment, kind=kind, now=now)
    return moved


def waits(db: Session, experiment: Experiment, kind: str, *, now: datetime) -> bool:
    """Whether the clock leaves a wave shut also on its days.

    It does the pretest once Before was opened, and the follow-up until the evening is over.
    """
    if kind == "pretest":
        return has_begun(db, experiment)
    if kind != "follow_up":
        return False
    still_to_come = experiment.date is not None and local(now, experiment.study).date() <= experiment.date
    return still_to_come or is_running(waves_of(db, experiment))


def has_begun(db: Session, experiment: Experiment) -> bool:
    """Whether Before was ever opened."""
    before = waves_of(db, experiment).get("pre")
    return before is not None and before.opened_at is not None


def _span(window: Window, zone: str) -> tuple[datetime, datetime]:
    """From the first moment of the first day until the first moment after the last."""
    first, last = (datetime.combine(day, time(), ZoneInfo(zone)) for day in (window.first, window.last))
    return first, last + timedelta(days=1)


def _due(db: Session, experiment: Experiment, *, wave: Wave, window: Window, now: datetime) -> str | None:
    begins, ends = _span(window, experiment.study.time_zone)
    if begins <= now < ends and (wave.opened_at is None or (wave.closed_at and wave.closed_at < begins)):
        return None if waits(db, experiment, wave.kind, now=now) else "opened"
    if wave.opened_at is None or wave.closed_at is not None:
        return None
    if wave.kind == "pretest" and has_begun(db, experiment):
        return "closed"
    if now < ends:
        return None
    last = opened_last(db, wave)
    return "closed" if last and last < ends else None
