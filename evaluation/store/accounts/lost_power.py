"""Somebody is disabled or loses a role: what they handed on by that power ends with it."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.models import Account, Role, RoleGrant
from evaluation.store.accounts.accounts import sign_out_everywhere
from evaluation.store.accounts.api_tokens import end_tokens
from evaluation.store.accounts.evening_keys import end_keys
from evaluation.store.accounts.invitations import end_invitations
from evaluation.store.accounts.people import keep_an_administrator
from evaluation.store.accounts.resets import end_resets

Named = Mapping[uuid.UUID, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What ended with somebody's power: invitations and resets, each with an address, keys, with their evening, and
    API tokens, with their names.
    """

    invitations: Named = field(default_factory=dict)
    evening_keys: Named = field(default_factory=dict)
    resets: Named = field(default_factory=dict)
    api_tokens: Named = field(default_factory=dict)

    @property
    def about(self) -> dict[str, dict[str, list[str]]]:
        """Which they were, as the audit log keeps it: by id, and nothing where nothing ended."""
        ids = {name: [str(each) for each in named] for name, named in self._by_kind.items() if named}
        return {"ended": ids} if ids else {}

    @property
    def names(self) -> dict[str, list[str]]:
        """Whom or what they were for, each kind of them."""
        return {name: list(named.values()) for name, named in self._by_kind.items()}

    @property
    def _by_kind(self) -> dict[str, Named]:
        kinds = ("invitations", "evening_keys", "resets", "api_tokens")
        return {kind: getattr(self, kind) for kind in kinds}


def disable_account(db: Session, account: Account, *, now: datetime) -> Ended:
    """End every session and let nobody sign in as this person until an administrator lets them in again."""
    account.active, account.disabled_at = False, now
    sign_out_everywhere(db, account)
    return replace(_ended_with(db, account.id, now=now), api_tokens=end_tokens(db, of=account.id, now=now))


def take_roles(db: Session, account: Account, grants: Collection[RoleGrant], *, now: datetime) -> Ended:
    """Take roles of somebody away; refused for the last administrator of everything."""
    if any(grant.role == Role.ADMINISTRATOR and grant.study_id is None for grant in grants):
        keep_an_administrator(db, without=account.id)
    for grant in grants:
        db.delete(grant)
    db.flush()
    return _ended_with(db, account.id, now=now)


def _ended_with(db: Session, account: uuid.UUID, *, now: datetime) -> Ended:
    """End what somebody handed on and could not hand on any more."""
    return Ended(
        invitations={row.id: row.email for row in end_invitations(db, by=account, now=now)},
        evening_keys=end_keys(db, by=account, now=now),
        resets=end_resets(db, by=account, now=now),
    )
