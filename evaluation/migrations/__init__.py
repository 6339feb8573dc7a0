"""The schema's history. A merged migration is permanent, as is what is published."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from evaluation.storage.database import Database


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the schema to a revision, in one transaction."""
    _run(database, command.upgrade, revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the schema back to a revision; `base` is an empty database."""
    _run(database, command.downgrade, revision)


def check(database: Database) -> None:
    """Raise where the models and the migrations disagree."""
    with database.reader.connect() as connection:
        command.check(_config(connection))


def revision_of(database: Database) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with database.reader.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision that this program was written for."""
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def _run(database: Database, step: object, revision: str) -> None:
    with database.turn, database.writer.begin() as connection:
        step(_config(connection), revision)  # type: ignore[operator]


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", "evaluation:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
