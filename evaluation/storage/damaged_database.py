"""A SQLite file that is damaged: told by its name, and with what to do."""

from sqlalchemy import make_url

from evaluation.storage.database import Database
from evaluation.storage.settings import Settings

DAMAGED = {11, 26}
"""SQLite: the file contradicts itself, or is no database at all."""
SAID = (
    "The database {path} is damaged: SQLite cannot read it as a whole. Stop every process that uses it, keep a copy of "
    "the file, and restore the last backup as docs/operations/backup.md says."
)


def said_of_damage(fault: BaseException | None, settings: Settings) -> str:
    """What to tell a person where a fault, or one that led to it, is that of a damaged file; empty where none is."""
    while fault is not None:
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF in DAMAGED:
            return said_of_file(settings)
        fault = fault.__cause__ or fault.__context__
    return ""


def is_whole(database: Database) -> bool:
    """Whether SQLite finds its file sound, page by page."""
    with database.reader.connect() as connection:
        return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() == "ok")


def said_of_file(settings: Settings) -> str:
    """What to tell a person whose database file is damaged."""
    return SAID.format(path=make_url(settings.database_url).database)
