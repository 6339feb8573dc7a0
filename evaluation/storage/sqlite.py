"""SQLite, set up so that what was acknowledged is on the disk, and read back to be sure."""

import os
from contextvars import ContextVar
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event

from evaluation.domain.errors import Refused

try:
    from pysqlite3 import dbapi2 as driver
except ImportError:  # no packaged library for this platform: the one Python was built with serves
    import sqlite3 as driver

DRIVER: ModuleType = driver
"""The library that reads and writes SQLite files."""
DriverError: type[Exception] = driver.OperationalError
"""What either driver raises where the database is locked, full or away."""
PATIENCE = 10
"""Seconds to wait for a lock, unless whoever asks has less patience."""
waiting: ContextVar[float] = ContextVar("waiting")
"""The seconds that whoever asks now waits for a lock. SQLAlchemy's options of an execution would tell it too, but every
connection that has any costs a tenth more to open."""
STATEMENTS = 2000
"""Kept prepared by a connection: more than the program has. Once a driver's 128 are full, as they are after migrating
or a day of staff's pages, it prepares each further statement anew every time, at ten times the cost."""
PRAGMAS = (
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("busy_timeout", "10000", 10000),
    ("trusted_schema", "OFF", 0),
    ("secure_delete", "ON", 1),
)
MOUNTS = Path("/proc/mounts")
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ceph", "glusterfs", "lustre"}


def wal_is_sound(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite may use a write-ahead log.

    From 3.7.0 to 3.51.2 a reset of the log could corrupt it; 3.50.7 and 3.44.6 carry the repair as well.
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


def sqlite_engine(url: URL, *, begin: str) -> Engine:
    """An engine whose transactions open with `begin` and whose every connection has the profile above."""
    module = DRIVER
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        module=module,
        connect_args={"timeout": 10, "cached_statements": STATEMENTS},
        hide_parameters=True,
    )
    journal = "wal" if wal_is_sound(module.sqlite_version_info) else "delete"

    @event.listens_for(engine, "connect")
    def set_profile(connection: Any, _record: object) -> None:  # noqa: ANN401 - either driver's connection
        connection.isolation_level = None
        cursor = connection.cursor()
        for name, value, wanted in PRAGMAS:
            cursor.execute(f"PRAGMA {name}={value}")
            _confirm(name, cursor.execute(f"PRAGMA {name}").fetchone()[0], wanted)
        _confirm("journal_mode", cursor.execute(f"PRAGMA journal_mode={journal}").fetchone()[0], journal)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event signature
        cursor = connection.connection.cursor()  # the driver's own: half the cost of asking SQLAlchemy to
        _be_patient(connection, cursor)
        cursor.execute(begin)

    return engine


def _be_patient(connection: Any, cursor: Any) -> None:  # noqa: ANN401 - as above
    """Wait for locks as long as whoever asks has patience, from here on, if the connection does not already."""
    milliseconds = int(waiting.get(PATIENCE) * 1000)
    kept = connection.connection.info
    if kept.get("patience", PATIENCE * 1000) != milliseconds:
        cursor.execute(f"PRAGMA busy_timeout={milliseconds}")
        kept["patience"] = milliseconds


def refuse_network_file_system(path: Path, *, mounts: Path = MOUNTS) -> None:
    """Refuse a folder on a network file system, where SQLite's locks do not hold; `mounts` lists what is mounted."""
    folder = str(path.parent.resolve())
    if not mounts.exists():
        return
    points = [line.split()[1:3] for line in mounts.read_text(encoding="utf-8").splitlines()]
    holding = [(point, kind) for point, kind in points if os.path.commonpath([folder, point]) == point]
    point, kind = max(holding, key=lambda entry: len(entry[0]), default=("", ""))
    if kind in NETWORK_FILE_SYSTEMS:
        raise Refused(
            f"{folder} is on a network file system ({kind} at {point}), where SQLite can lose answers. "
            "Set WEAVING_HOME to a folder on a local disk, or WEAVING_DATABASE_URL to a PostgreSQL database."
        )


def _confirm(name: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise Refused(f"SQLite did not accept {name}={wanted} (it says {found}); answers would not be safe.")
