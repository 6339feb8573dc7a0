"""An evening that was moved to another day or chapter: for ten minutes the move can be taken back.

What it was moved from stands in the log, from which it is read.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import AuditEntry, Chapter, Experiment
from evaluation.store.evening.carried_along import Carried, carry_along, window_written
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.announced_day import CHANGED, TAKEN_BACK, is_held_later
from evaluation.store.studies.copy_experiment import set_hours
from evaluation.store.studies.experiments import change_experiment
from evaluation.store.studies.remove_experiment import move_experiment
from evaluation.store.studies.wave_presses import TAKEN_BACK_FOR
from evaluation.store.studies.wave_windows import WINDOWED, Window
from evaluation.store.studies.waves import waves_of

MOVED = "experiment moved"
LAST_FEW = 20
"""Entries of an evening that are looked through; nobody makes more of them in ten minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What can be taken back: the entry that tells of it, and what was so before."""

    entry: AuditEntry
    until: datetime
    chapter: Chapter | None = None
    is_day: bool = False
    """Whether it was moved to another day or to other hours."""
    was_on: date | None = None
    hours: tuple[datetime | None, datetime | None] | None = None
    """When it began and ended before; None where the hours stayed."""
    windows: Mapping[str, Window] = field(default_factory=dict)
    """The days before of each wave whose days went along."""


def last_move(db: Session, experiment: Experiment, *, within: Collection[Chapter], now: datetime) -> Move | None:
    """The last move of an evening, where it can still be taken back; from a chapter, to one `within` reach alone.

    It stands once Before has opened after it, and where the day before it is still to come although After has closed.
    """
    entries = select(AuditEntry).where(AuditEntry.subject == f"experiment {experiment.id}")
    recent = entries.where(AuditEntry.at >= now - TAKEN_BACK_FOR).order_by(AuditEntry.number.desc())
    for entry in db.scalars(recent.limit(LAST_FEW)):
        if entry.action == TAKEN_BACK:
            return None
        if move := _move(db, experiment, entry):
            return move if _can_be_taken_back(db, experiment, move, within=within, now=now) else None
    return None


def take_move_back(
    db: Session, experiment: Experiment, *, entry: int, within: Collection[Chapter], by: RecordedActor
) -> Carried | None:
    """Take the move of this entry back, and what went along; None where another came after it, or it is too old."""
    move = last_move(db, experiment, within=within, now=by.now)
    if move is None or move.entry.number != entry:
        return None
    stood = experiment.date
    if move.chapter:
        move_experiment(db, experiment, move.chapter)
    changed: dict[str, Any] = {}
    if move.is_day:
        changed = change_experiment(db, experiment, facts={"date": move.was_on}, reason=TAKEN_BACK)
    if move.hours:
        set_hours(experiment, begins=move.hours[0], ends=move.hours[1], now=by.now)
    carried = carry_along(db, experiment, was=stood, now=by.now, back_to=move.windows)
    days = {name: [each and each.isoformat() for each in days] for name, days in changed.items()}
    by.note(db, TAKEN_BACK, f"experiment {experiment.id}", entry=move.entry.number, changed=days | carried.changed)
    return carried


def _can_be_taken_back(
    db: Session, experiment: Experiment, move: Move, *, within: Collection[Chapter], now: datetime
) -> bool:
    before = waves_of(db, experiment).get("pre")
    if before and before.opened_at and before.opened_at > move.entry.at:
        return False
    if move.is_day and is_held_later(db, experiment, move.was_on, now=now):
        return False
    return move.chapter is None or move.chapter in within


def _move(db: Session, experiment: Experiment, entry: AuditEntry) -> Move | None:
    until = entry.at + TAKEN_BACK_FOR
    if entry.action == MOVED:
        return Move(entry=entry, until=until, chapter=db.get_one(Chapter, uuid.UUID(entry.details["from_chapter"])))
    changed = entry.details.get("changed", {}) if entry.action == CHANGED else {}
    if not {"date", "hours"} & changed.keys():
        return None
    was = changed["date"][0] if "date" in changed else experiment.date and experiment.date.isoformat()
    return Move(
        entry=entry,
        until=until,
        is_day=True,
        was_on=date.fromisoformat(was) if was else None,
        hours=_hours(changed["hours"][0]) if "hours" in changed else None,
        windows={kind: window_written(changed[kind][0]) for kind in WINDOWED if kind in changed},
    )


def _hours(written: str) -> tuple[datetime | None, datetime | None]:
    moments = [datetime.fromisoformat(each) for each in written.split(" to ") if each]
    begins, ends = (*moments, None, None)[:2]
    return begins, ends
