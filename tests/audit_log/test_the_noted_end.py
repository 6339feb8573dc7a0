"""The note of the log's end was taken away: nothing makes a new one unasked, and making one is written down."""

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.storage.log_end import LOG_END_FILE, noted_end
from evaluation.store.log.audit_entries import latest_entries
from evaluation.web.audit_log import COMMAND_LINE, recording, verify_whole_log, write_down


@pytest.fixture
def typed(sqlite_settings, sqlite_database, clock, monkeypatch):
    """`weaving …` as it is typed, on a home with six entries."""
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))
    for number in range(6):
        write(sqlite_settings, sqlite_database, clock, f"act {number}")
    return lambda *words: CliRunner().invoke(weaving, [*words], standalone_mode=False)


def write(settings, database, clock, action):
    with database.transaction() as db:
        write_down(db, settings, actor=COMMAND_LINE, action=action, subject="x", now=clock())


def without_end_and_note(settings, database):
    """The last two entries cut off, and the note of them taken away."""
    with database.transaction() as db:
        for verb in ("update", "delete"):
            db.execute(text(f"DROP TRIGGER audit_entry_no_{verb}"))
        db.execute(text("DELETE FROM audit_entry WHERE number > 4"))
    (settings.home / LOG_END_FILE).unlink()


def is_lost(settings, database):
    with database.reading() as db:
        return any("audit-head, is missing" in fault for fault in verify_whole_log(db, settings).faults)


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize("recorded", [False, True])
def test_entries_written_afterwards_hide_nothing(sqlite_settings, sqlite_database, clock, recorded):
    without_end_and_note(sqlite_settings, sqlite_database)
    if recorded:
        with sqlite_database.transaction() as db:
            recording(sqlite_settings, COMMAND_LINE, now=clock()).note(db, "later", "x")
    else:
        write(sqlite_settings, sqlite_database, clock, "later")
    assert (noted_end(sqlite_settings), is_lost(sqlite_settings, sqlite_database)) == (None, True)


def test_verifying_and_checking_refuse(typed, sqlite_settings):
    (sqlite_settings.home / LOG_END_FILE).unlink()
    for words in (("audit", "verify"), ("audit", "head"), ("check",)):
        assert "audit-head, is missing" in str(typed(*words).exception), words


def test_an_empty_log_lacks_no_note(sqlite_settings, sqlite_database):
    assert not is_lost(sqlite_settings, sqlite_database)


def test_the_end_is_noted_anew_after_it_was_compared(typed, sqlite_settings, sqlite_database):
    head = typed("audit", "head").output.split()[-1]
    (sqlite_settings.home / LOG_END_FILE).unlink()
    assert typed("audit", "renew-head", "--head", head).exception is None
    assert typed("audit", "verify").exception is None
    with sqlite_database.reading() as db:
        (entry,) = latest_entries(db, limit=1)
    assert (entry.action, entry.mac) == ("end of the log noted anew", noted_end(sqlite_settings))
    assert entry.details == {"entries": 6, "head": head, "heads compared": 1}


def test_a_log_that_lacks_a_head_kept_elsewhere_is_not_noted_anew(typed, sqlite_settings, sqlite_database):
    head = typed("audit", "head").output.split()[-1]
    without_end_and_note(sqlite_settings, sqlite_database)
    assert "its end was cut off" in str(typed("audit", "renew-head", "--head", head).exception)
    assert noted_end(sqlite_settings) is None


def test_where_no_head_was_kept_that_stays_in_the_log(typed, sqlite_settings, sqlite_database):
    (sqlite_settings.home / LOG_END_FILE).unlink()
    assert typed("audit", "renew-head", "--head", "none").exception is None
    with sqlite_database.reading() as db:
        assert latest_entries(db, limit=1)[0].details["heads compared"] == 0


def test_a_note_that_is_there_is_not_made_anew(typed):
    refused = typed("audit", "renew-head", "--head", "none").exception
    assert isinstance(refused, Refused)
    assert "nothing to note anew" in str(refused)
