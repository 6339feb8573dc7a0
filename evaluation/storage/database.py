"""The database: two engines on one address, since only writers may take the write lock at once.

`reading()` gives a session that sees one consistent state; `transaction()` one that writes, all or nothing, and whose
commit has reached the disk when the block ends.
"""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.storage.database_locked import DatabaseBusyError, lock_refused
from evaluation.storage.database_roles import DatabaseRole, held_role
from evaluation.storage.events.event_log import note_event
from evaluation.storage.home_lock import HomeUse, use_home
from evaluation.storage.records_elsewhere import refuse_elsewhere
from evaluation.storage.settings import Settings
from evaluation.storage.sqlite import PATIENCE, refuse_network_file_system, sqlite_engine, waiting

bringing: ContextVar[str] = ContextVar("bringing")
"""What whoever asks now brings by which rows are known to be theirs, as `Database.brought` gave it."""
POSTGRESQL_OPTIONS = "-c synchronous_commit=on -c statement_timeout=30000 -c lock_timeout=10000 -c timezone=UTC"

_SPECIAL, _ESCAPED = r"([\\ ])", r"\\\1"
"""Characters of a role's name that end an option of a connection, and how they are written there."""
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
    role: DatabaseRole | None = None
    """As which of PostgreSQL's roles it acts; None where it may do what its login may."""
    brought: Callable[[], str] | None = None
    """What whoever asks brings by which rows are known to be theirs; asked at the beginning of each transaction."""
    _narrowed: dict[DatabaseRole, "Database"] = field(default_factory=dict)
    """The same database as each role, once it was asked for."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking; what it changed is thrown away."""
        with self._waiting(), self.reader.connect() as connection, self._session(connection) as db:
            yield db

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session for writing: committed when the block ends, rolled back when it raises.

        Raises DatabaseBusyError where others keep it waiting for longer than its patience; then nothing is stored.
        """
        with self._waiting(), self._in_turn(), self._session(self.writer) as db, db.begin():
            yield db

    def with_patience(self, seconds: float) -> "Database":
        """The same database, its connections and its turn, for those who wait so long and no longer."""
        return replace(self, patience=seconds)

    def as_role(self, role: DatabaseRole, *, brought: Callable[[], str] | None = None) -> "Database":
        """The same database as one of its roles, which may do less; itself where it has no roles, or may not be it.

        Its connections are others, and are given back with this one's.
        """
        if self.role is role or self.reader.dialect.name != "postgresql":
            return self
        if role not in self._narrowed:
            with self.reader.connect() as connection:
                held = held_role(connection, role)
            if held is None or not held.may_be_it:
                return self
            engine = _postgresql_engine(self.reader.url, role=held.name)
            self._narrowed[role] = replace(self, reader=engine, writer=engine, role=role, use=None, _narrowed={})
        return replace(self._narrowed[role], patience=self.patience, brought=brought)

    def close(self) -> None:
        """Give back every connection."""
        for narrowed in self._narrowed.values():
            narrowed.close()
        self.reader.dispose()
        self.writer.dispose()
        if self.use:
            self.use.end()

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        """Whatever waits for a lock in this block waits as long as this one has patience, and is told so if in vain."""
        before = waiting.set(self.patience)
        brought = bringing.set(self.brought()) if self.brought else None
        try:
            with lock_refused():
                yield
        finally:
            waiting.reset(before)
            if brought:
                bringing.reset(brought)

    def _session(self, bind: Engine | Connection) -> Session:
        as_role = {"role": self.role, "brought": bringing.get("")} if self.role else None
        return Session(bind, expire_on_commit=False, info=as_role)

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

    Refused while a restore has the home, or was interrupted there, and where its records are in PostgreSQL while the
    settings name SQLite.
    """
    refuse_elsewhere(settings)
    use = use_home(settings.home)
    opened = connect_database(settings)
    return replace(opened, use=use if use.is_held else use_home(settings.home))


def lacks_file(settings: Settings) -> bool:
    """Whether the settings name a SQLite file that is not there, which opening would make."""
    url = _address(settings.database_url)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def connect_database(settings: Settings) -> Database:
    """The database alone, for who has the home to themselves; a SQLite file and its folder are made where they lack.

    The file, which holds every answer, is its owner's alone, and so is a folder that is made.
    """
    url = _address(settings.database_url)
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_network_file_system(path)
        if not path.exists():
            path.touch(mode=0o600)
        return Database(
            sqlite_engine(url, begin="BEGIN"), sqlite_engine(url, begin="BEGIN IMMEDIATE"), threading.Lock()
        )
    engine = _postgresql_engine(url)
    return Database(engine, engine)


def _postgresql_engine(url: URL, *, role: str = "") -> Engine:
    """An engine whose connections begin as a role, where one is named."""
    as_role = f" -c role={re.sub(_SPECIAL, _ESCAPED, role)}" if role else ""
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        hide_parameters=True,
        connect_args={"options": POSTGRESQL_OPTIONS + as_role, "connect_timeout": 10},
    )
    event.listen(engine, "begin", _say_at_beginning)
    return engine


def _address(written: str) -> URL:
    try:
        url = make_url(written)
    except (ArgumentError, ValueError):  # the latter where what stands for the port is no number
        url = None
    if url is None or url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise Refused(
            "WEAVING_DATABASE_URL is no address of a database that Weaving keeps answers in. "
            "Write sqlite:////folder/file.sqlite or postgresql://name:password@host/database, or leave it out."
        )
    if url.get_backend_name() == "postgresql" and find_spec("psycopg") is None:
        raise Refused("WEAVING_DATABASE_URL names PostgreSQL, and its Python package psycopg is not installed.")
    return url


def _say_at_beginning(connection: Connection) -> None:
    """Say in one statement what differs from what the connection says: for how long to wait for locks, as whoever asks
    has patience, and whose rows are asked for.
    """
    said = []
    if (seconds := waiting.get(PATIENCE)) != PATIENCE:
        said += ["lock_timeout", str(int(seconds * 1000))]
    if brought := bringing.get(""):
        said += ["weaving.brought", brought]
    if said:
        each = ", ".join(["set_config(%s, %s, true)"] * (len(said) // 2))
        connection.connection.cursor().execute(f"SELECT {each}", said)
