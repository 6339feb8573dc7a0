"""Presses of an evening as they are kept: the last one, and what they say of when a wave was open."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.models import ROUNDS, Experiment, Wave, WavePress
from evaluation.store.log.actor import RecordedActor

TAKEN_BACK_FOR = timedelta(minutes=10)
"""How long a press can be taken back; afterwards a wave is reopened or closed by a press of its own."""


def keep_press(
    db: Session, experiment: Experiment, *, kind: str, move: str, by: RecordedActor, **about: bool | int | None
) -> None:
    """Keep what was pressed, with what else there is to it, so that it can be taken back."""
    earlier = db.scalars(select(func.max(WavePress.number)).where(WavePress.experiment_id == experiment.id)).one()
    who = {"number": (earlier or 0) + 1, "actor": by.actor.name, "account_id": by.actor.account}
    row = WavePress(experiment_id=experiment.id, kind=kind, move=move, at=by.now, **who, **about)
    db.add(row)
    db.flush()


def last_press(db: Session, experiment: Experiment, *, now: datetime) -> WavePress | None:
    """The press that can be taken back now: the latest that stands, until its wave is frozen.

    That is for ten minutes; After that was opened too early is noticed later than that, and can be taken back for as
    long as nothing was pressed since.
    """
    standing = select(WavePress).where(WavePress.experiment_id == experiment.id, WavePress.undone_at.is_(None))
    row = db.scalars(standing.order_by(WavePress.number.desc()).limit(1)).one_or_none()
    if row is None or experiment.cancelled_at or _is_frozen(db, experiment, row):
        return None
    return row if is_for_long(row) or now - row.at <= TAKEN_BACK_FOR else None


def closing_to_take_back(db: Session, experiment: Experiment, *, now: datetime) -> WavePress | None:
    """The press that closed a wave, as long as it can be taken back: freezing its data ends that."""
    press = last_press(db, experiment, now=now)
    return press if press and press.kind != ROUNDS and press.move == "close" else None


def can_undo_opening_after(db: Session, experiment: Experiment, *, now: datetime) -> bool:
    """Whether opening After can be taken back now, or once closing it has been."""
    latest = last_press(db, experiment, now=now)
    if latest is None or latest.kind != "post" or latest.move == "open":
        return latest is not None and is_for_long(latest)
    standing = select(WavePress).where(WavePress.experiment_id == experiment.id, WavePress.undone_at.is_(None))
    before = db.scalars(standing.where(WavePress.number < latest.number).order_by(WavePress.number.desc()).limit(1))
    return any(is_for_long(press) for press in before)


def _is_frozen(db: Session, experiment: Experiment, press: WavePress) -> bool:
    """Whether a report tells of what a press moved: of its wave, or of the evening where it moved the rounds."""
    if press.kind == ROUNDS:
        return experiment.frozen_at is not None
    of = select(Wave.frozen_at).where(Wave.experiment_id == experiment.id, Wave.kind == press.kind)
    return db.scalars(of).one() is not None


def is_for_long(press: WavePress) -> bool:
    """Whether a press can be taken back also after ten minutes: the one that opened After."""
    return (press.kind, press.move) == ("post", "open")


def opening_taken_back(db: Session, wave: uuid.UUID, *, now: datetime) -> bool:
    """Whether a wave that is not open had been opened for a while, so recently that forms begun then are taken."""
    undone = (
        select(WavePress.undone_at, Wave.grace_minutes)
        .join(Wave, (Wave.experiment_id == WavePress.experiment_id) & (Wave.kind == WavePress.kind))
        .where(Wave.id == wave, WavePress.move == "open", WavePress.undone_at.is_not(None))
    )
    return any(at is not None and now <= at + timedelta(minutes=grace) for at, grace in db.execute(undone))


def closing_taken_back(db: Session, wave: Wave) -> datetime | None:
    """When somebody last took back that a wave was closed."""
    closing = (WavePress.experiment_id == wave.experiment_id, WavePress.kind == wave.kind, WavePress.move == "close")
    return db.scalars(select(func.max(WavePress.undone_at)).where(*closing)).one()


def opened_last(db: Session, wave: Wave) -> datetime | None:
    """When a wave was last opened: by the latest press that stands, or as the wave itself says."""
    opening = (
        WavePress.experiment_id == wave.experiment_id,
        WavePress.kind == wave.kind,
        WavePress.undone_at.is_(None),
    )
    found = select(WavePress.at).where(*opening, WavePress.move.in_(("open", "reopen")))
    at = db.scalars(found.order_by(WavePress.number.desc()).limit(1)).one_or_none()
    return max(at, wave.opened_at) if at and wave.opened_at else wave.opened_at
