"""The evening and its phones, for the participants' pages."""

import pytest
from sqlalchemy import event

from evaluation.participants_app import participants_app
from evaluation.storage.database_roles import DatabaseRole
from evaluation.web.app import Services
from tests.hall import Hall, Phone


@pytest.fixture
def hall(database, clock) -> Hall:
    """The evening on either engine."""
    return Hall(database, clock)


@pytest.fixture
def sqlite_hall(sqlite_database, clock) -> Hall:
    """The evening on SQLite, for what does not depend on the engine."""
    return Hall(sqlite_database, clock)


class Statements(list):
    """Every SQL statement that the database was sent, but for the transactions' own."""


@pytest.fixture
def count_sql():
    """Start counting statements on a database."""
    watched = []

    def start(database) -> Statements:
        sent = Statements()

        def note(_connection, _cursor, statement, *_):
            if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
                sent.append(statement)

        for engine in {database.reader, database.writer, database.as_role(DatabaseRole.PARTICIPANTS).reader}:
            event.listen(engine, "before_cursor_execute", note)
            watched.append((engine, note))
        return sent

    yield start
    for engine, note in watched:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def participants(sqlite_hall, sqlite_settings, clock):
    """The participants' application over the evening."""
    app = participants_app(Services(sqlite_settings, sqlite_hall.database, clock))
    app.testing = True
    return app


@pytest.fixture
def phone(participants) -> Phone:
    """Somebody's phone."""
    return Phone(participants)


@pytest.fixture
def new_phone(participants):
    """More phones, as many as called for."""
    return lambda **headers: Phone(participants, **headers)
