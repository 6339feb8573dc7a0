"""A database that others keep locked: told as one kind of error, whatever the engine calls it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from evaluation.storage.events.event_log import note_event
from evaluation.storage.sqlite import DriverError

LOCKED = {5, 6}
"""SQLite: busy, locked."""
WAITED = {"55P03", "57014", "40P01", "40001", "53300", "57P01", "57P03"}
"""PostgreSQL: a lock that was not to be had, a statement that took too long, a deadlock, transactions that cross, too
many connections, a server that stops or starts."""
RETRY_AFTER = 5
"""Seconds after which to try again, as browsers and programs are told."""


class DatabaseBusyError(Exception):
    """Nothing was stored, since others keep the database busy: to be tried again in a moment."""


@contextmanager
def lock_refused() -> Iterator[None]:
    """Whatever in this block fails since the database is busy fails as `DatabaseBusyError`."""
    try:
        yield
    except (DBAPIError, NoConnectionError, DriverError) as fault:
        if _is_busy(fault):
            note_event("database busy")
            raise DatabaseBusyError from None
        raise


def is_busy(fault: BaseException | None) -> bool:
    """Whether an error, or the one that an application made an answer of, is that of a busy database."""
    return isinstance(fault, DatabaseBusyError) or isinstance(
        getattr(fault, "original_exception", None), DatabaseBusyError
    )


def _is_busy(fault: Exception) -> bool:
    if isinstance(fault, NoConnectionError):
        return True
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    if isinstance(cause, DriverError):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in LOCKED
    state = getattr(cause, "sqlstate", None)
    return state in WAITED or (state is None and isinstance(fault, OperationalError))
