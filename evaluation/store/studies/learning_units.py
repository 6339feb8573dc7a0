"""The units of a learning module: planned for weeks ahead, moved one by one, and how many came written down."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment, Kind, LearningUnit
from evaluation.store.studies.studies import local

MOST_UNITS = 30
LONGEST_UNIT = 480
USUAL_UNITS, USUAL_UNIT_MINUTES = 6, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One meeting of a learning module: when it begins, how many minutes it lasts, and how many came, once known."""

    begins_at: datetime
    minutes: int = USUAL_UNIT_MINUTES
    title: str = ""
    came: int | None = None

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.begins_at + timedelta(minutes=self.minutes)


def units_of(db: Session, experiment: Experiment) -> list[Unit]:
    """The units of a learning module in their order; none for other kinds of meeting."""
    if experiment.kind != Kind.LEARNING_MODULE:
        return []
    kept = select(LearningUnit).filter_by(experiment_id=experiment.id).order_by(LearningUnit.number)
    return [
        Unit(begins_at=row.begins_at, minutes=row.minutes, title=row.title, came=row.came) for row in db.scalars(kept)
    ]


def next_unit_days(db: Session, experiments: Collection[Experiment], *, now: datetime) -> dict[uuid.UUID, date]:
    """The day of the unit that is on or comes next, of the learning modules among some experiments that have one."""
    modules = {row.id: row for row in experiments if row.kind == Kind.LEARNING_MODULE}
    kept = select(LearningUnit).where(LearningUnit.experiment_id.in_(modules)).order_by(LearningUnit.begins_at.desc())
    return {
        unit.experiment_id: local(unit.begins_at, modules[unit.experiment_id].study).date()
        for unit in db.scalars(kept)
        if unit.begins_at + timedelta(minutes=unit.minutes) > now
    }


@dataclass(frozen=True, slots=True)
class LastUnit:
    """The unit of a learning module in which After is answered: its day, or None where no units are planned."""

    day: date | None


def last_unit_ahead(db: Session, experiment: Experiment, *, now: datetime) -> LastUnit | None:
    """The last unit of a learning module before its day has come; None from then on, and for every other kind."""
    if experiment.kind != Kind.LEARNING_MODULE or experiment.is_comparison:
        return None
    units = units_of(db, experiment)
    day = local(units[-1].begins_at, experiment.study).date() if units else None
    return LastUnit(day) if day is None or local(now, experiment.study).date() < day else None


def keep_units(db: Session, experiment: Experiment, units: Sequence[Unit], *, now: datetime) -> bool:
    """Let these be its units, numbered by when they begin; whether anything changed. The experiment is locked before.

    Refused where two would be on at the same time, and where people came to one that has not begun.
    """
    if experiment.kind != Kind.LEARNING_MODULE:
        raise Refused("Only a learning module has units: change the kind of meeting first.")
    ordered = sorted(units, key=lambda unit: unit.begins_at)
    _refuse_impossible(ordered, now=now)
    if ordered == units_of(db, experiment):
        return False
    db.execute(delete(LearningUnit).where(LearningUnit.experiment_id == experiment.id))
    db.add_all(
        LearningUnit(
            experiment_id=experiment.id,
            number=number,
            title=unit.title.strip(),
            begins_at=unit.begins_at,
            minutes=unit.minutes,
            came=unit.came,
        )
        for number, unit in enumerate(ordered, start=1)
    )
    db.flush()
    return True


def next_unit(units: Sequence[Unit], *, now: datetime) -> int | None:
    """The number of the unit that is on, or else of the next one; None once all are over."""
    return next((number for number, unit in enumerate(units, start=1) if unit.ends_at > now), None)


def _refuse_impossible(ordered: Sequence[Unit], *, now: datetime) -> None:
    faults = []
    if len(ordered) > MOST_UNITS:
        faults.append(
            Message("A learning module has at most %(most)s units, not %(units)s.", most=MOST_UNITS, units=len(ordered))
        )
    faults += [
        Message(
            "Unit %(number)s begins before unit %(before)s is over: give one of them another day or time.",
            number=number,
            before=number - 1,
        )
        for number, (one, other) in enumerate(pairwise(ordered), start=2)
        if other.begins_at < one.ends_at
    ]
    faults += [
        Message(
            "Unit %(number)s has not begun yet, so nobody can have come to it: write that down afterwards.",
            number=number,
        )
        for number, unit in enumerate(ordered, start=1)
        if unit.came is not None and unit.begins_at > now
    ]
    if faults:
        raise Refused(*faults)
