"""People with an account, their roles, and the scope of each role."""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, false, or_, select, true, update
from sqlalchemy.orm import Session, selectinload

from evaluation.domain.errors import Refused
from evaluation.models import Account, Chapter, Experiment, RoleGrant, SignInReset, StaffSession

LONGEST_EMAIL = 254
FREE_FAILURES = 5
"""Wrong passwords or codes in a row before an account has to wait."""
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class RoleScope:
    """The scope of somebody's power to do one thing: everywhere, some studies, some chapters and those within."""

    everywhere: bool = False
    studies: frozenset[uuid.UUID] = frozenset()
    chapters: frozenset[uuid.UUID] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.studies) or bool(self.chapters)


def scope_of(grants: list[RoleGrant], roles: frozenset[str]) -> RoleScope:
    """The scope of those grants whose role is one of `roles`."""
    held = [grant for grant in grants if grant.role in roles]
    return RoleScope(
        everywhere=any(grant.study_id is None for grant in held),
        studies=frozenset(grant.study_id for grant in held if grant.study_id and not grant.chapter_id),
        chapters=frozenset(grant.chapter_id for grant in held if grant.chapter_id),
    )


def within(scope: RoleScope) -> ColumnElement[bool]:
    """The condition that an experiment lies within a scope, for the query itself."""
    if scope.everywhere:
        return true()
    if not scope:
        return false()
    return or_(Experiment.study_id.in_(scope.studies), Experiment.chapter_id.in_(with_inner(scope.chapters)))


def chapters_within(scope: RoleScope) -> ColumnElement[bool]:
    """The condition that a chapter lies within a scope."""
    if scope.everywhere:
        return true()
    if not scope:
        return false()
    return or_(Chapter.study_id.in_(scope.studies), Chapter.id.in_(with_inner(scope.chapters)))


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
        raise Refused(f"{written!r} is not an e-mail address; write one such as name@example.org.")
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


def all_accounts(db: Session) -> list[Account]:
    """Everybody with an account, by e-mail address."""
    return list(db.scalars(select(Account).options(selectinload(Account.grants)).order_by(Account.email)))


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
    """End every session of an account."""
    account.session_key = secrets.token_hex(32)
    db.execute(delete(StaffSession).where(StaffSession.account_id == account.id))
    db.flush()


def note_failure(db: Session, account: uuid.UUID, *, now: datetime) -> None:
    """Count a wrong password or code; from the fifth on the account waits, twice as long each time."""
    row = db.get(Account, account, with_for_update=True)
    if row is None:
        return
    row.failures += 1
    over = row.failures - FREE_FAILURES
    if over >= 0:
        row.locked_until = now + min(LONGEST_WAIT, timedelta(minutes=2 ** min(over, 10)))


def note_success(db: Session, account: uuid.UUID) -> None:
    """Forget the failures of somebody who has signed in."""
    row = db.get(Account, account)
    if row is not None and (row.failures or row.locked_until):
        row.failures, row.locked_until = 0, None


def with_inner(chapters: frozenset[uuid.UUID]) -> ColumnElement[uuid.UUID]:
    """These chapters and every one within them."""
    inner = select(Chapter.id).where(Chapter.id.in_(chapters)).cte("within", recursive=True)
    inner = inner.union(select(Chapter.id).join(inner, Chapter.parent_id == inner.c.id))
    return select(inner.c.id)  # type: ignore[return-value]
