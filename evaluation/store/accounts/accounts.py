"""People with an account, and the roles they are given."""

import secrets
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, selectinload

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Account, RoleGrant, SignInReset, StaffSession

LONGEST_EMAIL = 254


def add_account(db: Session, email: str, *, now: datetime) -> Account:
    """A new account, not yet able to sign in."""
    account = Account(
        email=normal_email(email),
        session_key=secrets.token_hex(32),
        passkey_handle=secrets.token_hex(32),
        created_at=now,
    )
    db.add(account)
    db.flush()
    return account


def normal_email(written: str) -> str:
    """An e-mail address in the one form it is kept in."""
    email = written.strip().casefold()
    name, _, domain = email.rpartition("@")
    sound = email.isprintable() and " " not in email and len(email) <= LONGEST_EMAIL
    if not name or "." not in domain.strip(".") or not sound:
        raise Refused(
            Message("%(written)s is not an e-mail address; write one such as name@example.org.", written=repr(written))
        )
    return email


def account_by(db: Session, **by: object) -> Account | None:
    """The account with this id, e-mail address, session key or passkey handle, with its grants and passkeys."""
    found = select(Account).filter_by(**by).options(selectinload(Account.grants), selectinload(Account.passkeys))
    return db.scalars(found).one_or_none()


def account_named(db: Session, email: str) -> Account:
    """The account of an e-mail address; refused where there is none."""
    account = account_by(db, email=normal_email(email))
    if account is None:
        raise Refused(f"Nobody has an account as {email}; `weaving person list` shows who has.")
    return account


def grant_role(
    db: Session,
    account: Account,
    *,
    role: str,
    study: uuid.UUID | None,
    chapter: uuid.UUID | None,
    now: datetime,
    by: uuid.UUID | None = None,
) -> None:
    """Give a role, unless the account has it already; a reset asked for by whose scope it now exceeds ends."""
    there = select(RoleGrant).filter_by(account_id=account.id, role=role, study_id=study, chapter_id=chapter)
    if db.scalars(there).first() is None:
        where = {"study_id": study, "chapter_id": chapter}
        db.add(RoleGrant(account_id=account.id, role=role, **where, granted_at=now, given_by=by))
        waiting = update(SignInReset).where(SignInReset.account_id == account.id, SignInReset.ended_at.is_(None))
        db.execute(waiting.values(ended_at=now))
        db.flush()


def enable_account(db: Session, account: Account) -> None:
    """Let somebody in again who was disabled, with the password, the second factor and the roles they had."""
    account.active, account.disabled_at = True, None
    account.failures, account.locked_until = 0, None
    db.flush()


def change_account(db: Session, account: uuid.UUID, *, values: Mapping[str, Any]) -> None:
    """Write some columns and no others, so that nothing written meanwhile is lost."""
    db.execute(update(Account).where(Account.id == account).values(**values))


def sign_out_everywhere(db: Session, account: Account) -> None:
    """End every session of an account, what devices it is known on, and the address of its calendar."""
    account.session_key, account.calendar_digest = secrets.token_hex(32), None
    db.execute(delete(StaffSession).where(StaffSession.account_id == account.id))
    db.flush()


def note_failure(db: Session, account: uuid.UUID, *, now: datetime, wait: Callable[[int], timedelta]) -> None:
    """Count a wrong password or code; `wait` says how long an account waits after that many."""
    row = db.get(Account, account, with_for_update=True)
    if row is None:
        return
    row.failures += 1
    if pause := wait(row.failures):
        row.locked_until = now + pause


def note_success(db: Session, account: uuid.UUID) -> None:
    """Forget the failures of somebody who has signed in."""
    row = db.get(Account, account)
    if row is not None and (row.failures or row.locked_until):
        row.failures, row.locked_until = 0, None


def is_anybody_there(db: Session) -> bool:
    """Whether anybody has an account: on an empty home nobody has."""
    return db.scalar(select(Account.id).limit(1)) is not None
