"""Nothing is restored into a home that anybody uses, and nobody begins to use one that is being restored."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from evaluation.domain.errors import Refused
from evaluation.operations.restore import restore_home as restoring
from evaluation.operations.restore.home_swap import finish_swap
from evaluation.operations.restore.restore_home import finish_restore, undo_restore
from evaluation.storage.database import open_database
from evaluation.storage.home_lock import RESTORE_FILE, home_alone
from tests.backup.homes_compared import Kept, bytes_of, rows_of
from tests.serving import serving

pytestmark = pytest.mark.usefixtures("without_pg_dump")


def test_a_running_server_is_noticed(kept_in_sqlite):
    kept_in_sqlite.back_up()
    with serving(kept_in_sqlite.settings.home, "--no-worker"), pytest.raises(Refused, match="stop every one"):
        kept_in_sqlite.restore()


@pytest.mark.long
def test_a_server_that_was_killed_hinders_nobody(kept_in_sqlite):
    kept_in_sqlite.back_up()
    with serving(kept_in_sqlite.settings.home, "--no-worker") as server:
        os.kill(server.pid, 9)
        os.waitpid(server.pid, 0)
    kept_in_sqlite.restore()


def test_a_home_that_another_part_of_the_program_has_open_is_in_use(kept):
    kept.back_up()
    before = rows_of(kept.settings)
    with kept.using(), pytest.raises(Refused, match="stop every one"):
        kept.restore()
    assert rows_of(kept.settings) == before


def test_a_file_that_any_other_program_has_open_is_in_use(kept_in_sqlite):
    kept_in_sqlite.back_up()
    holding = (
        "import sys; from pysqlite3 import dbapi2 as s; c = s.connect(sys.argv[1]);"
        "c.execute('PRAGMA journal_mode=WAL'); c.execute('SELECT * FROM study').fetchall();"
        "print('open', flush=True); sys.stdin.read()"
    )
    file = str(kept_in_sqlite.settings.home / "weaving.sqlite")
    with subprocess.Popen(
        [sys.executable, "-c", holding, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        other.stdout.readline()
        with pytest.raises(Refused, match="stop every one"):
            kept_in_sqlite.restore()
        other.stdin.close()


def test_somebody_connected_to_postgresql_is_noticed(postgresql_settings, clock, tmp_path):
    kept = Kept(postgresql_settings, clock, tmp_path)
    kept.back_up()
    with psycopg.connect(postgresql_settings.database_url), pytest.raises(Refused, match="1 others are connected"):
        kept.restore()


def test_nobody_begins_to_use_a_home_that_is_being_restored(kept_in_sqlite):
    with home_alone(kept_in_sqlite.settings.home), pytest.raises(Refused, match="under way"):
        open_database(kept_in_sqlite.settings)


def interrupted(monkeypatch, at):
    """Let the power go before the so-manieth move of a restore."""
    renamed, count = Path.rename, [0]

    def rename(path, target):
        count[0] += 1
        if count[0] == at:
            raise KeyboardInterrupt
        return renamed(path, target)

    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize("at", [1, 4, *(pytest.param(at, marks=pytest.mark.long) for at in (2, 3, *range(5, 11)))])
def test_a_restore_that_was_interrupted_is_finished_and_until_then_nothing_starts(kept_in_sqlite, monkeypatch, at):
    finished(kept_in_sqlite, monkeypatch, at)


@pytest.mark.parametrize("at", [1, *(pytest.param(at, marks=pytest.mark.long) for at in range(2, 9))])
def test_so_it_is_where_the_rows_are_in_postgresql(postgresql_settings, clock, tmp_path, monkeypatch, at):
    finished(Kept(postgresql_settings, clock, tmp_path), monkeypatch, at)


def finished(kept, monkeypatch, at):
    """Interrupt a restore before a move, finish it, and look whether all is there."""
    wanted = rows_of(kept.settings)
    kept.back_up()
    with kept.using():
        kept.answer()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        interrupted(patch, at)
        kept.restore()
        raise KeyboardInterrupt  # fewer moves than that
    if (kept.settings.home / RESTORE_FILE).exists():
        for again in (lambda: open_database(kept.settings), kept.restore):
            with pytest.raises(Refused, match="--finish"):
                again()
        assert finish_restore(kept.settings) is not None
    assert rows_of(kept.settings) == wanted
    with kept.using():
        kept.answer()


def test_one_that_was_interrupted_before_postgresql_took_the_rows_has_changed_nothing(
    postgresql_settings, clock, tmp_path, monkeypatch
):
    kept = Kept(postgresql_settings, clock, tmp_path)
    kept.back_up()
    before, there = bytes_of(kept.settings.home), rows_of(kept.settings)

    def power_goes(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(restoring, "_rows_put", power_goes)
        kept.restore()
    assert finish_restore(kept.settings) is None
    assert (bytes_of(kept.settings.home), rows_of(kept.settings)) == (before, there)


def test_rows_that_postgresql_refuses_change_nothing(postgresql_settings, clock, tmp_path):
    kept = Kept(postgresql_settings, clock, tmp_path)
    kept.back_up()
    with kept.using() as database, database.transaction() as db:
        db.execute(text("ALTER TABLE study ADD CONSTRAINT nobody CHECK (name = '') NOT VALID"))
    before, there = bytes_of(kept.settings.home), rows_of(kept.settings)
    with pytest.raises(Refused, match="did not take"):
        kept.restore()
    assert (bytes_of(kept.settings.home), rows_of(kept.settings)) == (before, there)


def test_undoing_that_postgresql_refuses_leaves_what_was_kept(postgresql_settings, clock, tmp_path, opened):
    kept = Kept(postgresql_settings, clock, tmp_path)
    kept.back_up()
    kept.restore()
    with opened(postgresql_settings).transaction() as db:
        db.execute(text("ALTER TABLE study ADD CONSTRAINT nobody CHECK (name = '') NOT VALID"))
    before = bytes_of(kept.settings.home)
    opened.close()
    with pytest.raises(Refused, match="did not take"):
        undo_restore(kept.settings, now=clock())
    assert bytes_of(kept.settings.home) == before


def test_finishing_twice_is_as_good_as_once(kept_in_sqlite):
    kept_in_sqlite.back_up()
    with pytest.raises(Refused, match="nothing to finish"):
        finish_restore(kept_in_sqlite.settings)
    swap = kept_in_sqlite.restore().kept
    (kept_in_sqlite.settings.home / RESTORE_FILE).touch()
    before = rows_of(kept_in_sqlite.settings)
    finish_swap(kept_in_sqlite.settings, swap)
    assert rows_of(kept_in_sqlite.settings) == before
