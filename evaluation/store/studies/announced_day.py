"""The day of an evening as people were told it: it is told while somebody can answer, and it has come once all have."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import AuditEntry, Consent, Experiment
from evaluation.store.studies.studies import local
from evaluation.store.studies.waves import waves_of

CHANGED, TAKEN_BACK = "experiment changed", "move taken back"
HELD = Message("After has closed, so this has taken place: its day cannot be after today.")


def refuse_to_come(db: Session, experiment: Experiment, day: date | None, *, now: datetime) -> None:
    """Refuse another day than today or one before it, once After has closed."""
    if day != experiment.date and is_held_later(db, experiment, day, now=now):
        raise Refused(HELD)


def is_held_later(db: Session, experiment: Experiment, day: date | None, *, now: datetime) -> bool:
    """Whether a day is still to come although After has closed."""
    after = waves_of(db, experiment).get("post")
    is_over = experiment.frozen_at is not None or (after is not None and after.closed_at is not None)
    return is_over and day is not None and day > local(now, experiment.study).date()


def was_announced(db: Session, experiment: Experiment) -> bool:
    """Whether people were told the day that stands now: the first they could see, and a later one if somebody agreed.

    One that was set when nobody could answer any more, or taken back before anybody did, was told to nobody.
    """
    opened = [wave for wave in waves_of(db, experiment).values() if wave.opened_at]
    since = _set_at(db, experiment)
    agreed = select(Consent.id).where(Consent.wave_id.in_([wave.id for wave in waves_of(db, experiment).values()]))
    if since is None or all(wave.opened_at > since for wave in opened if wave.opened_at):
        return bool(opened) or db.scalars(agreed.limit(1)).first() is not None
    ends = [(wave.id, wave.closed_at or wave.frozen_at) for wave in opened]
    still = [wave for wave, ended in ends if ended is None or ended > since]
    later = agreed.where(Consent.wave_id.in_(still), Consent.given_at >= since)
    return db.scalars(later.limit(1)).first() is not None


def day_at(db: Session, experiment: Experiment, moment: datetime) -> date | None:
    """The day that an evening was planned for at a moment."""
    later = [each for each in _days_set(db, experiment) if each.at > moment]
    if not later:
        return experiment.date
    was = later[-1].details["changed"]["date"][0]
    return date.fromisoformat(was) if was else None


def _set_at(db: Session, experiment: Experiment) -> datetime | None:
    """When the day that stands now was set; None where it is the first."""
    return next((each.at for each in _days_set(db, experiment)), None)


def _days_set(db: Session, experiment: Experiment) -> list[AuditEntry]:
    """The entries of the log that tell of another day, the latest first."""
    about = (AuditEntry.subject == f"experiment {experiment.id}", AuditEntry.action.in_((CHANGED, TAKEN_BACK)))
    entries = db.scalars(select(AuditEntry).where(*about).order_by(AuditEntry.number.desc()))
    return [each for each in entries if "date" in each.details.get("changed", {})]
