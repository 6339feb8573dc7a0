"""Homes with an evening in them, on each engine, that are backed up and restored."""

import shutil
import uuid

import pytest

from evaluation.storage.database import open_database
from tests.backup.homes_compared import Kept
from tests.conftest import new_postgresql


@pytest.fixture
def kept(settings, clock, tmp_path):
    """A home in which people have answered, on each engine; nobody uses it."""
    return Kept(settings, clock, tmp_path)


@pytest.fixture
def kept_in_sqlite(sqlite_settings, clock, tmp_path):
    """The same on SQLite alone, for what does not depend on the engine."""
    return Kept(sqlite_settings, clock, tmp_path)


@pytest.fixture
def without_pg_dump(monkeypatch):
    """A machine on which PostgreSQL's programs are not installed."""
    found = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "pg_dump" else found(name))


@pytest.fixture
def new_home(tmp_path):
    """Settings of a home that is not there yet."""
    from evaluation.storage.settings import Settings

    return Settings.at(tmp_path / "another machine")


@pytest.fixture
def opened():
    """Open the database of a home, closed after the test at the latest."""
    held = []

    def opening(settings):
        held.append(open_database(settings))
        return held[-1]

    opening.close = lambda: [each.close() for each in held]
    yield opening
    opening.close()


@pytest.fixture
def empty_postgresql(postgresql_server):
    """The address of a PostgreSQL database with nothing in it, dropped afterwards."""
    import psycopg

    name = f"empty_{uuid.uuid4().hex}"
    yield new_postgresql(postgresql_server, name)
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
