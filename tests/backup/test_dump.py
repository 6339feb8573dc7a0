"""On PostgreSQL its own pg_dump adds a dump of the same moment, where there is one that can."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from evaluation.storage.settings import Settings
from tests.backup.homes_compared import Kept, rows_of


@pytest.fixture
def kept(postgresql_settings, clock, tmp_path):
    return Kept(postgresql_settings, clock, tmp_path)


@pytest.fixture
def programs(postgresql_server, monkeypatch):
    """PostgreSQL's own programs of the server's version, on the PATH."""
    import psycopg

    with psycopg.connect(postgresql_server) as connection:
        folder = connection.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchone()[0]
    if not (Path(folder) / "pg_dump").exists():
        pytest.skip("The packaged server has no pg_dump.")
    monkeypatch.setenv("PATH", folder, prepend=":")
    return Path(folder)


def test_the_dump_is_one_that_pg_restore_reads(kept, programs):
    made = kept.back_up()
    assert made.warnings == ()
    with zipfile.ZipFile(kept.folder / "backup.zip") as opened:
        opened.extract("database.dump", kept.folder)
    listed = subprocess.run(
        [programs / "pg_restore", "--list", kept.folder / "database.dump"], check=True, capture_output=True, text=True
    )
    assert "TABLE DATA public response" in listed.stdout


def test_a_backup_with_a_dump_is_restored_from_its_rows_on_either_engine(kept, programs, tmp_path):
    before = rows_of(kept.settings)
    kept.back_up()
    kept.restore()
    other = Settings.at(tmp_path / "other")
    kept.restore(settings=other)
    assert rows_of(kept.settings) == rows_of(other) == before


def test_without_pg_dump_it_is_said_that_there_is_none(kept, without_pg_dump):
    assert ["pg_dump is not on the PATH" in said for said in kept.back_up().warnings] == [True]


def test_a_pg_dump_that_fails_is_told_and_leaves_nothing_of_it(kept, monkeypatch, tmp_path):
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\necho 'aborting because of server version mismatch' >&2\nexit 1\n")
    program.chmod(0o700)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    assert ["its version is older" in said for said in kept.back_up().warnings] == [True]
    assert "database.dump" not in zipfile.ZipFile(kept.folder / "backup.zip").namelist()


def test_the_dump_leaves_out_what_is_no_record_of_this_program(kept, programs):
    with kept.using() as database, database.transaction() as db:
        db.execute(text('CREATE TABLE "Of *another" (at interval)'))
    kept.back_up()
    with zipfile.ZipFile(kept.folder / "backup.zip") as opened:
        opened.extract("database.dump", kept.folder)
    listed = subprocess.run(
        [programs / "pg_restore", "--list", kept.folder / "database.dump"], check=True, capture_output=True, text=True
    )
    assert ("another" in listed.stdout, "TABLE DATA public response" in listed.stdout) == (False, True)
