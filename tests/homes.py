"""Homes as the program leaves them: a database at the newest revision together with the keys that it was used with."""

import shutil
from pathlib import Path

from evaluation import migrations
from evaluation.domain.clock import now_utc
from evaluation.storage.database import Database, open_database
from evaluation.storage.keyring import hold_keys
from evaluation.storage.settings import Settings


def new_home(home: Path) -> tuple[Settings, Database]:
    """A home as the first use of the program makes it, and its open database."""
    home.mkdir(parents=True)
    settings = Settings.at(home)
    database = open_database(settings)
    migrations.upgrade(database)
    hold_keys(settings, database, now=now_utc())
    return settings, database


def settle(database: Database) -> None:
    """Let all that a SQLite database was told stand in its one file, so that the file can be copied."""
    with database.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")


def copied_home(template: Path, home: Path) -> Settings:
    """A home of one's own: the template's SQLite file and, as in a restored backup, the keys that belong to it."""
    settings = Settings.at(home)
    settings.home.mkdir()
    shutil.copy(template, settings.home / "weaving.sqlite")
    shutil.copytree(template.parent / "keys", settings.keys)
    return settings
