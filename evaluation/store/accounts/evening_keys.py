"""Evening keys: the power over one evening, held by whoever was handed it, until noon of the next day.

One works only while whoever handed it over may run that evening.
"""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, not_, select
from sqlalchemy.orm import Session, joinedload

from evaluation.models import EveningKey, Experiment
from evaluation.store.accounts.people import scope_now
from evaluation.store.accounts.role_scope import within
from evaluation.store.accounts.sessions import EVENING_ROLES
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.learning_units import units_of
from evaluation.store.studies.studies import local

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Handed:
    """A key just made: what to hand over, shown once, and until when it works."""

    key: str
    until: datetime


def hand_key(db: Session, experiment: Experiment, *, by: RecordedActor, name: str = "") -> Handed:
    """Make a key of an experiment, for somebody. It is known to its holder alone."""
    return _made(db, experiment, secret=secrets.token_urlsafe(24), by=by, name=name)


def hand_key_once(
    db: Session, experiment: Experiment, *, secret: str, by: RecordedActor, name: str = ""
) -> Handed | None:
    """The key of a press that gives the same secret each time it comes: made the first time, None once it has ended."""
    before = db.scalars(select(EveningKey).where(EveningKey.digest == key_digest(secret))).one_or_none()
    if before is None:
        return _made(db, experiment, secret=secret, by=by, name=name)
    return None if before.revoked_at or before.expires_at <= by.now else Handed(secret, before.expires_at)


def _made(db: Session, experiment: Experiment, *, secret: str, by: RecordedActor, name: str) -> Handed:
    until = works_until(db, experiment, now=by.now)
    row = EveningKey(
        id=uuid.uuid4(),
        experiment_id=experiment.id,
        digest=key_digest(secret),
        name=" ".join(name.split())[:LONGEST_NAME],
        made_at=by.now,
        made_by=by.actor.name,
        made_by_account=by.actor.account,
        expires_at=until,
    )
    db.add(row)
    db.flush()
    by.note(db, "evening key made", f"experiment {experiment.id}", key=str(row.id))
    return Handed(secret, until)


def works_until(db: Session, experiment: Experiment, *, now: datetime) -> datetime:
    """Noon of the day after the evening, on the clock in the hall.

    The evening is when it begins; without hours it is the experiment's day; without a day it is today. Of a learning
    module it is the last unit. A key made later than that is good for an hour, for whoever closes
    a wave that was forgotten.
    """
    local_now = local(now, experiment.study)
    units = units_of(db, experiment)
    day = local(units[-1].begins_at, experiment.study).date() if units else None
    if day is None:
        day = local(experiment.starts_at, experiment.study).date() if experiment.starts_at else experiment.date
    noon = datetime.combine(
        (day or local_now.date()) + timedelta(days=1), time(12), ZoneInfo(experiment.study.time_zone)
    )
    return max(noon, local_now + timedelta(hours=1))


def experiment_of_key(db: Session, secret: str, *, now: datetime) -> tuple[EveningKey, Experiment] | None:
    """The key and its experiment while it works."""
    row = db.scalars(select(EveningKey).where(EveningKey.digest == key_digest(secret), *_live(now))).one_or_none()
    if row is None or not _may_be_held(db, row):
        return None
    together = (joinedload(Experiment.chapter), joinedload(Experiment.study))
    return row, db.scalars(select(Experiment).where(Experiment.id == row.experiment_id).options(*together)).one()


def proof_to_show(key: EveningKey) -> str:
    """What the address of the projector carries of a key: enough to see the screen, and nothing to press with."""
    return hmac.new(key.digest.encode(), b"projector", hashlib.sha256).hexdigest()[:32]


def experiment_to_show(db: Session, key: uuid.UUID, proof: str, *, now: datetime) -> Experiment | None:
    """The experiment that an address of the projector shows, while the key works that it was made of."""
    row = db.scalars(select(EveningKey).where(EveningKey.id == key, *_live(now))).one_or_none()
    if row is None or not hmac.compare_digest(proof_to_show(row), proof) or not _may_be_held(db, row):
        return None
    return db.get_one(Experiment, row.experiment_id)


def has_been_shown(db: Session, key: uuid.UUID, proof: str) -> bool:
    """Whether an address of the projector was made of a key, whatever became of that."""
    row = db.get(EveningKey, key)
    return row is not None and hmac.compare_digest(proof_to_show(row), proof)


def has_been_key(db: Session, secret: str) -> bool:
    """Whether this was a key once, whatever became of it."""
    return db.scalars(select(EveningKey.id).where(EveningKey.digest == key_digest(secret))).one_or_none() is not None


def keys_of(db: Session, experiment: Experiment, *, now: datetime) -> list[EveningKey]:
    """The keys of an experiment that work, the latest first."""
    found = select(EveningKey).where(EveningKey.experiment_id == experiment.id, *_live(now))
    rows = db.scalars(found.order_by(EveningKey.made_at.desc(), EveningKey.id))
    return [row for row in rows if _may_be_held(db, row)]


def revoke_key(db: Session, experiment: Experiment, *, key: uuid.UUID, by: RecordedActor) -> bool:
    """End a key before its time; False where it is none of this experiment's, or over."""
    live = (EveningKey.id == key, EveningKey.experiment_id == experiment.id, EveningKey.revoked_at.is_(None))
    row = db.scalars(select(EveningKey).where(*live)).one_or_none()
    if row is None:
        return False
    row.revoked_at = by.now
    by.note(db, "evening key ended", f"experiment {experiment.id}", key=str(row.id))
    return True


def end_keys(db: Session, *, by: uuid.UUID, now: datetime) -> dict[uuid.UUID, str]:
    """End the keys that somebody handed over of evenings they may not run now; each with its evening's title."""
    beyond = not_(within(scope_now(db, by, roles=EVENING_ROLES)))
    found = select(EveningKey, Experiment.title).join(Experiment, Experiment.id == EveningKey.experiment_id)
    handed = found.where(EveningKey.made_by_account == by, *_live(now), beyond)
    ended = db.execute(handed.order_by(Experiment.title, EveningKey.id)).all()
    for row, _title in ended:
        row.revoked_at = now
    db.flush()
    return {row.id: title for row, title in ended}


def key_digest(secret: str) -> str:
    """How a key of 192 random bits is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _live(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a key has neither been ended nor run out."""
    return EveningKey.revoked_at.is_(None), EveningKey.expires_at > now


def _may_be_held(db: Session, key: EveningKey) -> bool:
    """Whether whoever handed a key over may still run its evening."""
    scope = scope_now(db, key.made_by_account, roles=EVENING_ROLES)
    still = select(Experiment.id).where(Experiment.id == key.experiment_id, within(scope))
    return db.scalars(still).first() is not None
