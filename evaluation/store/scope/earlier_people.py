"""People who had a role within a scope and have none there now: what they did keeps their name, and so does its end."""

import uuid

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from evaluation.models import Account, AuditEntry, Invitation
from evaluation.store.accounts.people import people_within, rows_within, wider_people_in
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.scope.within_scope import chapters_in_scope, studies_in_scope

GIVEN, TAKEN = "role given", "role taken away"


def earlier_people(db: Session, scope: RoleScope) -> dict[uuid.UUID, str]:
    """What they are called, by account: those who were invited into the scope, and who were given a role there."""
    invited = select(Invitation.email).where(Invitation.used_at.is_not(None), rows_within(scope, Invitation))
    given = select(AuditEntry.subject).where(AuditEntry.action == GIVEN, _where(db, scope))
    accounts = [subject.removeprefix("account ") for subject in db.scalars(given)]
    found = select(Account).where(
        or_(Account.email.in_(invited), Account.id.in_([uuid.UUID(each) for each in accounts]))
    )
    there = {account.id for account in (*people_within(db, scope), *wider_people_in(db, scope))}
    return {each.id: each.name or each.email for each in db.scalars(found) if each.id not in there}


def about_earlier_people(db: Session, scope: RoleScope, people: dict[uuid.UUID, str]) -> ColumnElement[bool]:
    """The condition that an entry gave one of them a role within the scope, or took it away; nothing else of theirs."""
    subjects = [f"{Account.__tablename__} {each}" for each in people]
    return and_(AuditEntry.subject.in_(subjects), AuditEntry.action.in_((GIVEN, TAKEN)), _where(db, scope))


def _where(db: Session, scope: RoleScope) -> ColumnElement[bool]:
    """The condition that an entry names a place within the scope: by its ids, or as it is called."""
    chapters, studies = chapters_in_scope(db, scope), studies_in_scope(db, scope)
    named = [f"{each.study_id}/{each.id}" for each in chapters] + [str(each.id) for each in studies]
    named += [chapter.name for chapter in chapters] + [study.name for study in studies]
    is_named: ColumnElement[bool] = AuditEntry.details["where"].as_string().in_(named)
    return is_named
