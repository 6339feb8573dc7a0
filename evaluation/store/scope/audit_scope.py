"""Which entries of the audit log somebody sees: all of them, or those about what lies within their scope."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Account, AuditEntry, Experiment, Invitation
from evaluation.store.accounts.people import people_within, rows_within
from evaluation.store.accounts.role_scope import RoleScope, within
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.releases.listing import releases_within
from evaluation.store.scope.within_scope import chapters_in_scope, studies_in_scope


def entries_within(db: Session, scope: RoleScope, *, limit: int) -> list[AuditEntry]:
    """The newest entries about experiments, chapters, studies, releases and people within a scope, newest first."""
    if scope.everywhere:
        return latest_entries(db, limit=limit)
    found = select(AuditEntry).where(AuditEntry.subject.in_(list(_subjects(db, scope))))
    return list(db.scalars(found.order_by(AuditEntry.number.desc()).limit(limit)))


def names_within(db: Session, scope: RoleScope) -> dict[object, str]:
    """What the people within a scope are called, by id."""
    return {account.id: account.name or account.email for account in people_within(db, scope)}


def _subjects(db: Session, scope: RoleScope) -> Iterator[str]:
    yield from (f"experiment {each}" for each in db.scalars(select(Experiment.id).where(within(scope))))
    yield from (f"chapter {each.id}" for each in chapters_in_scope(db, scope))
    yield from (f"study {each.id}" for each in studies_in_scope(db, scope))
    yield from (f"release {each.release.id}" for each in releases_within(db, scope))
    yield from (f"{Account.__tablename__} {each.id}" for each in people_within(db, scope))
    found = select(Invitation.id).where(rows_within(scope, Invitation))
    yield from (f"{Invitation.__tablename__} {each}" for each in db.scalars(found))
