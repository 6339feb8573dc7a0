"""Recordings of questions come from their folder: no address leads out of it, to the database or the keys."""

import pytest
from werkzeug.test import Client

from evaluation.participants_app import participants_app
from evaluation.web.app import Services


@pytest.fixture
def home(sqlite_settings):
    """A home with a recording, and with what nobody may fetch."""
    recorded = sqlite_settings.home / "clips" / "common-ground" / "1" / "en"
    recorded.mkdir(parents=True)
    (recorded / "bt1.mp3").write_bytes(b"a recording")
    (sqlite_settings.home / "1" / "keys").mkdir(parents=True)
    (sqlite_settings.home / "1" / "keys" / "cards").write_bytes(b"secret")
    return sqlite_settings


@pytest.mark.parametrize(
    "path",
    [
        "/clips/../1/../weaving.sqlite",
        "/clips/%2e%2e/1/%2e%2e/weaving.sqlite",
        "/clips/../1/../weaving.sqlite-wal",
        "/clips/../1/keys/cards",
        "/clips/common-ground/1/../../../weaving.sqlite",
        "/clips/common-ground/1/en/../../../../weaving.sqlite",
        "/clips/..%2f..%2f/1/en/weaving.sqlite",
        "/clips/../1/./weaving.sqlite",
    ],
)
def test_no_address_of_a_recording_leads_out_of_its_folder(home, sqlite_database, clock, path):
    answer = Client(participants_app(Services(home, sqlite_database, clock))).get(path)
    assert (answer.status_code, b"SQLite" in answer.data, b"secret" in answer.data) == (404, False, False)


def test_the_recording_itself_is_handed_out(home, sqlite_database, clock):
    answer = Client(participants_app(Services(home, sqlite_database, clock))).get(
        "/clips/common-ground/1/en/bt1.mp3", buffered=True
    )
    assert (answer.status_code, answer.data) == (200, b"a recording")
