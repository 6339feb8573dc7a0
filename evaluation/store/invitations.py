"""Invitations: single-use, three days, kept as hashes."""

import hashlib
import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from evaluation.errors import Refused
from evaluation.models import Account, Chapter, Invitation, Role, Study
from evaluation.store.accounts import account_by, add_account, grant_role, normal_email, sign_out_everywhere

LASTS = timedelta(hours=72)


def invite(
    db: Session,
    email: str,
    *,
    roles: Iterable[str],
    now: datetime,
    study: Study | None = None,
    chapter: Chapter | None = None,
    by: uuid.UUID | None = None,
) -> str:
    """Invite somebody and give the secret of the address; earlier invitations of the same person end."""
    wanted = sorted(set(roles))
    if unknown := [role for role in wanted if role not in list(Role)] or not wanted:
        said = ", ".join(unknown) if isinstance(unknown, list) else "nothing"
        raise Refused(f"A role is one of {', '.join(Role)}, not {said}.")
    address = normal_email(email)
    db.execute(update(Invitation).where(Invitation.email == address, Invitation.used_at.is_(None)).values(used_at=now))
    secret = secrets.token_urlsafe(32)
    within = chapter.study_id if chapter else study.id if study else None
    db.add(
        Invitation(
            email=address,
            digest=digest_of(secret),
            roles=wanted,
            study_id=within,
            chapter_id=chapter.id if chapter else None,
            invited_by=by,
            created_at=now,
            expires_at=now + LASTS,
        )
    )
    db.flush()
    return secret


def open_invitation(db: Session, secret: str, *, now: datetime) -> Invitation | None:
    """The invitation of an address, while it can be used."""
    found = select(Invitation).where(Invitation.digest == digest_of(secret), Invitation.used_at.is_(None))
    return db.scalars(found.where(Invitation.expires_at > now)).one_or_none()


def accept_invitation(db: Session, secret: str, *, name: str, password_hash: str, now: datetime) -> Account:
    """Use an invitation up: the person has an account, its roles, and this password.

    Somebody who had an account before gets a fresh start: every session ends and the second factor is set up anew,
    so that an invitation is also the way back in for a person who lost a phone.
    """
    invitation = open_invitation(db, secret, now=now)
    used = update(Invitation).where(Invitation.digest == digest_of(secret), Invitation.used_at.is_(None))
    if invitation is None or not db.execute(used.values(used_at=now).returning(Invitation.id)).first():
        raise Refused("This invitation has been used or is older than three days. Ask for a new one.")
    account = account_by(db, email=invitation.email) or add_account(db, invitation.email, now=now)
    account.name, account.password = name.strip(), password_hash
    account.active, account.disabled_at = True, None
    account.second_factor, account.totp_secret, account.totp_counter, account.recovery_codes = None, None, None, []
    account.failures, account.locked_until = 0, None
    account.passkeys.clear()
    sign_out_everywhere(db, account)
    for role in invitation.roles:
        grant_role(db, account, role=role, study=invitation.study_id, chapter=invitation.chapter_id, now=now)
    return account


def digest_of(secret: str) -> str:
    """How a secret of 256 random bits is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()
