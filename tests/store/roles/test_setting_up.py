"""Roles come with the schema where the login may make them; else a superuser runs what is printed."""

import uuid
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from psycopg.errors import InsufficientPrivilege

from evaluation import migrations
from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.migrations.rights import wrong_rights
from evaluation.storage.database import open_database
from evaluation.storage.database_roles import DatabaseRole, held_role, new_name
from evaluation.storage.settings import Settings
from tests.conftest import new_postgresql


def said(database):
    """What a check of the rights says: its faults, and the words at its end."""
    with database.reader.connect() as connection:
        faults, looking = [], wrong_rights(connection)
        try:
            while True:
                faults.append(next(looking))
        except StopIteration as end:
            return faults, end.value


def owned_by(server, *, options=""):
    """An empty database of a login that is no superuser; its address."""
    name = f"owned_{uuid.uuid4().hex[:12]}"
    address = new_postgresql(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE ROLE "{name}_owner" LOGIN {options}')
        connection.execute(f'ALTER DATABASE "{name}" OWNER TO "{name}_owner"')
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'GRANT ALL ON SCHEMA public TO "{name}_owner"')
    return f"postgresql://{name}_owner@{address.partition('@')[2]}", address


@pytest.fixture
def opened():
    """Open databases by their address; they are closed afterwards."""
    held = []

    def open_it(address):
        held.append(open_database(Settings(home=Path("unused"), database_url=address)))
        return held[-1]

    yield open_it
    for each in held:
        each.close()


def test_what_a_migrated_database_gives_is_what_is_said(postgresql):
    faults, _words = said(postgresql)
    assert faults == []


def test_a_superuser_is_warned_of(postgresql):
    assert "superuser" in said(postgresql)[1]


@pytest.mark.parametrize(
    "change",
    [
        'GRANT SELECT ON account TO "{participants}"',
        'GRANT SELECT (answers) ON response_revision TO "{participants}"',
        'REVOKE INSERT ON response FROM "{participants}"',
        'GRANT UPDATE ON audit_entry TO "{staff}"',
        "GRANT SELECT ON response TO PUBLIC",
        "ALTER TABLE response DISABLE ROW LEVEL SECURITY",
        "DROP POLICY participants_read ON open_answer",
        "ALTER FUNCTION weaving_people() SECURITY INVOKER",
        "DROP FUNCTION weaving_audit_end()",
    ],
)
def test_a_right_that_was_changed_is_noticed_and_put_right(postgresql, logins, change):
    with postgresql.writer.begin() as connection:
        connection.exec_driver_sql(change.format(**{role.value: name for role, name in logins.names.items()}))
    assert said(postgresql)[0] != []
    with postgresql.writer.begin() as connection:
        connection.exec_driver_sql("REVOKE ALL ON response FROM PUBLIC")
    migrations.upgrade(postgresql)
    assert said(postgresql)[0] == []


def test_a_table_made_outside_the_migrations_is_staffs_alone(postgresql, logins):
    with postgresql.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE made_since (a int)")
    with logins.signed_in(DatabaseRole.STAFF) as connection:
        connection.execute("INSERT INTO made_since VALUES (1)")
    with logins.signed_in(DatabaseRole.PARTICIPANTS) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute("SELECT * FROM made_since")


def test_a_table_of_somebody_else_is_neither_asked_for_nor_in_the_way(postgresql_server, opened):
    address, as_superuser = owned_by(postgresql_server, options="CREATEROLE")
    with psycopg.connect(as_superuser, autocommit=True) as connection:
        connection.execute("CREATE TABLE huey_task (a int)")
    database = opened(address)
    for _ in range(2):
        migrations.upgrade(database)
    assert said(database)[0] == []


def test_an_owner_who_may_make_roles_makes_them(postgresql_server, opened):
    address, _ = owned_by(postgresql_server, options="CREATEROLE")
    database = opened(address)
    migrations.upgrade(database)
    faults, words = said(database)
    assert (faults, "superuser" in words) == ([], False)
    assert database.as_role(DatabaseRole.PARTICIPANTS).role is DatabaseRole.PARTICIPANTS


def test_an_owner_who_may_not_is_told_what_a_superuser_has_to_run(postgresql_server, opened, tmp_path, monkeypatch):
    address, as_superuser = owned_by(postgresql_server)
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path))
    monkeypatch.setenv("WEAVING_DATABASE_URL", address)
    assert "weaving migrate --roles" in CliRunner().invoke(weaving, ["migrate"]).stderr
    assert opened(address).as_role(DatabaseRole.PARTICIPANTS).role is None
    printed = CliRunner().invoke(weaving, ["migrate", "--roles"]).stdout
    with psycopg.connect(as_superuser, autocommit=True) as connection:
        connection.execute(printed)
    assert CliRunner().invoke(weaving, ["migrate"]).stderr == ""
    assert said(opened(address))[0] == []


def test_two_databases_of_a_server_have_roles_of_their_own(postgresql_server, opened):
    one, other = (opened(new_postgresql(postgresql_server, f"pair_{uuid.uuid4().hex[:8]}")) for _ in range(2))
    for database in (one, other):
        migrations.upgrade(database)
    with one.reader.connect() as here, other.reader.connect() as there:
        mine, theirs = held_role(here, DatabaseRole.PARTICIPANTS).name, held_role(there, DatabaseRole.PARTICIPANTS).name
    assert mine != theirs
    with other.writer.connect() as connection:
        connection.exec_driver_sql(f'SET ROLE "{mine}"')
        with pytest.raises(Exception, match="permission denied"):
            connection.exec_driver_sql("SELECT * FROM study")


def test_a_role_that_is_somebodys_login_is_not_taken(postgresql_server, opened):
    name = f"taken_{uuid.uuid4().hex[:8]}"
    database = opened(new_postgresql(postgresql_server, name))
    with database.writer.begin() as connection:
        connection.exec_driver_sql(f'CREATE ROLE "{name}_staff" LOGIN')
    with pytest.raises(Refused, match="in use for something else"):
        migrations.upgrade(database)


@pytest.mark.parametrize("database", ["weaving", "w" * 63, "élan vital"])
def test_a_role_has_a_name_that_postgresql_takes_whole(database):
    names = {new_name(database, role) for role in DatabaseRole}
    assert len(names) == len(DatabaseRole)
    assert max(len(name.encode()) for name in names) <= 63


def test_a_database_whose_name_has_a_space_is_served(postgresql_server, opened, tmp_path):
    name = f"élan vital {uuid.uuid4().hex[:8]}"
    database = opened(new_postgresql(postgresql_server, name).replace(" ", "%20"))
    migrations.upgrade(database)
    with database.as_role(DatabaseRole.PARTICIPANTS).reading() as db:
        assert db.connection().exec_driver_sql("SELECT current_user").scalar() == f"{name}_participants"
