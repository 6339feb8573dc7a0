"""The database: two engines on one address, since only writers may take the write lock at once.

`reading()` gives a session that sees one consistent state; `transaction()` one that writes, all or nothing, and whose
commit has reached the disk when the block ends.
"""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.storage.database_locked import DatabaseBusyError, lock_refused
from evaluation.storage.events.event_log import note_event
from evaluation.storage.home_lock import HomeUse, use_home
from evaluation.storage.settings import Settings
from evaluation.storage.sqlite import PATIENCE, refuse_network_file_system, sqlite_engine, waiting

POSTGRESQL_OPTIONS = "-c synchronous_commit=on -c statement_timeout=30000 -c lock_timeout=10000 -c timezone=UTC"

CONNECTIONS = 12
"""Kept open, one for each thread that answers; as many more while some need two, so that none waits for another's."""


@dataclass(frozen=True, slots=True)
class Database:
    """The way in to what is kept."""

    reader: Engine
    writer: Engine
    turn: AbstractContextManager[Any] = field(default_factory=nullcontext)
    """On SQLite one writer a process at a time: waiting for a lock here is quicker than being refused one there."""
    patience: float = PATIENCE
    """Seconds that it waits for others before it is told that the database is busy."""
    use: HomeUse | None = None
    """The share in the use of its home, by which a restore knows that the home is in use."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking; what it changed is thrown away."""
        with self._waiting(), self.reader.connect() as connection, Session(connection, expire_on_commit=False) as db:
            yield db

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session for writing: committed when the block ends, rolled back when it raises.

        Raises DatabaseBusyError where others keep it waiting for longer than its patience; then nothing is stored.
        """
        with self._waiting(), self._in_turn(), Session(self.writer, expire_on_commit=False) as db, db.begin():
            yield db

    def with_patience(self, seconds: float) -> "Database":
        """The same database, its connections and its turn, for those who wait so long and no longer."""
        return replace(self, patience=seconds)

    def close(self) -> None:
        """Give back every connection."""
        self.reader.dispose()
        self.writer.dispose()
        if self.use:
            self.use.end()

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Whatever waits for a lock in this block waits as long as this one has patience, and is told so if in vain."""
        before = waiting.set(self.patience)
        try:
            with lock_refused():
                yield
        finally:
            waiting.reset(before)

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if isinstance(self.turn, nullcontext):
            yield
            return
        if not self.turn.acquire(timeout=self.patience):  # type: ignore[attr-defined]
            note_event("database busy")
            raise DatabaseBusyError
        try:
            yield
        finally:
            self.turn.release()  # type: ignore[attr-defined]


def open_database(settings: Settings) -> Database:
    """The database that the settings name, to be used together with others; made where it is a SQLite file that lacks.

    Refused while a restore has the home, or was interrupted there.
    """
    use = use_home(settings.home)
    opened = connect_database(settings)
    return replace(opened, use=use if use.is_held else use_home(settings.home))


def connect_database(settings: Settings) -> Database:
    """The database alone, for who has the home to themselves; a SQLite file and its folder are made where they lack.

    The file, which holds every answer, is its owner's alone.
    """
    url = _address(settings.database_url)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        path.parent.mkdir(parents=True, exist_ok=True)
        refuse_network_file_system(path)
        if not path.exists():
            path.touch(mode=0o600)
        return Database(
            sqlite_engine(url, begin="BEGIN"), sqlite_engine(url, begin="BEGIN IMMEDIATE"), threading.Lock()
        )
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        hide_parameters=True,
        connect_args={"options": POSTGRESQL_OPTIONS, "connect_timeout": 10},
    )
    event.listen(engine, "begin", _be_patient)
    return Database(engine, engine)


def _address(written: str) -> URL:
    try:
        url = make_url(written)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise Refused(
            "WEAVING_DATABASE_URL is no address of a database that Weaving keeps answers in. "
            "Write sqlite:////folder/file.sqlite or postgresql://name:password@host/database, or leave it out."
        )
    return url


def _be_patient(connection: Connection) -> None:
    """Wait for locks as long as whoever asks has patience; the others wait as long as the connection says."""
    if (seconds := waiting.get(PATIENCE)) != PATIENCE:
        connection.connection.cursor().execute(f"SET LOCAL lock_timeout = {int(seconds * 1000)}")
