"""Where staff are signed in: idle for half an hour or twelve hours old, and a session is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from evaluation.models import Account, StaffSession

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Kept:
    """A session as it was kept."""

    contents: dict[str, Any]
    seen_at: datetime


def live_session(db: Session, digest: str, *, now: datetime) -> Kept | None:
    """The session with this digest; None where there is none or it is over."""
    row = db.get(StaffSession, digest)
    if row is None or now - row.seen_at > IDLE or now - row.created_at > LONGEST:
        return None
    return Kept(dict(row.contents), row.seen_at)


def keep_session(
    db: Session, digest: str, *, contents: dict[str, Any], session_key: str | None, device: str, now: datetime
) -> None:
    """Write a session; the first time it also sweeps away those that are over."""
    key = select(Account.id).where(Account.session_key == session_key)
    account = db.scalars(key).one_or_none() if session_key else None
    row = db.get(StaffSession, digest)
    if row is None:
        _sweep(db, now)
        row = StaffSession(digest=digest, device=device, created_at=now)
        db.add(row)
    row.account_id, row.contents, row.seen_at = account, contents, now


def end_session(db: Session, digest: str) -> None:
    """Forget a session."""
    db.execute(delete(StaffSession).where(StaffSession.digest == digest))


def sessions_of(db: Session, account: Account, *, now: datetime) -> list[StaffSession]:
    """Where somebody is signed in, the latest first."""
    live = (StaffSession.seen_at >= now - IDLE, StaffSession.created_at >= now - LONGEST)
    found = select(StaffSession).where(StaffSession.account_id == account.id, *live)
    return list(db.scalars(found.order_by(StaffSession.seen_at.desc())))


def _sweep(db: Session, now: datetime) -> None:
    over = or_(StaffSession.seen_at < now - IDLE, StaffSession.created_at < now - LONGEST)
    db.execute(delete(StaffSession).where(over))
