import uuid

import pytest

from evaluation.models import Account
from evaluation.participants_app import participants_app
from evaluation.storage.keyring import links_key
from evaluation.store.linking.memory_questions import ELEMENTS, keep_memory
from evaluation.store.responses.responses import record_response
from evaluation.web.app import Services
from evaluation.web.audit_log import COMMAND_LINE, recording
from tests.hall import NOON, Hall

ANN = dict(zip(ELEMENTS, ("m", "14", "2", "l", "07"), strict=True))


@pytest.fixture
def by(settings, clock):
    """Whoever runs the server, now."""
    return lambda: recording(settings, COMMAND_LINE, now=clock())


@pytest.fixture
def hall(settings, database, clock):
    """An evening at which one person answered, with memory questions."""
    hall = Hall(database, clock)
    response = hall.begin()
    with database.transaction() as db:
        record_response(db, hall.submission(response), now=clock())
        held = links_key(db, settings, hall.evening().experiment, now=clock())
        keep_memory(db, response, given=ANN, key=held)
    hall.response = response
    return hall


@pytest.fixture
def ended(hall, clock):
    """The same evening, a day later: every wave has closed, and no late form is taken."""
    hall.close("pre")
    clock.advance(days=1)
    return hall


@pytest.fixture
def somebody(database):
    """An account, whose further columns a test gives."""

    def make(**columns):
        row = {"session_key": uuid.uuid4().hex, "passkey_handle": uuid.uuid4().hex, "recovery_codes": []}
        with database.transaction() as db:
            account = Account(email="ada@example.org", created_at=NOON, **{**row, **columns})
            db.add(account)
            db.flush()
            return account.id

    return make


@pytest.fixture
def sqlite_hall(sqlite_database, clock) -> Hall:
    """An evening on SQLite, for what does not depend on the engine."""
    return Hall(sqlite_database, clock)


@pytest.fixture
def participants(sqlite_hall, sqlite_settings, clock):
    """The participants' application over it."""
    return participants_app(Services(sqlite_settings, sqlite_hall.database, clock))
