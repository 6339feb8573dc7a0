"""Who did something, as its page says it: somebody with an account, or whoever an evening key was handed to."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Account, AuditEntry, EveningKey, WavePress

LOOKED_AT = 20
"""How many of the latest entries of something are looked at for the one that changed this."""
NOBODY_KNOWN = ""
"""The actor of what nothing is written down of."""


@dataclass(frozen=True, slots=True)
class DoneBy:
    """Who pressed or saved: an account, or somebody or something without one."""

    actor: str
    account_id: uuid.UUID | None
    name: str
    """Whoever it was where they have an account, or whose evening key it was; empty where nobody said."""


@dataclass(frozen=True, slots=True)
class LastSave:
    """When something was saved last, and by whom."""

    at: datetime
    by: DoneBy


def by_entry(db: Session, entry: AuditEntry | None) -> DoneBy:
    """Who did what an entry of the log says."""
    if entry is None:
        return DoneBy(NOBODY_KNOWN, None, "")
    account = db.get(Account, entry.account_id) if entry.account_id else None
    name = (account.name or account.email) if account else _name_of_key(db, entry.details.get("key"))
    return DoneBy(entry.actor, entry.account_id, name)


def by_press(db: Session, press: WavePress) -> DoneBy:
    """Who pressed; of an evening key its name, which the log's entry of the same moment tells."""
    account = db.get(Account, press.account_id) if press.account_id else None
    if account is not None:
        return DoneBy(press.actor, press.account_id, account.name or account.email)
    of = (AuditEntry.subject == f"experiment {press.experiment_id}", AuditEntry.actor == press.actor)
    entries = select(AuditEntry).where(*of, AuditEntry.at == press.at).order_by(AuditEntry.number.desc())
    entry = db.scalars(entries.limit(1)).one_or_none()
    name = _name_of_key(db, entry.details.get("key")) if entry else ""
    return DoneBy(press.actor, press.account_id, name)


def last_save(db: Session, subject: str, *, names: Collection[str], actions: Collection[str]) -> LastSave | None:
    """When one of these values was changed last or, where the log names none of them, one of these actions done."""
    entries = select(AuditEntry).where(AuditEntry.subject == subject).order_by(AuditEntry.number.desc())
    latest = db.scalars(entries.limit(LOOKED_AT)).all()
    naming = [each for each in latest if {*names} & {*each.details.get("changed", ())}]
    found = next(iter([*naming, *(each for each in latest if each.action in actions)]), None)
    return LastSave(found.at, by_entry(db, found)) if found else None


def _name_of_key(db: Session, key: str | None) -> str:
    try:
        row = db.get(EveningKey, uuid.UUID(key)) if key else None
    except ValueError:
        return ""
    return row.name if row else ""
