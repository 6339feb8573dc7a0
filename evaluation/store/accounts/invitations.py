"""Invitations: single-use, three days, kept as hashes. They make an account and never change one that is there.

One counts only while whoever made it may still give what it gives.
"""

import hashlib
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Account, Chapter, Invitation, Study
from evaluation.store.accounts.accounts import account_by, add_account, grant_role, normal_email
from evaluation.store.accounts.people import (
    ALL,
    GIVING_ROLES,
    RolePlace,
    covers,
    faults_beyond,
    place_of,
    refuse_beyond,
    rows_within,
    scope_now,
)
from evaluation.store.accounts.role_scope import RoleScope, scope_of

INVITATION_LASTS = timedelta(hours=72)
USED = Message("This invitation has been used, was withdrawn, or is older than three days. Ask for a new one.")
THERE = Message(
    "Somebody has an account with this address by now. Sign in, and ask for the role to be given to that account."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Who is given which roles where, by whom, and the scope of whoever gives them."""

    email: str
    roles: Collection[str]
    place: RolePlace
    scope: RoleScope = ALL
    by: uuid.UUID | None = None
    is_person_meant: bool = False
    """Whether the giver says that the account of this address is the person's they mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What came of it: an invitation with its secret, or an account that has the roles now.

    `asks` is an account that is there, but has not been trusted with that much: the giver says first whether it is
    the person they mean, and nothing was done.
    """

    invitation: Invitation | None = None
    secret: str = ""
    given: Account | None = None
    asks: Account | None = None


def offer(db: Session, offered: Offer, *, now: datetime) -> Offered:
    """Give roles to somebody: at once to an account that is there, by an invitation to anybody else.

    How somebody signs in is never touched. An account can have been made by whoever was invited first, so one that
    has a narrower scope than the new role is only given it by somebody who knows whose it is.
    """
    refuse_beyond(db, offered.scope, roles=offered.roles, place=offered.place)
    account = account_by(db, email=normal_email(offered.email))
    if account is None:
        row, secret = _invited(db, offered, now=now)
        return Offered(invitation=row, secret=secret)
    if account.id == offered.by:
        raise Refused("Nobody gives themself a role: ask another administrator.")
    if not account.active:
        raise Refused("This person was disabled, and an invitation lets nobody in again: enable the account first.")
    held = scope_of(account.grants, frozenset(grant.role for grant in account.grants))
    if not offered.is_person_meant and not covers(db, held, offered.place):
        return Offered(asks=account)
    give(db, account, roles=offered.roles, place=offered.place, now=now, by=offered.by)
    return Offered(given=account)


def give(
    db: Session,
    account: Account,
    *,
    roles: Collection[str],
    place: RolePlace,
    now: datetime,
    by: uuid.UUID | None = None,
) -> None:
    """Give roles to an account; `by` is None where whoever runs the server does."""
    for role in sorted(set(roles)):
        grant_role(db, account, role=role, study=place.study, chapter=place.chapter, now=now, by=by)


def invite(
    db: Session,
    email: str,
    *,
    roles: Collection[str],
    now: datetime,
    study: Study | None = None,
    chapter: Chapter | None = None,
) -> str:
    """Invite somebody who has no account and give the secret of the address."""
    within = chapter.study_id if chapter else study.id if study else None
    place = RolePlace(within, chapter.id if chapter else None)
    refuse_beyond(db, ALL, roles=roles, place=place)
    if account_by(db, email=normal_email(email)):
        raise Refused(THERE)
    return _invited(db, Offer(email=email, roles=roles, place=place), now=now)[1]


def open_invitation(db: Session, secret: str, *, now: datetime) -> Invitation | None:
    """The invitation of an address, while it can be used."""
    found = select(Invitation).where(Invitation.digest == secret_digest(secret), Invitation.used_at.is_(None))
    row = db.scalars(found.where(Invitation.expires_at > now)).one_or_none()
    return row if row is not None and _may_be_given(db, row) else None


def accept_invitation(db: Session, secret: str, *, name: str, password_hash: str, now: datetime) -> Account:
    """Use an invitation up: the person has an account, its roles, and this password.

    Refused where the address has an account by now: how that one signs in is nobody else's to say.
    """
    invitation = open_invitation(db, secret, now=now)
    used = update(Invitation).where(Invitation.digest == secret_digest(secret), Invitation.used_at.is_(None))
    if invitation is None or not db.execute(used.values(used_at=now).returning(Invitation.id)).first():
        raise Refused(USED)
    if account_by(db, email=invitation.email):
        raise Refused(THERE)
    account = add_account(db, invitation.email, now=now)
    account.name, account.password = name.strip(), password_hash
    give(db, account, roles=invitation.roles, place=place_of(invitation), now=now, by=invitation.invited_by)
    return account


def pending_invitations(db: Session, *, scope: RoleScope, now: datetime) -> list[Invitation]:
    """Invitations within a scope that nobody has used yet, the newest first."""
    found = select(Invitation).where(Invitation.used_at.is_(None), Invitation.expires_at > now)
    return list(db.scalars(found.where(rows_within(scope, Invitation)).order_by(Invitation.created_at.desc())))


def withdraw_invitation(db: Session, invitation: uuid.UUID, *, scope: RoleScope, now: datetime) -> Invitation | None:
    """Take an invitation within a scope back; None where there is none to take back."""
    there = {row.id: row for row in pending_invitations(db, scope=scope, now=now)}
    if (row := there.get(invitation)) is not None:
        row.used_at = now
        db.flush()
    return row


def inviter_of(db: Session, account: Account) -> str:
    """Who made the invitation by which an account came to be; empty where it came to be without one."""
    used = select(Invitation).where(Invitation.email == account.email, Invitation.used_at == account.created_at)
    invitation = db.scalars(used.order_by(Invitation.created_at.desc())).first()
    if invitation is None:
        return ""
    by = db.get(Account, invitation.invited_by) if invitation.invited_by else None
    return (f"{by.name} ({by.email})" if by.name else by.email) if by else "whoever runs the server"


def end_invitations(db: Session, *, by: uuid.UUID, now: datetime) -> list[Invitation]:
    """End the unused invitations of somebody that give more than they may give now; those that ended, by address."""
    found = select(Invitation).where(Invitation.invited_by == by, Invitation.used_at.is_(None))
    unused = db.scalars(found.where(Invitation.expires_at > now).order_by(Invitation.email, Invitation.id))
    ended = [row for row in unused if not _may_be_given(db, row)]
    for row in ended:
        row.used_at = now
    db.flush()
    return ended


def secret_digest(secret: str) -> str:
    """How a secret of 256 random bits is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _may_be_given(db: Session, invitation: Invitation) -> bool:
    """Whether whoever made an invitation may still give what it gives."""
    scope = scope_now(db, invitation.invited_by, roles=GIVING_ROLES)
    return not faults_beyond(db, scope, roles=invitation.roles, place=place_of(invitation))


def _invited(db: Session, offered: Offer, *, now: datetime) -> tuple[Invitation, str]:
    """A new invitation; earlier ones of the same person end, unless of a wider scope than whoever invites now."""
    address = normal_email(offered.email)
    earlier = update(Invitation).where(Invitation.email == address, Invitation.used_at.is_(None))
    db.execute(earlier.where(rows_within(offered.scope, Invitation)).values(used_at=now))
    secret = secrets.token_urlsafe(32)
    row = Invitation(
        email=address,
        digest=secret_digest(secret),
        roles=sorted(set(offered.roles)),
        study_id=offered.place.study,
        chapter_id=offered.place.chapter,
        invited_by=offered.by,
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    db.add(row)
    db.flush()
    return row, secret
