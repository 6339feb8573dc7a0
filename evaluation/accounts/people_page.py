"""People: who has an account and what each may do, letting somebody go and letting them in again."""

import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug import Response

from evaluation.accounts.what_ended import tell_what_ended
from evaluation.models import Account, RoleGrant
from evaluation.store.accounts.accounts import enable_account, sign_out_everywhere
from evaluation.store.accounts.lost_power import disable_account, take_roles
from evaluation.store.accounts.people import (
    grant_within,
    grants_of,
    keep_an_administrator,
    people_within,
    person_within,
    place_in_words,
    place_of,
    wider_people_in,
)
from evaluation.web.access import action
from evaluation.web.app import services
from evaluation.web.current_user import me, my_scope
from evaluation.web.labels import role_label
from evaluation.web.scope import changing, log_action, scope_of_page

pages = Blueprint("people", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A role that somebody has, in words; and which it is, to be taken away."""

    id: uuid.UUID
    role: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAccount:
    """Somebody with an account and what they may do."""

    account: Account
    held: list[Held]
    wider: bool = False
    """Whether their scope is wider than mine: I see and take away their roles within mine, and nothing else."""


def accounts_in_scope(db: Session) -> list[ListedAccount]:
    """Everybody with a role within my scope, and of each their roles in it."""
    scope = my_scope("person.manage")
    within, wider = people_within(db, scope), wider_people_in(db, scope)
    return [_listed(db, each, wider=False) for each in within] + [_listed(db, each, wider=True) for each in wider]


@pages.post("/people/<uuid:person>/disable")
@action("person.manage")
def disable(person: uuid.UUID) -> Response:
    """Let nobody sign in as this person until they are let in again."""
    with changing_person(person) as (db, account):
        keep_an_administrator(db, without=account.id)
        ended = disable_account(db, account, now=services().clock())
        log_action(db, account, "person disabled", **ended.about)
    tell_what_ended(ended)
    return back()


@pages.post("/people/<uuid:person>/enable")
@action("person.manage")
def enable(person: uuid.UUID) -> Response:
    """Let somebody in again, with what they signed in with before."""
    with changing_person(person) as (db, account):
        enable_account(db, account)
        log_action(db, account, "person enabled")
    return back()


@pages.post("/people/<uuid:person>/sessions/end")
@action("person.manage")
def end_sessions(person: uuid.UUID) -> Response:
    """Sign somebody out everywhere: a phone or a computer of theirs was lost or left open."""
    with changing_person(person) as (db, account):
        sign_out_everywhere(db, account)
        log_action(db, account, "signed out by an administrator")
    flash(_("%(who)s is signed out everywhere, and signs in again.", who=account.name or account.email))
    return back()


@pages.post("/people/grants/<uuid:grant>/remove")
@action("person.manage")
def remove(grant: uuid.UUID) -> Response:
    """Take a role away from somebody; what they have open elsewhere ends, unless their scope is wider."""
    with changing(lambda db: grant_within(db, grant, scope=scope_of_page())) as (db, row):
        account, about = db.get_one(Account, row.account_id), _held(db, row)
        within = person_within(db, account.id, scope=scope_of_page())
        ended = take_roles(db, account, [row], now=services().clock())
        if account.id != me().id and within:
            sign_out_everywhere(db, account)
        log_action(db, account, "role taken away", role=about.role, where=about.where, **ended.about)
    flash(_("%(role)s was taken away.", role=role_label(about.role).capitalize()))
    tell_what_ended(ended)
    return back() if account.id != me().id else redirect(url_for("accounts.mine"), 303)


def changing_person(person: uuid.UUID) -> AbstractContextManager[tuple[Session, Account]]:
    """Somebody within my scope who is not myself, in a transaction."""
    return changing(lambda db: None if person == me().id else person_within(db, person, scope=scope_of_page()))


def back() -> Response:
    """Back to the list of people."""
    return redirect(url_for("invitations.people"), 303)


def _listed(db: Session, account: Account, *, wider: bool) -> ListedAccount:
    grants = grants_of(db, account, scope=my_scope("person.manage"))
    return ListedAccount(account=account, held=[_held(db, grant) for grant in grants], wider=wider)


def _held(db: Session, grant: RoleGrant) -> Held:
    return Held(id=grant.id, role=grant.role, where=place_in_words(db, place_of(grant)))
