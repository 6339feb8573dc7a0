"""Of two administrators who decide together neither brought the other in, also where a role was taken away since."""

import secrets
from datetime import timedelta

import pytest
from sqlalchemy import delete

from evaluation.models import Invitation, Role, RoleGrant
from evaluation.store.accounts.independent_administrators import independent


@pytest.fixture
def first(mounted):
    return mounted.desk.person(Role.ADMINISTRATOR, email="first@example.org")


def brought(mounted, email, *, by):
    """Another administrator, whom somebody has invited."""
    account, now = mounted.desk.person(Role.ADMINISTRATOR, email=email), mounted.services.clock()
    with mounted.services.database.transaction() as db:
        db.add(
            Invitation(
                email=email, digest=secrets.token_hex(32), roles=["administrator"], invited_by=by.id, created_at=now,
                expires_at=now + timedelta(days=3), used_at=now,
            )
        )  # fmt: skip
    return account


def are_independent(mounted, one, other):
    with mounted.services.database.reading() as db:
        return independent(db, one.id, other.id, at=mounted.services.clock())


def test_two_whom_nobody_brought_in_are_independent(mounted, first):
    assert are_independent(mounted, first, mounted.desk.person(Role.ADMINISTRATOR, email="second@example.org"))


def test_who_was_brought_in_by_the_other_is_not(mounted, first):
    assert not are_independent(mounted, first, brought(mounted, "second@example.org", by=first))


def test_nor_is_who_was_brought_in_by_somebody_whose_role_was_taken_away(mounted, first):
    between = brought(mounted, "between@example.org", by=first)
    last = brought(mounted, "last@example.org", by=between)
    with mounted.services.database.transaction() as db:
        db.execute(delete(RoleGrant).where(RoleGrant.account_id == between.id))
    assert not are_independent(mounted, first, last)
