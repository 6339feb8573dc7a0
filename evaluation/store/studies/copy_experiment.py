"""A new experiment from an earlier one: everything that stays the same is taken over, nothing that was counted."""

import random
import re
import uuid
from datetime import UTC, datetime, time, timedelta
from datetime import date as Date  # noqa: N812 - a column is called date
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import FROM_FILE, Chapter, Experiment, InstrumentVersion, Wave
from evaluation.store.studies.evening_clock import HOURS_SET
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.learning_units import Unit, keep_units, units_of
from evaluation.store.studies.rounds import BEGUN_WITH, PLANNED_MINUTES, minutes_to_plan_again
from evaluation.store.studies.studies import local

TAKEN_OVER = ("planned_rounds", "prompt_set")
NOT_TAKEN_OVER = ("hold_after", "windows", HOURS_SET, PLANNED_MINUTES, BEGUN_WITH, FROM_FILE)
USUAL_START, USUAL_LENGTH = (18, 30), timedelta(hours=2)
LONGEST_EVENING = timedelta(hours=12)
TOO_LONG = Message(
    "From %(starts)s until %(ends)s are %(hours)s hours, more than an evening lasts: look at both times again."
)
TOO_LONG_INTO_THE_NEXT = Message(
    "From %(starts)s until %(ends)s the next day are %(hours)s hours, more than an evening lasts: look at both times "
    "again."
)


def latest_of(db: Session, chapter: Chapter, *, kind: str | None = None) -> Experiment | None:
    """The chapter's experiment of the latest day, or that of one kind, not cancelled; of a day, the last made."""
    found = select(Experiment).filter_by(chapter_id=chapter.id, cancelled_at=None)
    found = found.filter_by(kind=kind) if kind else found
    by_day = Experiment.date.desc().nulls_last(), Experiment.created_at.desc()
    return db.scalars(found.order_by(*by_day).limit(1)).one_or_none()


def first_of_name(db: Session, chapter: Chapter, *, title: str, on: Date | None) -> Experiment | None:
    """The chapter's first experiment of a name on a day, among those that were not cancelled."""
    found = select(Experiment).filter_by(chapter_id=chapter.id, title=title.strip(), date=on, cancelled_at=None)
    found = found.options(joinedload(Experiment.study)).order_by(Experiment.created_at, Experiment.id)
    return db.scalars(found.limit(1)).one_or_none()


def first_of_kind(db: Session, chapter: Chapter, *, kind: str, role: str, on: Date | None) -> Experiment | None:
    """The chapter's first experiment of a kind and a role on a day, among those that were not cancelled."""
    found = select(Experiment).filter_by(chapter_id=chapter.id, kind=kind, role=role, date=on, cancelled_at=None)
    found = found.options(joinedload(Experiment.study)).order_by(Experiment.created_at, Experiment.id)
    return db.scalars(found.limit(1)).one_or_none()


def free_title(db: Session, chapter: Chapter, *, title: str, on: Date) -> str:
    """A title that no experiment of a chapter has on a day: the one given, or that with the next number."""
    without = re.sub(r" \d+$", "", title)
    base = without if first_of_name(db, chapter, title=without, on=on) else title
    titles = (title if number == 1 else f"{base} {number}" for number in count(1))
    return next(each for each in titles if first_of_name(db, chapter, title=each, on=on) is None)


def kinds_held(db: Session, chapter: Chapter) -> list[str]:
    """The kinds of meeting that a chapter has had, the latest first."""
    held = select(Experiment.kind).filter_by(chapter_id=chapter.id).group_by(Experiment.kind)
    return list(db.scalars(held.order_by(func.max(Experiment.created_at).desc())))


def copy_experiment(
    db: Session,
    earlier: Experiment,
    *,
    on: Date,
    now: datetime,
    rng: random.Random,
    identity: uuid.UUID | None = None,
    version: InstrumentVersion | None = None,
) -> Experiment:
    """An experiment like an earlier one, on another day with an address of its own; it asks the same or `version`."""
    fresh = add_experiment(
        db,
        db.get_one(Chapter, earlier.chapter_id),
        title=earlier.title,
        kind=earlier.kind,
        version=version or version_asked(db, earlier),
        now=now,
        rng=rng,
        date=on,
        place=earlier.place,
        expected=earlier.came or earlier.expected,
        languages=tuple(earlier.languages),
        role=earlier.role,
        identity=identity,
    )
    for name in TAKEN_OVER:
        setattr(fresh, name, getattr(earlier, name))
    fresh.minutes_a_round = minutes_to_plan_again(earlier)
    _take_over_modules(db, earlier, fresh)
    _take_over_units(db, earlier, fresh, now=now)
    fresh.options = {name: value for name, value in earlier.options.items() if name not in NOT_TAKEN_OVER}
    fresh.starts_at, fresh.ends_at = hours_on_day(earlier, on)
    db.flush()
    return fresh


def _take_over_modules(db: Session, earlier: Experiment, fresh: Experiment) -> None:
    chosen = {wave.kind: wave.modules for wave in db.scalars(select(Wave).filter_by(experiment_id=earlier.id))}
    for wave in db.scalars(select(Wave).filter_by(experiment_id=fresh.id)):
        wave.modules = chosen.get(wave.kind, [])


def _take_over_units(db: Session, earlier: Experiment, fresh: Experiment, *, now: datetime) -> None:
    """The units of a learning module as many days later as the first one is, at the same hours on the clock."""
    units = units_of(db, earlier)
    if not units or fresh.date is None:
        return
    zone = ZoneInfo(earlier.study.time_zone)
    begin = [local(unit.begins_at, earlier.study) for unit in units]
    later = fresh.date - begin[0].date()
    moved = [
        Unit(
            begins_at=datetime.combine(begins.date() + later, begins.time(), zone),
            minutes=unit.minutes,
            title=unit.title,
        )
        for unit, begins in zip(units, begin, strict=True)
    ]
    keep_units(db, fresh, moved, now=now)


def version_asked(db: Session, experiment: Experiment) -> InstrumentVersion:
    """The version that an experiment asks."""
    wave = select(Wave.instrument_version_id).filter_by(experiment_id=experiment.id).limit(1)
    return db.get_one(InstrumentVersion, db.scalars(wave).one())


def hours_on_day(earlier: Experiment, on: Date) -> tuple[datetime | None, datetime | None]:
    """An earlier evening's hours on another day, on the clock in the hall."""
    if earlier.starts_at is None:
        return None, None
    start, zone = local(earlier.starts_at, earlier.study), ZoneInfo(earlier.study.time_zone)
    begins = datetime.combine(on, start.time(), zone)
    if earlier.ends_at is None:
        return begins, None
    end = local(earlier.ends_at, earlier.study)
    return begins, datetime.combine(on + (end.date() - start.date()), end.time(), zone)


def hours(
    day: Date | None, starts: time | None, ends: time | None, *, zone: str
) -> tuple[datetime | None, datetime | None]:
    """When an evening begins and ends; one that ends before it begins goes past midnight, for twelve hours at most."""
    if day is None or starts is None:
        return None, None
    begins = datetime.combine(day, starts, ZoneInfo(zone))
    if ends is None:
        return begins, None
    over = datetime.combine(day, ends, ZoneInfo(zone))
    over = over if over > begins else over + timedelta(days=1)
    if over - begins > LONGEST_EVENING:
        lasts = int((over - begins).total_seconds() // 3600)
        said = TOO_LONG if over.date() == day else TOO_LONG_INTO_THE_NEXT
        raise Refused(Message(said, starts=f"{starts:%H:%M}", ends=f"{ends:%H:%M}", hours=lasts))
    return begins, over


def set_hours(
    experiment: Experiment, *, begins: datetime | None, ends: datetime | None, now: datetime
) -> dict[str, list[str]]:
    """Set when an evening begins and ends, and note when that was said; what was changed, from and to."""
    was = (experiment.starts_at, experiment.ends_at)
    if was == (begins, ends):
        return {}
    experiment.starts_at, experiment.ends_at = begins, ends
    experiment.options = {**experiment.options, HOURS_SET: now.isoformat()}
    return {"hours": [_written(*was), _written(begins, ends)]}


def _written(begins: datetime | None, ends: datetime | None) -> str:
    return " to ".join(moment.astimezone(UTC).isoformat(timespec="minutes") for moment in (begins, ends) if moment)
