"""Calendar feeds: a secret address of one account, by which a calendar finds its evenings and nothing else."""

import hashlib
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from evaluation.models import Account


def make_feed(db: Session, account: Account) -> str:
    """A new secret, known to its holder alone; the one before ends."""
    secret = secrets.token_urlsafe(24)
    db.get_one(Account, account.id).calendar_digest = _digest(secret)
    db.flush()
    return secret


def end_feed(db: Session, account: Account) -> bool:
    """End the feed of an account; False where there is none."""
    row = db.get_one(Account, account.id)
    had, row.calendar_digest = row.calendar_digest is not None, None
    db.flush()
    return had


def account_of_feed(db: Session, secret: str) -> Account | None:
    """Whose feed this is, while they have an account that works."""
    found = select(Account).where(Account.calendar_digest == _digest(secret), Account.active)
    return db.scalars(found.options(joinedload(Account.grants))).unique().one_or_none()


def _digest(secret: str) -> str:
    """How a secret of 192 random bits is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
