"""What signs people in and is kept encrypted: the keys of authenticator apps, and recovery codes."""

from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from evaluation.models import Account, StaffSession


def encrypt_apps_anew(db: Session, anew: Callable[[str], str]) -> int:
    """Write the key of every authenticator app anew; how many."""
    found = list(db.scalars(select(Account).where(Account.totp_secret.is_not(None))))
    for account in found:
        account.totp_secret = anew(account.totp_secret or "")
    db.flush()
    return len(found)


def encrypt_codes_anew(db: Session, anew: Callable[[str], str]) -> int:
    """Write every account's recovery codes anew; how many accounts have some."""
    found = [account for account in db.scalars(select(Account)) if account.recovery_codes]
    for account in found:
        account.recovery_codes = [anew(code) for code in account.recovery_codes]
    db.flush()
    return len(found)


def end_all_sessions(db: Session) -> int:
    """Sign everybody out; how many sessions there were."""
    ended = list(db.scalars(delete(StaffSession).returning(StaffSession.digest)))
    return len(ended)
