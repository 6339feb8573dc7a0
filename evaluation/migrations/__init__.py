"""The schema of the database, made by Alembic, and what PostgreSQL's roles may do with it.

Rights are put in again by every upgrade. Alembic is loaded only where a schema is made.
"""

from importlib import resources

from sqlalchemy import Connection, inspect, text

from evaluation.domain.errors import Refused
from evaluation.migrations.rights import put_rights
from evaluation.storage.database import Database

UNKNOWN = (
    "The database is at schema {at}, which this program does not know: it needs {newest}. Nothing was changed. Install "
    "the version of the program that made the database, or restore a backup that this version made."
)


def upgrade(database: Database) -> None:
    """Make the schema and put the rights of PostgreSQL's roles, in one transaction."""
    with database.turn, database.writer.begin() as connection:
        upgrade_within(connection)


def upgrade_within(connection: Connection) -> None:
    """Make the schema and put the rights within a transaction that is under way; refuse an unknown schema."""
    at = _revision_on(connection)
    refuse_unknown(at)
    if at != newest():
        _make_schema(connection)
    put_rights(connection)


def revision_of(database: Database) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with database.reader.connect() as connection:
        return _revision_on(connection)


def newest() -> str:
    """The revision that this program needs: the highest number among the names of the files."""
    files = (resources.files("evaluation.migrations") / "versions").iterdir()
    return max(file.name.partition("_")[0] for file in files if file.name[:4].isdigit())


def refuse_unknown(at: str | None) -> None:
    """Refuse a revision that is not this program's; an empty database has none."""
    if at not in {None, newest()}:
        raise Refused(UNKNOWN.format(at=at, newest=newest()))


def _make_schema(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - loaded where it runs
    from alembic.config import Config  # noqa: PLC0415 - loaded where it runs

    config = Config()
    config.set_main_option("script_location", "evaluation:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision_on(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)
