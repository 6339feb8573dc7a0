"""Where staff are signed in, and when that ends.

Idle for half an hour or twelve hours old, and a session is over; except that it does not end for somebody who runs an
evening: while one is under way within their scope it holds however idle, and for eighteen hours in all, so that
whoever signed in at seven in the morning is still signed in at midnight.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from evaluation.models import Account, Role, StaffSession
from evaluation.store.accounts.evening_under_way import evening_under_way
from evaluation.store.accounts.role_scope import scope_of

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
THROUGH_AN_EVENING = timedelta(hours=18)
"""The longest that any session lasts, whatever is under way."""
EVENING_ROLES = frozenset({Role.ORGANISER, Role.ADMINISTRATOR})
"""Who runs evenings: those who may press the switch, by the table of who may do what."""


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session as it was kept."""

    contents: dict[str, Any]
    seen_at: datetime


def live_session(db: Session, digest: str, *, now: datetime) -> KeptSession | None:
    """The session with this digest; None where there is none or it is over."""
    row = db.get(StaffSession, digest)
    return KeptSession(dict(row.contents), row.seen_at) if row is not None and _is_live(db, row, now) else None


def keep_session(
    db: Session, digest: str, *, contents: dict[str, Any], session_key: str | None, device: str, now: datetime
) -> None:
    """Write a session; the first time it also sweeps away those that are over."""
    key = select(Account.id).where(Account.session_key == session_key)
    account = db.scalars(key).one_or_none() if session_key else None
    row = db.get(StaffSession, digest)
    if row is None:
        db.execute(delete(StaffSession).where(ended_sessions(now)))
        row = StaffSession(digest=digest, device=device, created_at=now)
        db.add(row)
    row.account_id, row.contents, row.seen_at = account, contents, now


def forget_session(db: Session, digest: str) -> None:
    """Forget a session."""
    db.execute(delete(StaffSession).where(StaffSession.digest == digest))


def forget_every_session(db: Session) -> None:
    """Sign everybody out."""
    db.execute(delete(StaffSession))


def forget_other_sessions(db: Session, account: Account, *, but: str) -> int:
    """Sign somebody out everywhere but in one session; how many ended."""
    others = StaffSession.account_id == account.id, StaffSession.digest != but
    return len(list(db.scalars(delete(StaffSession).where(*others).returning(StaffSession.digest))))


def sessions_of(db: Session, account: Account, *, now: datetime) -> list[StaffSession]:
    """Where somebody is signed in, the latest first."""
    found = select(StaffSession).where(StaffSession.account_id == account.id)
    return [row for row in db.scalars(found.order_by(StaffSession.seen_at.desc())) if _is_live(db, row, now)]


def _is_live(db: Session, row: StaffSession, now: datetime) -> bool:
    age, idle = now - row.created_at, now - row.seen_at
    if age > THROUGH_AN_EVENING:
        return False
    return (idle <= IDLE and age <= LONGEST) or _runs_an_evening(db, row, now)


def _runs_an_evening(db: Session, row: StaffSession, now: datetime) -> bool:
    account = db.get(Account, row.account_id) if row.account_id else None
    if account is None or not account.active:
        return False
    return evening_under_way(db, scope_of(account.grants, EVENING_ROLES), now=now)


def ended_sessions(now: datetime) -> ColumnElement[bool]:
    """What cannot be live any more: a stranger's session once idle, everybody's after the longest time."""
    strangers = and_(StaffSession.account_id.is_(None), StaffSession.seen_at < now - IDLE)
    return or_(StaffSession.created_at < now - THROUGH_AN_EVENING, strangers)
