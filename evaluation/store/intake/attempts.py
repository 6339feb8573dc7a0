"""What is tried too often, counted by the hour and the meeting: never who tried, nor what."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.models import AttemptCount, Experiment

NO_MEETING = ""
"""Where a code was tried at the address of no meeting."""


def count_attempts(db: Session, kind: str, *, words: str, count: int, now: datetime) -> None:
    """Count that something was tried so often, in this hour."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    there = AttemptCount.words == words, AttemptCount.kind == kind, AttemptCount.hour == hour
    row = db.scalars(select(AttemptCount).where(*there).order_by(AttemptCount.id).limit(1)).first()
    if row is None:
        db.add(AttemptCount(words=words, kind=kind, hour=hour, count=count))
    else:
        row.count = AttemptCount.count + count


def join_addresses(db: Session) -> list[str]:
    """The join address of every experiment, in alphabetical order."""
    return sorted(db.scalars(select(Experiment.slug)))


def attempts_since(db: Session, since: datetime, *, words: str) -> Mapping[str, int]:
    """How often each kind of thing was tried at a meeting since a moment, in whole hours."""
    hour = since.replace(minute=0, second=0, microsecond=0)
    counted = select(AttemptCount.kind, func.sum(AttemptCount.count)).where(
        AttemptCount.words == words, AttemptCount.hour >= hour
    )
    return {kind: int(number) for kind, number in db.execute(counted.group_by(AttemptCount.kind))}
