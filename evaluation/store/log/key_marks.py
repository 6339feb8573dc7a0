"""What each secret key is known by, and which keys the data that are kept cannot do without."""

import uuid
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from evaluation.models import Account, AuditEntry, Consent, KeyMark, MemoryAnswer, Release, Response
from evaluation.store.log.upsert import insert_once


def all_marks(db: Session) -> dict[str, str]:
    """The fingerprint of every key that was noted, by name."""
    return {mark.name: mark.fingerprint for mark in db.scalars(select(KeyMark))}


def mark_of(db: Session, name: str) -> str | None:
    """The fingerprint of one key; None where it was never noted."""
    mark = db.get(KeyMark, name)
    return mark.fingerprint if mark else None


def destroyed_keys(db: Session) -> dict[str, datetime]:
    """Since when keys are gone on purpose, by name."""
    gone = select(KeyMark).where(KeyMark.destroyed_at.is_not(None))
    return {mark.name: mark.destroyed_at for mark in db.scalars(gone) if mark.destroyed_at}


def is_destroyed(db: Session, name: str) -> bool:
    """Whether a key is gone on purpose."""
    gone = select(KeyMark.name).where(KeyMark.name == name, KeyMark.destroyed_at.is_not(None))
    return db.scalars(gone).first() is not None


def noted_keys(db: Session) -> list[KeyMark]:
    """Every key that was noted, by name, those destroyed since as well."""
    return list(db.scalars(select(KeyMark).order_by(KeyMark.name)))


def when_noted(db: Session, name: str) -> datetime | None:
    """When a key was made, or a rotated one put in its place; None where it was never noted."""
    return db.scalars(select(KeyMark.noted_at).where(KeyMark.name == name)).one_or_none()


def change_mark(db: Session, name: str, *, fingerprint: str, now: datetime) -> None:
    """Note that another key is in the place of one, or note it for the first time."""
    if not insert_once(db, KeyMark, values={"name": name, "fingerprint": fingerprint, "noted_at": now}):
        replaced = update(KeyMark).where(KeyMark.name == name)
        db.execute(replaced.values(fingerprint=fingerprint, noted_at=now, destroyed_at=None))


def mark_destroyed(db: Session, name: str, *, now: datetime) -> None:
    """Note that a key is gone on purpose; what it was known by stays, so that it is known where it comes back."""
    db.execute(update(KeyMark).where(KeyMark.name == name, KeyMark.destroyed_at.is_(None)).values(destroyed_at=now))


def add_mark(db: Session, name: str, *, fingerprint: str, now: datetime) -> None:
    """Note what a key is known by, once."""
    insert_once(db, KeyMark, values={"name": name, "fingerprint": fingerprint, "noted_at": now})


def needed_keys(db: Session) -> set[str]:
    """The keys without which something that is kept is lost: the log, sign-ins, cards, phones, lots, memory joins."""
    asked = {
        "audit": select(AuditEntry.number),
        "password-salt": select(Account.id).where(Account.password.is_not(None)),
        "totp": select(Account.id).where(Account.totp_secret.is_not(None)),
        "cards": select(Consent.id).where(Consent.method.in_(("card", "phone"))),
        "cookies": select(Consent.id).where(Consent.method.in_(("page", "phone"))),
        "lots": select(Release.id),
    }
    needed = {name for name, found in asked.items() if db.scalars(found.limit(1)).first() is not None}
    if any(db.scalars(select(Account.recovery_codes))):
        needed.add("recovery")
    return (needed | {links_of(experiment) for experiment in _remembering(db)}) - destroyed_keys(db).keys()


def links_of(experiment: uuid.UUID) -> str:
    """The name of the key under which an experiment's memory questions are hashed."""
    return f"links-{experiment}"


def remembers(db: Session, experiment: uuid.UUID) -> bool:
    """Whether memory questions of an experiment are kept."""
    return experiment in _remembering(db)


def _remembering(db: Session) -> set[uuid.UUID]:
    found = select(Response.experiment_id).join(MemoryAnswer, MemoryAnswer.response_id == Response.id).distinct()
    return set(db.scalars(found))
