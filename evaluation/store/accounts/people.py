"""People within a scope: whose every role lies in it, and what somebody of that scope may give and take away."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true
from sqlalchemy.orm import Session, selectinload

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Account, Chapter, Invitation, Role, RoleGrant, Study
from evaluation.store.accounts.role_scope import RoleScope, chapters_within, scope_of, with_inner

ALL = RoleScope(everywhere=True)
"""The scope of whoever runs the server, by the command line."""
GIVEN_BY_ALL = frozenset({Role.ORGANISER, Role.EVALUATOR, Role.ADMINISTRATOR})
"""What an administrator of a chapter or a study may give; researchers work on what all chapters share."""
GIVING_ROLES = frozenset({Role.ADMINISTRATOR})
"""Who gives roles and looks after people, by the table of who may do what."""


@dataclass(frozen=True, slots=True)
class RolePlace:
    """Where a role holds: everywhere, in a study, or in a chapter and those within it."""

    study: uuid.UUID | None = None
    chapter: uuid.UUID | None = None


EVERYWHERE = RolePlace()
FURTHER_THAN_OWN = Message(
    "Nobody gives a role that reaches further than their own: choose a chapter or study of yours."
)
RESEARCHERS = Message("Researchers work on what all chapters share: only an administrator of everything invites them.")


def place_of(row: RoleGrant | Invitation) -> RolePlace:
    """Where a role that was given, or that an invitation gives, holds."""
    return RolePlace(row.study_id, row.chapter_id)


def scope_now(db: Session, account: uuid.UUID | None, *, roles: frozenset[Role]) -> RoleScope:
    """The scope of somebody by these roles: whoever runs the server (None) everywhere, who is disabled nowhere."""
    if account is None:
        return ALL
    held = select(RoleGrant).join(Account, Account.id == RoleGrant.account_id)
    return scope_of(list(db.scalars(held.where(Account.id == account, Account.active))), frozenset(roles))


def covers(db: Session, scope: RoleScope, place: RolePlace) -> bool:
    """Whether all of a place lies within a scope."""
    if scope.everywhere:
        return True
    if place.chapter is None:
        return place.study in scope.studies
    found = select(Chapter.id).where(Chapter.id == place.chapter, chapters_within(scope))
    return db.scalars(found).first() is not None


def people_within(db: Session, scope: RoleScope) -> list[Account]:
    """Everybody whose every role lies within a scope, by e-mail address; without a role, within everywhere alone."""
    found = select(Account).where(_account_within(scope)).options(selectinload(Account.grants)).order_by(Account.email)
    return list(db.scalars(found))


def person_within(db: Session, account: uuid.UUID, *, scope: RoleScope) -> Account | None:
    """One of them."""
    found = select(Account).where(Account.id == account, _account_within(scope)).options(selectinload(Account.grants))
    return db.scalars(found).one_or_none()


def wider_people_in(db: Session, scope: RoleScope) -> list[Account]:
    """Everybody with a role within a scope and one beyond it, too, by e-mail address."""
    held = select(RoleGrant.account_id).where(rows_within(scope, RoleGrant))
    within = {account.id for account in people_within(db, scope)}
    found = select(Account).where(Account.id.in_(held)).order_by(Account.email)
    return [account for account in db.scalars(found) if account.id not in within]


def names_of_accounts(db: Session, accounts: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """What some people are called who did something: by name, or by e-mail address where they gave none."""
    found = select(Account).where(Account.id.in_({each for each in accounts if each is not None}))
    return {account.id: account.name or account.email for account in db.scalars(found)}


def grants_of(db: Session, account: Account, *, scope: RoleScope) -> list[RoleGrant]:
    """The roles of somebody that hold within a scope."""
    return list(db.scalars(select(RoleGrant).where(RoleGrant.account_id == account.id, rows_within(scope, RoleGrant))))


def grant_within(db: Session, grant: uuid.UUID, *, scope: RoleScope) -> RoleGrant | None:
    """A role that holds within a scope, whoever has it and whatever else they have."""
    return db.scalars(select(RoleGrant).where(RoleGrant.id == grant, rows_within(scope, RoleGrant))).one_or_none()


def rows_within(scope: RoleScope, rows: type[RoleGrant | Invitation]) -> ColumnElement[bool]:
    """The condition that a role that was given, or an invitation, holds within a scope and nowhere else."""
    if scope.everywhere:
        return true()
    if not scope:
        return false()
    return or_(
        and_(rows.study_id.is_not(None), rows.study_id.in_(scope.studies)),
        and_(rows.chapter_id.is_not(None), rows.chapter_id.in_(with_inner(scope.chapters))),
    )


def refuse_beyond(db: Session, scope: RoleScope, *, roles: Collection[str], place: RolePlace) -> None:
    """Refuse to give what lies beyond the giver's scope."""
    if faults := faults_beyond(db, scope, roles=roles, place=place):
        raise Refused(*faults)


def faults_beyond(db: Session, scope: RoleScope, *, roles: Collection[str], place: RolePlace) -> list[str]:
    """Why somebody of a scope may not give these roles there, in sentences; nothing where they may."""
    faults = list[str]()
    if unknown := sorted(set(roles) - set(Role)):
        faults.append(
            Message("A role is one of %(roles)s, not %(unknown)s.", roles=", ".join(Role), unknown=", ".join(unknown))
        )
    if not roles:
        faults.append(Message("Name at least one role: %(roles)s.", roles=", ".join(Role)))
    if not covers(db, scope, place):
        faults.append(FURTHER_THAN_OWN)
    elif not scope.everywhere and not set(roles) <= GIVEN_BY_ALL:
        faults.append(RESEARCHERS)
    return faults


def keep_an_administrator(db: Session, *, without: uuid.UUID) -> None:
    """Refuse where nobody would be left who administers everything; two who go at once wait for each other."""
    found = select(RoleGrant).where(RoleGrant.role == Role.ADMINISTRATOR.value, RoleGrant.study_id.is_(None))
    held = {grant.account_id for grant in db.scalars(found.with_for_update())}
    active = select(Account.id).where(Account.id.in_(held), Account.active)
    those = set(db.scalars(active))
    if those == {without}:
        raise Refused("This is the last administrator of everything: give another person that role first.")


def place_in_words(db: Session, place: RolePlace) -> str:
    """The name of a study or a chapter; empty for everywhere."""
    if place.chapter:
        return db.get_one(Chapter, place.chapter).name
    return db.get_one(Study, place.study).name if place.study else ""


def _account_within(scope: RoleScope) -> ColumnElement[bool]:
    """The condition that an account has a role, and none that is not within a scope."""
    if scope.everywhere:
        return true()
    roles = select(RoleGrant.id).where(RoleGrant.account_id == Account.id)
    return and_(roles.exists(), not_(roles.where(not_(rows_within(scope, RoleGrant))).exists()))
