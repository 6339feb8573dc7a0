"""A home that goes from SQLite to PostgreSQL leaves no answers in a file that nobody knows of."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.models import Card, Response
from evaluation.operations.restore.restore_home import remove_all_kept, undo_restore
from evaluation.storage.database import open_database
from evaluation.store.responses.withdrawals import withdraw_answers
from tests.backup.homes_compared import rows_of

pytestmark = pytest.mark.usefixtures("without_pg_dump")


@pytest.fixture
def moving(kept_in_sqlite, empty_postgresql):
    """A home in SQLite with a backup, and its settings once it is in PostgreSQL."""
    kept_in_sqlite.back_up()
    kept_in_sqlite.clock.advance(minutes=1)
    with kept_in_sqlite.using() as database, database.reading() as db:
        answered = select(Card.token).join(Response, Response.participant_id == Card.participant_id)
        kept_in_sqlite.token = db.scalars(answered).first()
    kept_in_sqlite.moved = replace(kept_in_sqlite.settings, database_url=empty_postgresql)
    return kept_in_sqlite


@pytest.fixture
def typed(moving, monkeypatch):
    """Type a verb on that home with either database."""

    def typing(*arguments, settings):
        monkeypatch.setenv("WEAVING_HOME", str(settings.home))
        monkeypatch.setenv("WEAVING_DATABASE_URL", settings.database_url)
        return CliRunner().invoke(weaving, [*arguments, "--json"])

    return typing


def kept_by_restores(typed, settings):
    rows = json.loads(typed("check", settings=settings).stdout)
    return next(row["found"] for row in rows if row["what"] == "kept by restores")


def test_its_file_is_kept_as_what_was_there_until_that_is_removed(moving, typed):
    done = typed("restore", str(moving.folder / "backup.zip"), settings=moving.moved)
    folder = next(moving.settings.home.glob("before-restore-*"))
    assert (folder / "weaving.sqlite").exists()
    assert "weaving restore --remove-kept" in done.stderr
    assert f"{folder.name}: remove it" in kept_by_restores(typed, moving.moved)
    remove_all_kept(moving.moved)
    assert not list(moving.settings.home.rglob("*.sqlite*"))


def test_whoever_withdrew_since_the_backup_is_withdrawn_in_postgresql(moving, typed):
    with moving.using() as database, database.transaction() as db:
        assert withdraw_answers(db, moving.token, now=moving.clock()).responses == 1
    typed("migrate", settings=moving.moved)
    done = moving.restore(settings=moving.moved)
    assert (done.withdrawn, done.since.is_known, len(rows_of(moving.moved)["response"])) == (1, True, 2)


def test_without_the_setting_no_other_home_begins_in_its_place(moving, typed):
    moving.restore(settings=moving.moved)
    with pytest.raises(Refused, match="are in PostgreSQL"):
        open_database(moving.settings)
    for verb in ("--undo", "--remove-kept"):
        assert "is in PostgreSQL: set WEAVING" in str(typed("restore", verb, settings=moving.settings).exception)
    done = typed("check", settings=moving.settings)
    assert "set it as it was" in str(done.exception)
    assert not (moving.settings.home / "weaving.sqlite").exists()


def test_undoing_puts_the_file_back_with_what_was_in_it(moving):
    before = rows_of(moving.settings)
    moving.restore(settings=moving.moved)
    undo_restore(moving.moved, now=moving.clock())
    open_database(moving.settings).close()
    assert rows_of(moving.settings) == before


def test_a_restore_back_into_sqlite_ends_the_mark(moving):
    moving.restore(settings=moving.moved)
    before = rows_of(moving.moved)
    moving.clock.advance(minutes=1)
    moving.restore()
    open_database(moving.settings).close()
    assert rows_of(moving.settings) == before


def test_withdrawing_says_what_still_holds_the_answers(moving, typed):
    moving.restore(settings=moving.moved)
    done = typed("withdraw", moving.token, settings=moving.moved)
    assert (json.loads(done.stdout)["files_erased"], "--remove-kept" in done.stderr) == (False, True)
    remove_all_kept(moving.moved)
    done = typed("withdraw", moving.token, settings=moving.moved)
    assert (json.loads(done.stdout)["files_erased"], done.stderr) == (True, "")


def test_a_file_that_was_left_there_by_a_setting_is_named(moving, typed):
    assert "nothing of it is in PostgreSQL" in typed("migrate", settings=moving.moved).stderr
    assert "weaving.sqlite, which nothing uses" in kept_by_restores(typed, moving.moved)
