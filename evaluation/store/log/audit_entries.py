"""The audit log: added to, never changed, each entry chained to the one before by a keyed hash.

Who can write to the database but lacks the key cannot change, remove or insert an entry without the chain breaking.
Only cutting the end off leaves a sound chain: a head noted elsewhere (`evaluation.storage.log_end`) shows that as well.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from evaluation.domain.messages import Message
from evaluation.models import AuditEntry
from evaluation.store.log.session_role import is_of_participants

START = "0" * 64
AT_ONCE = 500
"""Entries that are read at a time."""
UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, DBAPIError)
"""How a column says that it holds what the program never wrote there."""
_END = select(AuditEntry.number, AuditEntry.mac).order_by(AuditEntry.number.desc()).limit(1)
_END_FOR_PARTICIPANTS = text("SELECT number, mac FROM weaving_audit_end()")
POSTGRESQL_LOCK = 4_711_001
"""Any number of the application's own: writers of entries wait for each other on it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: an account, or the command line, or the holder of an evening key."""

    name: str
    account: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class LogVerification:
    """What a check of the whole log found."""

    entries: int
    head: str
    faults: tuple[str, ...]


def add_entry(
    db: Session,
    key: bytes,
    *,
    actor: Actor,
    action: str,
    subject: str,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Write down what is done in this transaction; it stands or falls with it."""
    hold_log(db)
    last = db.execute(_END_FOR_PARTICIPANTS if is_of_participants(db) else _END).first()
    entry = AuditEntry(
        number=last.number + 1 if last else 1,
        at=now,
        account_id=actor.account,
        actor=actor.name,
        action=action,
        subject=subject,
        details=dict(details or {}),
        previous=last.mac if last else START,
    )
    entry.mac = _mac(key, entry)
    db.add(entry)
    db.flush()
    return entry


def hold_log(db: Session) -> None:
    """From now to the end of this transaction nobody else writes down what they do: they wait, and see what it did."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": POSTGRESQL_LOCK})


def verify_log(
    db: Session, key: bytes, *, seen: Iterable[str | None] = (), earlier: Mapping[int, bytes] | None = None
) -> LogVerification:
    """Follow the chain from the first entry to the last; every fault is a sentence.

    `seen` are heads noted earlier: they must still be part of the chain, or the end was cut off. `earlier` are keys
    that were rotated since, each by the number of the last entry that it chains.
    """
    faults, previous, number, unseen = [], START, 0, {*seen} - {None, START}
    for at, entry in _in_order(db):
        if at != number + 1:
            faults.append(_missing(number + 1, at))
        if entry is None:
            faults.append(Message("Entry %(number)s was changed after it was written.", number=at))
            previous, number = "", at
            continue
        if entry.previous != previous:
            faults.append(Message("Entry %(number)s does not follow from the one before it.", number=entry.number))
        if not _is_as_written(key_of_entry(at, key, earlier or {}), entry):
            faults.append(Message("Entry %(number)s was changed after it was written.", number=entry.number))
        previous, number = entry.mac, entry.number
        unseen.discard(entry.mac)
    if unseen:
        faults.append(
            Message("The head noted earlier is no longer in the log: its end was cut off or it is another log.")
        )
    return LogVerification(number, previous, tuple(faults))


def _is_as_written(key: bytes, entry: Row[Any]) -> bool:
    try:
        return hmac.compare_digest(entry.mac.encode(), _mac(key, entry).encode())
    except UNREADABLE:
        return False


def _missing(first: int, found: int) -> str:
    """That entries lack, or that one has a number that none can have."""
    if found < first:
        return Message("Entry %(number)s was put in by somebody.", number=found)
    return Message("Entries %(first)s to %(last)s are missing.", first=first, last=found - 1)


def _in_order(db: Session) -> Iterator[tuple[int, Row[Any] | None]]:
    """Every entry with its number, the first first; None for one that holds what the program never writes."""
    numbers = db.scalars(select(AuditEntry.number).order_by(AuditEntry.number)).all()
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        found = _rows(db, some[0], some[-1])
        if found is None:
            found = {number: row for number in some for row in (_rows(db, number, number) or {}).values()}
        yield from ((number, found.get(number)) for number in some)


def _rows(db: Session, first: int, last: int) -> dict[int, Row[Any]] | None:
    """The entries from a number to another as the database has them now; None where one of them cannot be read."""
    wanted = select(*AuditEntry.__table__.columns).where(AuditEntry.number.between(first, last))
    try:
        return {row.number: row for row in db.execute(wanted)}
    except UNREADABLE:
        return None


def latest_entries(db: Session, *, limit: int, subject: str | None = None) -> list[AuditEntry]:
    """The newest entries first, perhaps of one subject alone."""
    found = select(AuditEntry).order_by(AuditEntry.number.desc()).limit(limit)
    return list(db.scalars(found.where(AuditEntry.subject == subject) if subject else found))


def is_noted(db: Session, subject: str, action: str, /, **details: object) -> bool:
    """Whether the latest entry of an action on something says these details too."""
    found = select(AuditEntry).where(AuditEntry.subject == subject, AuditEntry.action == action)
    latest = db.scalars(found.order_by(AuditEntry.number.desc()).limit(1)).one_or_none()
    return latest is not None and details.items() <= latest.details.items()


def key_of_entry(number: int, key: bytes, earlier: Mapping[int, bytes]) -> bytes:
    """The key that an entry was chained with."""
    last = min((last for last in earlier if number <= last), default=None)
    return key if last is None else earlier[last]


def _mac(key: bytes, entry: AuditEntry | Row[Any]) -> str:
    whole = json.dumps(
        [
            entry.number,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            entry.account_id.hex if entry.account_id else None,
            entry.actor,
            entry.action,
            entry.subject,
            entry.details,
            entry.previous,
        ],
        sort_keys=True,
        ensure_ascii=True,
        separators=(",", ":"),
    )
    return hmac.new(key, whole.encode(), hashlib.sha256).hexdigest()
