"""Somebody who can write to the database puts their own password or passkey into another's account: it is noticed."""

import pytest
from sqlalchemy import select, update

from evaluation.models import Account, Passkey
from evaluation.operations.keys.rotate_keys import rotate_key
from evaluation.store.accounts.accounts import account_by
from evaluation.store.accounts.invitations import invite
from evaluation.store.accounts.logged_credentials import OF_PASSWORD
from evaluation.store.log.audit_entries import latest_entries
from evaluation.web.audit_log import COMMAND_LINE, altered_credentials, recording
from tests.accounts.test_signing_in import EMAIL, accept, set_up
from tests.staff_pages import post

OTHER = "other@example.org"


@pytest.fixture
def two(desk):
    """The browsers of two people who came by an invitation and have an authenticator app each."""
    browsers = []
    for email in (EMAIL, OTHER):
        with desk.services.database.transaction() as db:
            secret = invite(db, email, roles=["administrator"], now=desk.services.clock())
        client = desk.app.test_client()
        accept(client, secret)
        set_up(client)
        browsers.append(client)
    return browsers


def found(desk):
    with desk.services.database.reading() as db:
        return list(altered_credentials(db, desk.services.settings))


def written(desk, statement):
    with desk.services.database.transaction() as db:
        db.execute(statement)


def account(desk, email):
    with desk.services.database.reading() as db:
        return account_by(db, email=email)


def passkey_of(owner, clock):
    about = {"sign_count": 0, "usage": "first", "device_type": "multi_device", "backed_up": True, "name": "key"}
    return Passkey(
        account_id=owner.id, credential_id=b"c", public_key=b"p", created_at=clock(), last_used_at=clock(), **about
    )


def actions(desk):
    with desk.services.database.reading() as db:
        return [entry.action for entry in latest_entries(db, limit=50)]


@pytest.mark.usefixtures("two")
def test_in_a_sound_home_nothing_is_found(desk):
    assert found(desk) == []


@pytest.mark.usefixtures("two")
def test_another_password_in_the_row_is_found(desk):
    mine = account(desk, OTHER)
    written(desk, update(Account).where(Account.email == EMAIL).values(password=mine.password))
    assert [EMAIL in fault for fault in found(desk)] == [True]


@pytest.mark.usefixtures("two")
def test_a_passkey_written_into_the_database_is_found(desk, clock):
    with desk.services.database.transaction() as db:
        db.add(passkey_of(account_by(db, email=EMAIL), clock))
    assert [EMAIL in fault for fault in found(desk)] == [True]


@pytest.mark.usefixtures("two")
def test_an_address_moved_to_another_account_is_found(desk):
    written(desk, update(Account).where(Account.email == EMAIL).values(email="elsewhere@example.org"))
    assert ["elsewhere@example.org" in fault for fault in found(desk)] == [True]


def test_an_account_enabled_past_the_program_is_found(desk, two):
    theirs = account(desk, OTHER)
    post(two[0], f"/people/{theirs.id}/disable", page="/people")
    assert found(desk) == []
    written(desk, update(Account).where(Account.email == OTHER).values(active=True))
    assert ["was disabled" in fault for fault in found(desk)] == [True]
    post(two[0], f"/people/{theirs.id}/disable", page="/people")
    post(two[0], f"/people/{theirs.id}/enable", page="/people")
    assert found(desk) == []


@pytest.mark.usefixtures("two")
def test_it_is_found_after_the_key_of_the_log_was_rotated(desk, clock):
    services = desk.services
    by = recording(services.settings, COMMAND_LINE, now=clock())
    rotate_key(services.settings, services.database, "audit", by=by)
    assert found(desk) == []
    written(desk, update(Account).where(Account.email == EMAIL).values(password="$argon2id$other"))
    assert len(found(desk)) == 1


@pytest.mark.usefixtures("two")
def test_what_was_erased_signs_nobody_in_and_is_no_fault(desk):
    written(desk, update(Account).where(Account.email == EMAIL).values(password=None, email="erased"))
    assert found(desk) == []


def test_the_log_says_what_was_set_up_and_pages_show_no_mark(desk, two):
    post(two[0], "/mf-recovery-codes", page="/mf-recovery-codes", generate_new_codes="1")
    assert {"authenticator app set up", "recovery codes made", "invitation accepted"} <= set(actions(desk))
    assert OF_PASSWORD not in two[0].get("/audit").text


@pytest.mark.usefixtures("two")
def test_marks_of_two_people_with_one_password_differ(desk):
    with desk.services.database.reading() as db:
        marks = [entry.details.get(OF_PASSWORD) for entry in latest_entries(db, limit=50)]
        assert len(set(filter(None, marks))) == len(db.scalars(select(Account)).all())
