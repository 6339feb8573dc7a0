"""The rows of a restored home in the place of those of a PostgreSQL database, in one transaction.

The tables stay, with the rights that were given on them; the rows from before are kept in a schema of their own. Tables
of other programs, a queue's among them, stay as they are.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, make_url, text

from evaluation import migrations
from evaluation.domain.errors import Refused
from evaluation.operations.backup.rows_of_engines import copied_within, into_postgresql, kept_within, names_in
from evaluation.storage.database import connect_database
from evaluation.storage.settings import Settings

CONNECTED = (
    "{count} others are connected to the database: stop every server, worker and program that uses it, then run this "
    "again. Nothing was changed."
)
OTHER_COUNTS = "PostgreSQL kept other rows of {names} than the backup has. Nothing was changed."


def is_postgresql(settings: Settings) -> bool:
    """Whether a home keeps its rows in PostgreSQL."""
    return make_url(settings.database_url).get_backend_name() == "postgresql"


def refuse_connected(settings: Settings) -> None:
    """Refuse while anybody else is connected to the database."""
    with _writing(settings) as connection:
        _refuse_connected(connection)


def put_rows(settings: Settings, staged: Settings, *, kept: str, counts: Mapping[str, int]) -> None:
    """Put the rows of a staged home in place of those that are there, which are kept in a schema."""
    source = connect_database(staged)
    try:
        with source.reader.connect() as rows, _writing(settings) as connection:
            migrations.upgrade_within(connection)
            _refuse_connected(connection)
            kept_within(connection, counts.keys(), schema=kept)
            found = into_postgresql(rows, connection)
            if wrong := [name for name, count in counts.items() if found.get(name) != count]:
                raise Refused(OTHER_COUNTS.format(names=", ".join(wrong)))
    finally:
        source.close()


def put_back(settings: Settings, *, source: str, kept: str) -> None:
    """Put the rows that a schema keeps in place of those that are there, which are kept in another."""
    with _writing(settings) as connection:
        _refuse_connected(connection)
        names = names_in(connection, schema=source)
        kept_within(connection, names, schema=kept)
        copied_within(connection, source=source)
        connection.execute(text(f'DROP SCHEMA "{source}" CASCADE'))


def has_schema(settings: Settings, name: str) -> bool:
    """Whether rows were kept under this name, and so whether others took their place."""
    with _writing(settings) as connection:
        found = connection.execute(text("SELECT 1 FROM pg_namespace WHERE nspname = :name"), {"name": name})
        return found.scalar() is not None


def remove_schema(settings: Settings, name: str) -> None:
    """Remove the rows that a schema keeps, for good."""
    with _writing(settings) as connection:
        connection.execute(text(f'DROP SCHEMA IF EXISTS "{name}" CASCADE'))


def _refuse_connected(connection: Connection) -> None:
    count = connection.execute(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
    ).scalar_one()
    if count:
        raise Refused(CONNECTED.format(count=count))


@contextmanager
def _writing(settings: Settings) -> Iterator[Connection]:
    """One transaction as long as it needs, closed afterwards."""
    database = connect_database(settings)
    try:
        with database.writer.begin() as connection:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            yield connection
    finally:
        database.close()
