"""A database as it was: read as one digest of all its tables, and put back."""

import contextlib
import hashlib
import shutil

import psycopg
from sqlalchemy import make_url

from evaluation.models import Base
from tests.homes import settle

ROWS = {"staff_session": "digest, account_id"}
"""What of a table is looked at: sessions note when somebody was last seen, and what they are told next."""


def digest_of(database):
    """What each table holds, as a digest."""
    found = {}
    with database.reader.connect() as connection:
        for table in Base.metadata.sorted_tables:
            rows = connection.exec_driver_sql(f'SELECT {ROWS.get(table.name, "*")} FROM "{table.name}"').all()
            found[table.name] = hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
    return found


class Snapshot:
    """A home and its database, kept to be put back."""

    def __init__(self, settings, database, folder):
        self.settings, self.database, self.folder = settings, database, folder
        shutil.rmtree(folder, ignore_errors=True)
        if self._is_sqlite:
            settle(database)
            database.close()
        else:
            database.close()
            self._make_again(source=self._name, name=f"{self._name}_kept")
        shutil.copytree(settings.home, folder)

    def put_back(self):
        """Let everything be as it was."""
        self.database.close()
        shutil.rmtree(self.settings.home)
        shutil.copytree(self.folder, self.settings.home)
        if not self._is_sqlite:
            self._make_again(source=f"{self._name}_kept", name=self._name)

    def drop(self):
        """Keep nothing any more."""
        if not self._is_sqlite:
            self._said(f'DROP DATABASE IF EXISTS "{self._name}_kept" WITH (FORCE)')

    @property
    def _is_sqlite(self):
        return self.database.reader.dialect.name == "sqlite"

    @property
    def _name(self):
        return make_url(self.settings.database_url).database

    def _make_again(self, *, source, name):
        self._said(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._said(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY file_copy')

    def _said(self, statement):
        address = make_url(self.settings.database_url).set(database="postgres", drivername="postgresql")
        with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statement)


@contextlib.contextmanager
def kept(settings, database, folder):
    """A snapshot for as long as a test takes."""
    snapshot = Snapshot(settings, database, folder)
    try:
        yield snapshot
    finally:
        snapshot.drop()
