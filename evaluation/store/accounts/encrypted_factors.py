"""What signs people in and is kept encrypted: the keys of authenticator apps, and recovery codes."""

import uuid
from collections.abc import Callable

from sqlalchemy import delete, or_, select, update
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


def forget_codes(db: Session) -> int:
    """Forget every account's recovery codes; how many accounts had some."""
    found = [account for account in db.scalars(select(Account)) if account.recovery_codes]
    for account in found:
        account.recovery_codes = []
    db.flush()
    return len(found)


def spend_code(db: Session, account: uuid.UUID, *, counter: int) -> bool:
    """Use a code of an app up, by its number; False where it, or a later one, was used already."""
    unused = or_(Account.totp_counter.is_(None), Account.totp_counter < counter)
    spent = update(Account).where(Account.id == account, unused).values(totp_counter=counter)
    return db.execute(spent.returning(Account.id)).first() is not None


def spend_recovery_code(db: Session, account: uuid.UUID, *, kept_as: str) -> bool:
    """Use a recovery code up, named as it is kept; False where somebody has used it already."""
    row = db.scalars(select(Account).where(Account.id == account).with_for_update()).one()
    if kept_as not in row.recovery_codes:
        return False
    row.recovery_codes = [code for code in row.recovery_codes if code != kept_as]
    db.flush()
    return True


def end_all_sessions(db: Session) -> int:
    """Sign everybody out; how many sessions there were."""
    ended = list(db.scalars(delete(StaffSession).returning(StaffSession.digest)))
    return len(ended)
