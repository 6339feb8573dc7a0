"""Participants' pages act as their role: by the login that everything shares, or by a login of their own."""

import re
from dataclasses import replace

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import select, text
from werkzeug.test import Client

from evaluation.application import application_for
from evaluation.cli.operations.serve import said_of_roles
from evaluation.models import Complaint, Study
from evaluation.participants_app import participants_app
from evaluation.storage.database import open_database
from evaluation.storage.database_roles import DatabaseRole
from evaluation.storage.keyring import FOR_PARTICIPANTS, hold_keys
from evaluation.store.complaints.complaints import filed_lately
from evaluation.web.app import Services
from tests.hall import Hall, Phone
from tests.store.roles.conftest import SECRET


@pytest.fixture(params=["the shared login", "a login of its own"])
def pages_settings(request, postgresql_settings, logins):
    """The settings of a process that serves participants' pages, signed in either way."""
    if request.param == "the shared login":
        return postgresql_settings
    return replace(postgresql_settings, database_url=logins.address(DatabaseRole.PARTICIPANTS))


@pytest.fixture
def pages_database(pages_settings):
    opened = open_database(pages_settings)
    yield opened
    opened.close()


@pytest.fixture
def phone(postgresql, clock, pages_settings, pages_database):
    """A phone before these pages, and the evening that it comes to."""
    hall = Hall(postgresql, clock)
    services = Services(pages_settings, pages_database, clock)
    app = participants_app(services)
    app.testing = True
    held = Phone(app)
    held.hall = hall
    return held


def count(database, table):
    with database.reader.connect() as connection:
        return connection.scalar(text(f"SELECT count(*) FROM {table}"))


def test_an_evening_is_answered_changed_and_taken_back(phone, postgresql):
    phone.start(phone.hall.words)
    assert phone.send({"bt1": "4"}).status_code == 303
    assert phone.send({"bt1": "2"}).status_code == 303
    assert phone.get(phone.page.headers["Location"]).status_code == 200
    with postgresql.reader.connect() as connection:
        token = connection.scalar(text("SELECT token FROM card"))
    assert count(postgresql, "response") == 1
    phone.post("/withdraw", {"code": token})
    address, hidden = phone.form()
    phone.hall.clock.advance(seconds=30)
    assert b"deleted" in phone.post(address, {**hidden, "code": token, "confirmed": "1"}).data
    assert count(postgresql, "response") == count(postgresql, "open_answer") == 0


def test_a_complaint_is_kept_and_its_answer_read_with_its_code_alone(phone, postgresql):
    page = phone.post(f"/{phone.hall.words}/complaint", {"text": "I was not asked", "contact": "me@example.org"})
    [code] = re.findall(rb"[0-9A-Z]{3} [0-9A-Z]{3} [0-9A-Z]{3}", page.data)
    with postgresql.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE complaint SET answer = 'We are sorry', answered_at = now()")
    assert b"We are sorry" in phone.post("/privacy/complaint/answer", {"code": code.decode()}).data
    database = phone.client.application.extensions["weaving"].database
    with database.reading() as db:
        assert (filed_lately(db, None, now=phone.hall.clock()), db.query(Complaint).count()) == (0, 0)
        assert filed_lately(db, db.scalars(select(Study.id)).one(), now=phone.hall.clock()) == 1


def test_the_pages_are_restricted(phone):
    database = phone.client.application.extensions["weaving"].database
    with database.reading() as db, pytest.raises(Exception, match="permission denied"):
        db.execute(text("SELECT email FROM account"))


def test_the_pages_see_nobody_outside_a_request(phone):
    phone.start(phone.hall.words)
    phone.send({"bt1": "4"})
    database = phone.client.application.extensions["weaving"].database
    with database.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM response")) == 0


@pytest.mark.parametrize("way", ["RESET ROLE", "RESET ALL", "DISCARD ALL"])
def test_resetting_leaves_the_role_in_neither_way(pages_database, people, way):
    engine = pages_database.as_role(DatabaseRole.PARTICIPANTS).reader
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(way)
        assert connection.exec_driver_sql("SELECT count(*) FROM open_answer").scalar_one() == 0


def test_setting_no_role_leaves_it_with_the_shared_login(postgresql, people):
    with postgresql.as_role(DatabaseRole.PARTICIPANTS).reader.connect() as connection:
        connection.exec_driver_sql("SET ROLE NONE")
        assert SECRET in connection.exec_driver_sql("SELECT text FROM open_answer").scalars().all()


def test_setting_no_role_leaves_nothing_with_a_login_of_its_own(logins, people):
    with logins.signed_in(DatabaseRole.PARTICIPANTS) as connection:
        connection.execute("SET ROLE NONE")
        assert connection.execute("SELECT count(*) FROM open_answer").fetchone() == (0,)


def test_the_pages_begin_with_the_keys_that_they_use_alone(postgresql_settings, logins, clock):
    own = replace(postgresql_settings, database_url=logins.address(DatabaseRole.PARTICIPANTS))
    for name in ("totp", "lots", "staff", "recovery", "password-salt"):
        (own.keys / name).unlink()
    database = open_database(own)
    hold_keys(own, database, now=clock())
    assert not (own.keys / "totp").exists()
    database.close()


def test_the_pages_do_not_begin_with_another_key(postgresql_settings, logins, clock):
    own = replace(postgresql_settings, database_url=logins.address(DatabaseRole.PARTICIPANTS))
    (own.keys / "cards").write_bytes(b"x" * 32)
    database = open_database(own)
    with pytest.raises(Exception, match="is another one"):
        hold_keys(own, database, now=clock())
    database.close()


@pytest.fixture
def served_alone(postgresql, postgresql_settings, clock, logins):
    """Participants' pages alone, as a machine serves them whose login and keys are theirs and no others."""
    own = replace(postgresql_settings, database_url=logins.address(DatabaseRole.PARTICIPANTS))
    for path in own.keys.iterdir():
        if path.name not in FOR_PARTICIPANTS:
            path.unlink()
    database = open_database(own)
    yield Services(own, database, clock)
    database.close()


def test_the_pages_of_a_login_of_their_own_are_ready(served_alone):
    answer = Client(application_for(served_alone, only="participants")).get("/ready")
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "database": "ok", "keys": "ok"})


def test_they_are_not_ready_with_a_key_that_is_another(served_alone):
    application = application_for(served_alone, only="participants")
    (served_alone.settings.keys / "cookies").write_bytes(b"k" * 32)
    answer = Client(application).get("/ready")
    assert (answer.status_code, answer.json["keys"]) == (503, "fails")


def test_each_application_acts_as_its_own_role(postgresql, postgresql_settings, clock, logins):
    application_for(Services(postgresql_settings, postgresql, clock))
    for role in (DatabaseRole.PARTICIPANTS, DatabaseRole.STAFF):
        with postgresql.as_role(role).reading() as db:
            assert db.scalar(text("SELECT current_user")) == logins.names[role]


def test_nothing_is_said_where_the_pages_are_restricted(postgresql):
    assert said_of_roles(postgresql) == ""


def test_a_login_that_is_no_member_is_not_restricted_and_that_is_said(postgresql_settings, logins):
    other = open_database(replace(postgresql_settings, database_url=logins.address()))
    assert "whatever their login may" in said_of_roles(other)
    other.close()


def test_staff_cannot_become_participants_pages_owner(logins, postgresql):
    with logins.signed_in(DatabaseRole.STAFF) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(f'SET ROLE "{postgresql.reader.url.username}"')


def test_the_worker_reads_answers_and_changes_none(logins, people):
    with logins.signed_in(DatabaseRole.WORKER) as connection:
        assert connection.execute("SELECT count(*) FROM open_answer").fetchone() == (2,)
        with pytest.raises(psycopg.Error, match="permission denied"):
            connection.execute("UPDATE response SET answers = '{}'")
