"""What was deleted is also taken out of the database's own files: SQLite's log of changes, PostgreSQL's dead rows.

SQLite overwrites what is deleted in its main file (`secure_delete`), except where rows were moved between pages before:
a page keeps what stood in its gaps. So the file is written anew (`VACUUM`). The log beside it keeps the pages as they
were until it is copied over and cut to nothing, for which nobody may be reading an older state.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from evaluation.storage.database import Database
from evaluation.storage.sqlite import DriverError

TABLES = ("open_answer", "response_revision", "memory_answer", "sheet_pass", "sheet", "response")
"""Where answers are kept."""
PATIENCE = 1.0
"""Seconds to wait for others who read or write, unless somebody waits for the answer."""


def erase_deleted(database: Database, *, patience: float = PATIENCE) -> bool:
    """Leave nothing of what is deleted in the database's files, or tell False where others keep them busy: try again.

    On PostgreSQL rows that nobody can see any more are cleared away; its own log keeps them until it is recycled.
    """
    if database.writer.dialect.name == "sqlite":
        return _cut_to_nothing(database, patience, write_anew=True)
    return _dead_rows_cleared(database.writer, patience)


def empty_log(database: Database, *, patience: float = PATIENCE) -> bool:
    """Copy SQLite's log over and cut it to nothing, or tell False where others keep it busy.

    On PostgreSQL there is no such file, and nothing is done.
    """
    return database.writer.dialect.name != "sqlite" or _cut_to_nothing(database, patience)


def _cut_to_nothing(database: Database, patience: float, *, write_anew: bool = False) -> bool:
    turn = getattr(database.turn, "acquire", None)
    if turn is not None and not turn(timeout=patience):
        return False
    try:
        return _checkpointed(database.writer, patience, write_anew=write_anew)
    finally:
        if turn is not None:
            database.turn.release()  # type: ignore[attr-defined]


def _checkpointed(engine: Engine, patience: float, *, write_anew: bool) -> bool:
    """Whether everything in the log is in the main file, perhaps written anew, and the log has no byte left."""
    connection = engine.raw_connection()
    try:
        cursor: Any = connection.cursor()
        milliseconds = int(patience * 1000)
        cursor.execute(f"PRAGMA busy_timeout={milliseconds}")
        connection.info["patience"] = milliseconds  # whoever gets it next sets its own, as in every transaction
        if write_anew:
            cursor.execute("VACUUM")
        was_busy, _pages, _copied = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except DriverError:
        return False
    else:
        return not was_busy
    finally:
        connection.close()


def _dead_rows_cleared(engine: Engine, patience: float) -> bool:
    """Whether the tables of answers were vacuumed; a role that may not do so is told by the server, and passed over."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.exec_driver_sql(f"SET lock_timeout = {int(patience * 1000)}")
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.exec_driver_sql(f"VACUUM {', '.join(TABLES)}")
        except DBAPIError:
            connection.invalidate()  # its time-outs go with it
            return False
        connection.exec_driver_sql("RESET statement_timeout")
        connection.exec_driver_sql("RESET lock_timeout")
    return True
