"""Resets of how somebody signs in: one administrator asks, another confirms, and the person alone uses the address.

Nothing is sent by e-mail. Whoever asks never sees the address; whoever confirms does, once, and hands it on. The scope
of both must hold everything that the person may do, until it is used. The person is told who did it, and can stop it
while still signed in.
"""

import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Account, SignInReset
from evaluation.store.accounts.accounts import sign_out_everywhere
from evaluation.store.accounts.api_tokens import end_tokens
from evaluation.store.accounts.independent_administrators import independent
from evaluation.store.accounts.invitations import secret_digest
from evaluation.store.accounts.people import GIVING_ROLES, people_within, person_within, scope_now
from evaluation.store.accounts.role_scope import RoleScope

WAITS = timedelta(hours=72)
"""How long a reset that was asked for waits for a second administrator."""
RESET_LASTS = timedelta(hours=2)
"""How long its address can be used once it was confirmed."""
BROUGHT_IN = Message(
    "Whoever asks for a reset and whoever confirms it stand for themselves: neither of you brought the other in, nor "
    "did one person both of you, within the last 30 days, and both of you were administrators when it was asked for. "
    "Ask another administrator, or whoever runs the server: `weaving person reset`."
)
NOT_BY_THEMSELVES = Message(
    "A second administrator confirms a reset, neither the one who asked nor the person themself."
)
USED = Message("This address has been used, was stopped, or is older than two hours. Ask for a new reset.")


def ask_for_reset(db: Session, account: Account, *, by: uuid.UUID | None, now: datetime) -> SignInReset:
    """Ask for a reset of somebody's sign-in; an earlier one of the same person ends."""
    if account.id == by:
        raise Refused("Nobody resets themself: a recovery code replaces a lost phone, and a passkey a lost password.")
    if not account.active:
        raise Refused("This person was disabled: enable the account first.")
    live = update(SignInReset).where(SignInReset.account_id == account.id, SignInReset.ended_at.is_(None))
    db.execute(live.values(ended_at=now))
    row = SignInReset(account_id=account.id, asked_by=by, asked_at=now, expires_at=now + WAITS, used=False)
    db.add(row)
    db.flush()
    return row


def resets_within(db: Session, *, scope: RoleScope, now: datetime) -> list[SignInReset]:
    """Resets that wait for a second administrator, of people within a scope, the newest first."""
    people = [account.id for account in people_within(db, scope)]
    found = _live(now).where(SignInReset.account_id.in_(people), SignInReset.digest.is_(None))
    return list(db.scalars(found.order_by(SignInReset.asked_at.desc())))


def waiting_reset(db: Session, account: uuid.UUID, *, now: datetime) -> SignInReset | None:
    """The reset of somebody that waits for a second administrator, where whoever asked for it still could."""
    found = db.scalars(_live(now).where(SignInReset.account_id == account, SignInReset.digest.is_(None)))
    return next((row for row in found if _may_be_used(db, row)), None)


def reset_within(db: Session, reset: uuid.UUID, *, scope: RoleScope, now: datetime) -> SignInReset | None:
    """One of them."""
    return next((row for row in resets_within(db, scope=scope, now=now) if row.id == reset), None)


def why_not_confirmed(db: Session, reset: SignInReset, *, by: uuid.UUID) -> str:
    """Why somebody cannot confirm a reset; empty where they can."""
    if by in {reset.asked_by, reset.account_id}:
        return NOT_BY_THEMSELVES
    if reset.asked_by and not independent(db, reset.asked_by, by, at=reset.asked_at):
        return BROUGHT_IN
    return ""


def confirm_reset(db: Session, reset: SignInReset, *, by: uuid.UUID | None, now: datetime) -> str:
    """Confirm a reset as a second person, and give the secret of its address."""
    if by is not None and (why := why_not_confirmed(db, reset, by=by)):
        raise Refused(why)
    secret = secrets.token_urlsafe(32)
    free = update(SignInReset).where(
        SignInReset.id == reset.id, SignInReset.digest.is_(None), SignInReset.ended_at.is_(None)
    )
    values = {"digest": secret_digest(secret), "confirmed_by": by, "confirmed_at": now, "expires_at": now + RESET_LASTS}
    if not db.execute(free.values(**values).returning(SignInReset.id)).first():
        raise Refused("This reset was confirmed or stopped meanwhile.")
    return secret


def stop_reset(db: Session, reset: SignInReset, *, now: datetime) -> None:
    """Stop a reset before it is used."""
    reset.ended_at = now
    db.flush()


def resets_of(db: Session, account: uuid.UUID, *, now: datetime) -> list[SignInReset]:
    """Resets of somebody that may still be used, for the person themself to see and to stop."""
    return list(db.scalars(_live(now).where(SignInReset.account_id == account)))


def open_reset(db: Session, secret: str, *, now: datetime) -> Account | None:
    """Whose sign-in an address resets, while it can be used."""
    row = db.scalars(_live(now).where(SignInReset.digest == secret_digest(secret))).one_or_none()
    account = db.get(Account, row.account_id) if row else None
    return account if row and account and account.active and _may_be_used(db, row) else None


def use_reset(db: Session, secret: str, *, password_hash: str, now: datetime) -> Account:
    """Use a reset up: a new password, every session and API token ended, and the second factor is set up anew."""
    account = open_reset(db, secret, now=now)
    live = update(SignInReset).where(SignInReset.digest == secret_digest(secret), SignInReset.ended_at.is_(None))
    if account is None or not db.execute(live.values(ended_at=now, used=True).returning(SignInReset.id)).first():
        raise Refused(USED)
    account.password = password_hash
    account.second_factor, account.totp_secret, account.totp_counter, account.recovery_codes = None, None, None, []
    account.failures, account.locked_until = 0, None
    account.passkeys.clear()
    sign_out_everywhere(db, account)
    end_tokens(db, of=account.id, now=now)
    return account


def end_resets(db: Session, *, by: uuid.UUID, now: datetime) -> dict[uuid.UUID, str]:
    """End the resets that somebody asked for or confirmed and could not any more; each with the person's address."""
    theirs = or_(SignInReset.asked_by == by, SignInReset.confirmed_by == by)
    ended = [row for row in db.scalars(_live(now).where(theirs)) if not _may_be_used(db, row)]
    for row in ended:
        stop_reset(db, row, now=now)
    return {row.id: db.get_one(Account, row.account_id).email for row in ended}


def unannounced_resets(db: Session, account: uuid.UUID) -> list[SignInReset]:
    """Resets that were used and of which the person has not been told yet."""
    used = select(SignInReset).where(SignInReset.account_id == account, SignInReset.used)
    return list(db.scalars(used.where(SignInReset.told_at.is_(None)).order_by(SignInReset.ended_at)))


def last_reset(db: Session, account: uuid.UUID) -> SignInReset | None:
    """The last reset of somebody that was used."""
    used = select(SignInReset).where(SignInReset.account_id == account, SignInReset.used)
    return db.scalars(used.order_by(SignInReset.ended_at.desc())).first()


def names_of(db: Session, reset: SignInReset) -> tuple[str, str]:
    """Who asked for a reset and who confirmed it; empty for whoever runs the server."""
    asked, confirmed = (db.get(Account, each) if each else None for each in (reset.asked_by, reset.confirmed_by))
    return (_name_or_address(asked), _name_or_address(confirmed))


def _may_be_used(db: Session, reset: SignInReset) -> bool:
    """Whether everything that the person may do is still within the scope of who asked and of who confirmed."""
    scopes = [scope_now(db, each, roles=GIVING_ROLES) for each in (reset.asked_by, reset.confirmed_by)]
    return all(person_within(db, reset.account_id, scope=each) for each in scopes)


def _name_or_address(account: Account | None) -> str:
    return (account.name or account.email) if account else ""


def _live(now: datetime) -> Select[SignInReset]:
    return select(SignInReset).where(SignInReset.ended_at.is_(None), SignInReset.expires_at > now)
