"""Who is looking at this staff page, and the scope of their roles."""

from typing import cast

from flask import g
from flask_login import current_user

from evaluation.models import Account, Role
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.log.audit_entries import Actor
from evaluation.web.access import allows, scope_of_grants


def me() -> Account:
    """The account of whoever is signed in; only behind a route that asks for one."""
    return cast("Account", current_user.account)


def anybody() -> Account | None:
    """The account of whoever is signed in, if anybody is."""
    return getattr(current_user, "account", None)


def my_scope(action: str) -> RoleScope:
    """How far I may do this; that a page asked is noted, since one that did not is not sent."""
    g.scope_asked = True
    return _scope_of_me(action)


def may(action: str) -> bool:
    """Whether I may do this anywhere at all."""
    return allows(_scope_of_me(action), action)


def may_somewhere(action: str) -> bool:
    """Whether a role of mine is one of those that may do this, though its scope may be too narrow."""
    return bool(_scope_of_me(action))


def myself() -> Actor:
    """Me, as the audit log writes it."""
    account = anybody()
    return Actor("account", account.id) if account else Actor("nobody signed in")


def my_roles() -> list[Role]:
    """My roles, each once."""
    account = anybody()
    return sorted({Role(grant.role) for grant in account.grants}) if account else []


def _scope_of_me(action: str) -> RoleScope:
    account = anybody()
    return scope_of_grants(account.grants, action) if account else RoleScope()
