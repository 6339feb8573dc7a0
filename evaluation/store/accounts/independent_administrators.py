"""Whether two administrators stand for themselves: neither brought the other in, nor did one third person both lately.

One administrator can bring somebody in who then agrees with everything. So of two who decide together neither may owe
their standing to the other, or both to the same person, unless both have been administrators for a month. It goes by
what stays: who invited somebody, and the audit log.
"""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Account, AuditEntry, Invitation, Role, RoleGrant

OF_LONG_STANDING = timedelta(days=30)


def independent(db: Session, one: uuid.UUID, other: uuid.UUID, *, at: datetime) -> bool:
    """Whether two administrators were independent of one another at a moment, both being administrators by then."""
    newest = max((grant.granted_at for each in (one, other) for grant in _administers(db, each)), default=at)
    if newest > at:
        return False
    return newest <= at - OF_LONG_STANDING or not _brought_in_by(db, one) & _brought_in_by(db, other)


def _brought_in_by(db: Session, account: uuid.UUID) -> set[uuid.UUID]:
    """An administrator, whoever ever invited them or gave them a role, and whoever did so to these."""
    found, left = set[uuid.UUID](), {account}
    while left:
        found |= left
        given = select(RoleGrant.given_by).where(RoleGrant.account_id.in_(left))
        invited = select(Invitation.invited_by).join(Account, Account.email == Invitation.email)
        logged = select(AuditEntry.account_id).where(AuditEntry.action == "role given")
        ways = (
            given,
            invited.where(Account.id.in_(left)),
            logged.where(AuditEntry.subject.in_([f"account {each}" for each in left])),
        )
        left = {by for way in ways for by in db.scalars(way) if by is not None} - found
    return found


def _administers(db: Session, account: uuid.UUID) -> list[RoleGrant]:
    return list(db.scalars(select(RoleGrant).filter_by(account_id=account, role=Role.ADMINISTRATOR.value)))
