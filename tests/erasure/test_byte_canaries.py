"""What somebody took back is in no file of the home, nor in a copy of the database that is made afterwards."""

import os
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from evaluation.cli import weaving
from evaluation.jobs.erasure_sweep import erase_withdrawn
from evaluation.models import OpenAnswer, PaperSheet, PendingErasure, Response, SheetPass
from evaluation.participants_app import participants_app
from evaluation.storage.database import open_database
from evaluation.storage.sqlite import driver
from evaluation.storage.write_ahead_log import TABLES, empty_log
from evaluation.store.responses.withdrawals import withdraw_answers
from tests.erasure.byte_canaries import Evening, found_in
from tests.hall import Phone


@pytest.fixture
def evening(sqlite_settings, sqlite_database, clock):
    return Evening(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def on_either(settings, database, clock):
    return Evening(settings, database, clock)


@pytest.fixture
def held_open(sqlite_settings, evening):
    """Another process has the database open, so that its log is not tidied away as the last one closes it."""
    connection = driver.connect(sqlite_settings.database_url.removeprefix("sqlite:///"))
    connection.execute("SELECT 1 FROM response").fetchall()
    yield connection
    connection.close()


def on_the_page(evening):
    phone = Phone(participants_app(evening.services))
    phone.post("/withdraw", {"code": evening.card})
    evening.clock.advance(seconds=5)
    assert "have been deleted" in phone.post(*phone.form()).text


def by_the_command(evening):
    told = command(evening, "withdraw", evening.card)
    assert told.exit_code == 0, told.output


def of_the_whole_study(evening):
    with evening.database.transaction() as db:
        db.execute(text('UPDATE study SET who_asks = \'{"keep_until": "2026-05-01"}\''))
    told = command(evening, "study", "delete-answers", "weaving-trust")
    assert told.exit_code == 0, told.output


WAYS = {"page": on_the_page, "command": by_the_command, "study": of_the_whole_study}


def command(evening, *arguments):
    settings = evening.services.settings
    environment = {"WEAVING_HOME": str(settings.home), "WEAVING_DATABASE_URL": settings.database_url}
    return CliRunner().invoke(weaving, arguments, env=environment)


def backed_up(settings):
    """A copy by SQLite's own way, as a backup makes it."""
    copy = settings.home / "backup.sqlite"
    source, target = driver.connect(settings.home / "weaving.sqlite"), driver.connect(copy)
    source.backup(target)
    source.close()
    target.close()
    return copy


@pytest.mark.parametrize("way", WAYS)
def test_no_file_holds_what_was_taken_back_whatever_the_way(evening, sqlite_settings, held_open, way):
    theirs = evening.bytes_of_theirs()
    before = found_in(sqlite_settings.home, theirs)
    assert before.get("weaving.sqlite", 0) + before.get("weaving.sqlite-wal", 0) >= len(theirs) >= 15
    WAYS[way](evening)
    assert erase_withdrawn(evening.services)
    backed_up(sqlite_settings)
    assert found_in(sqlite_settings.home, theirs) == {}
    assert (sqlite_settings.home / "weaving.sqlite-wal").stat().st_size < 100_000


@pytest.mark.parametrize("way", ["page"])
def test_the_page_itself_leaves_nothing_in_the_log_where_nobody_reads(evening, sqlite_settings, held_open, way):
    theirs = evening.bytes_of_theirs()
    WAYS[way](evening)
    assert found_in(sqlite_settings.home, theirs) == {}


def test_without_emptying_the_log_it_holds_them(evening, sqlite_settings, held_open):
    """The control: deleting overwrites the main file, and the log beside it keeps the pages as they were."""
    theirs = evening.bytes_of_theirs()
    with evening.database.transaction() as db:
        withdraw_answers(db, evening.card, now=evening.clock())
    assert found_in(sqlite_settings.home, theirs)["weaving.sqlite-wal"] > 0


def test_who_reads_an_older_state_delays_it_and_the_next_sweep_does_it(evening, sqlite_settings, held_open):
    theirs = evening.bytes_of_theirs()
    held_open.execute("BEGIN")
    held_open.execute("SELECT count(*) FROM response").fetchall()
    with evening.database.transaction() as db:
        withdraw_answers(db, evening.card, now=evening.clock())
    assert (empty_log(evening.database, patience=0.05), erase_withdrawn(evening.services)) == (False, False)
    assert pending(evening.database) > 0
    assert found_in(sqlite_settings.home, theirs)["weaving.sqlite-wal"] > 0
    held_open.execute("COMMIT")
    assert erase_withdrawn(evening.services)
    assert (pending(evening.database), found_in(sqlite_settings.home, theirs)) == (0, {})


def test_what_is_left_to_do_outlives_the_process(evening, sqlite_settings, held_open):
    theirs = evening.bytes_of_theirs()
    with evening.database.transaction() as db:
        withdraw_answers(db, evening.card, now=evening.clock())
    another = open_database(sqlite_settings)
    assert pending(another) > 0
    another.close()
    assert erase_withdrawn(evening.services)
    assert found_in(sqlite_settings.home, theirs) == {}


def test_the_code_stays_so_that_a_late_retry_is_turned_away(evening, sqlite_settings, held_open):
    on_the_page(evening)
    assert erase_withdrawn(evening.services)
    assert list(found_in(sqlite_settings.home, [evening.card.encode()])) == ["weaving.sqlite"]


def test_a_sheet_keyed_once_of_two_times_holds_nothing_any_more_and_is_settled(on_either):
    with on_either.database.transaction() as db:
        withdraw_answers(db, on_either.card, now=on_either.clock())
    with on_either.database.reading() as db:
        assert db.scalars(select(SheetPass)).all() == []
        settled = select(PaperSheet).where(PaperSheet.settled_at.is_not(None), PaperSheet.response_id.is_(None))
        assert len(db.scalars(settled).all()) == 1


def test_nobody_elses_answers_go(on_either):
    with on_either.database.reading() as db:
        before = len(db.scalars(select(Response)).all())
    on_the_page(on_either)
    with on_either.database.reading() as db:
        assert len(db.scalars(select(Response)).all()) == before - 2
        assert all("others" in each.text for each in db.scalars(select(OpenAnswer)))


def test_the_rows_are_gone_and_nothing_is_left_to_do(on_either):
    on_the_page(on_either)
    assert erase_withdrawn(on_either.services)
    assert pending(on_either.database) == 0
    with on_either.database.reading() as db:
        rows = [str(row) for table in TABLES for row in db.execute(text(f"SELECT * FROM {table}"))]
    assert [row for row in rows if any(word in row for word in on_either.words_written)] == []


def test_dead_rows_of_postgresql_are_cleared(postgresql_settings, clock):
    database = open_database(postgresql_settings)
    evening = Evening(postgresql_settings, database, clock)
    with database.transaction() as db:
        withdraw_answers(db, evening.card, now=clock())
    assert vacuumed(database) == 0
    assert erase_withdrawn(evening.services)
    assert vacuumed(database) == len(TABLES)
    database.close()


def test_of_a_postgresql_that_others_hold_locked_the_rest_is_left_to_the_next_sweep(postgresql_settings, clock):
    database = open_database(postgresql_settings)
    evening = Evening(postgresql_settings, database, clock)
    with database.transaction() as db:
        withdraw_answers(db, evening.card, now=clock())
    with locked(database):
        assert not erase_withdrawn(evening.services)
    assert erase_withdrawn(evening.services)
    database.close()


@contextmanager
def locked(database):
    with database.transaction() as db:
        db.execute(text("LOCK TABLE open_answer IN SHARE UPDATE EXCLUSIVE MODE"))
        yield


def vacuumed(database):
    """Of how many tables of answers the dead rows were cleared, as PostgreSQL counts it."""
    with database.reading() as db:
        cleared = "SELECT count(*) FROM pg_stat_user_tables WHERE relname = ANY(:tables) AND vacuum_count > 0"
        return db.execute(text(cleared), {"tables": list(TABLES)}).scalar_one()


def pending(database):
    with database.reading() as db:
        return len(db.scalars(select(PendingErasure)).all())


def test_the_search_looks_at_every_file(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "log").write_bytes(os.urandom(100) + b"canary")
    assert found_in(tmp_path, [b"canary"]) == {"deep/log": 1}
