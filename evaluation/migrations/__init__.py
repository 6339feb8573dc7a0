"""The schema's history. A merged migration is permanent, as is what is published.

What PostgreSQL's roles may do is no part of that history: it is put in anew whenever the schema reaches its newest
revision, and is taken away before the schema changes (`rights`).

Every command asks at which revision the database is and none but a few change it, so Alembic is loaded where it runs.
"""

from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from evaluation.migrations.rights import put_rights
from evaluation.storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema to a revision, and at the newest one the rights of PostgreSQL's roles, in one transaction."""
    from alembic import command  # noqa: PLC0415 - loaded where it runs

    _run(database, command.upgrade, revision)


def upgrade_within(connection: Connection) -> None:
    """Bring the schema to the newest revision, and rights with it, within a transaction that is under way."""
    from alembic import command  # noqa: PLC0415 - loaded where it runs

    _run_within(connection, command.upgrade, "head")


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to a revision; `base` is an empty database."""
    from alembic import command  # noqa: PLC0415 - loaded where it runs

    _run(database, command.downgrade, revision)


def check(database: Database) -> None:
    """Raise where the models and the migrations disagree."""
    from alembic import command  # noqa: PLC0415 - loaded where it runs

    with database.reader.connect() as connection:
        command.check(_config(connection))


def revision_of(database: Database) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with database.reader.connect() as connection:
        return _revision_on(connection)


def newest() -> str:
    """The revision that this program was written for: each has the number in its file's name, one after another."""
    files = (resources.files("evaluation.migrations") / "versions").iterdir()
    return max(file.name.partition("_")[0] for file in files if file.name[:4].isdigit())


def _run(database: Database, step: object, revision: str) -> None:
    with database.turn, database.writer.begin() as connection:
        _run_within(connection, step, revision)


def _run_within(connection: Connection, step: object, revision: str) -> None:
    put_rights.take_rights(connection)
    step(_config(connection), revision)  # type: ignore[operator]
    if _revision_on(connection) == newest():
        put_rights.put_rights(connection)
    elif revision == "base":
        put_rights.drop_roles(connection)


def _revision_on(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def _config(connection: object) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - loaded where it runs

    config = Config()
    config.set_main_option("script_location", "evaluation:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
