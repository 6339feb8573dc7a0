"""The queue that carries the ids of jobs to workers: Huey on SQLite, by setting on PostgreSQL, Redis or Valkey.

On SQLite it is a file of its own with a rollback journal, since Huey uses the standard library's SQLite, whose
write-ahead log may be one of the versions that corrupt. Messages are JSON, so that who can write to the queue cannot
make a worker run code.
"""

import json
import re
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy import make_url

from evaluation.domain.errors import Refused
from evaluation.storage.settings import Settings

NAME = "weaving"
PATIENCE = 3.0
"""Seconds for a queue to answer: whoever asks for a job is not kept waiting for one that is away."""


class _JsonMessages(Serializer):  # type: ignore[misc]  # Huey has no types
    """Messages as JSON, never as pickles."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data._asdict()).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(**json.loads(bytes(data)))


_SHARED: dict[str, Any] = {"results": False, "serializer": _JsonMessages()}


class Queue:
    """A way to hand jobs to workers, reached when it is first used: one that is away keeps nobody from asking."""

    def __init__(self, connect: Callable[[], Huey], work: Callable[[uuid.UUID], None] | None = None) -> None:
        """`work` is what a worker does with a job's id; who only asks for jobs has none."""
        self._connect, self._work = connect, work

    @cached_property
    def huey(self) -> Huey:
        """The queue itself, connected to."""
        return self._connect()

    @cached_property
    def _task(self) -> Any:  # noqa: ANN401 - Huey has no types
        return self.huey.task(name="work")(self._run)

    def carry(self, job: uuid.UUID) -> None:
        """Hand a job to whichever worker is free first."""
        self._task(str(job))

    def carried(self) -> set[uuid.UUID]:
        """Jobs that wait in the queue."""
        return {uuid.UUID(task.args[0]) for task in self.huey.pending()}

    def consumer(self, *, workers: int, longest_wait: float) -> Any:  # noqa: ANN401
        """What takes jobs out and works on them until it is told to stop."""
        assert self._task is not None, "Huey knows the work before it takes any out"
        return self.huey.create_consumer(workers=workers, periodic=False, max_delay=longest_wait)

    def close(self) -> None:
        """Give back the connections."""
        if "huey" in self.__dict__:
            self.huey.storage.close()
            if pool := getattr(self.huey.storage, "pool", None):
                pool.disconnect()

    def _run(self, job: str) -> None:
        assert self._work is not None, "only a worker takes jobs from the queue"
        self._work(uuid.UUID(job))


def open_queue(settings: Settings, work: Callable[[uuid.UUID], None] | None = None) -> Queue:
    """The queue that the settings name; refused where it is of no kind that is known and installed."""
    if settings.queue_url is None:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Queue(partial(_file, settings.home / "queue.sqlite"), work)
    scheme = settings.queue_url.partition(":")[0].partition("+")[0]
    if scheme not in _KINDS:
        known = ", ".join(_KINDS)
        raise Refused(f"WEAVING_QUEUE_URL begins with {scheme!r}; it may begin with {known}.")
    connect, package = _KINDS[scheme]
    if find_spec(package) is None:
        raise Refused(f"WEAVING_QUEUE_URL names a {scheme} queue, and its Python package {package} is not installed.")
    return Queue(partial(connect, settings.queue_url), work)


def _file(path: Path) -> Huey:
    """The queue in a file, which is its owner's alone as the database is."""
    with suppress(OSError):  # a folder that is not there is told when the queue is reached
        path.touch(mode=0o600)
    return SqliteHuey(NAME, filename=str(path), journal_mode="delete", fsync=True, timeout=10, **_SHARED)


def _sqlite(address: str) -> Huey:
    return _file(Path(make_url(address).database or ""))


def _postgresql(address: str) -> Huey:
    return PostgresHuey(NAME, dsn=re.sub(r"^postgres\w*(\+\w+)?:", "postgresql:", address), **_SHARED)


def _redis(address: str) -> Huey:
    """Redis or Valkey: asked once, and not for long."""
    from redis import ConnectionPool  # noqa: PLC0415 - an extra, and not on every machine
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    times = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
    pool = ConnectionPool.from_url(re.sub(r"^valkey", "redis", address), **times)
    return RedisHuey(NAME, connection_pool=pool, **_SHARED)


_KINDS: dict[str, tuple[Callable[[str], Huey], str]] = {
    "sqlite": (_sqlite, "sqlite3"),
    "postgresql": (_postgresql, "psycopg"),
    "postgres": (_postgresql, "psycopg"),
    "redis": (_redis, "redis"),
    "rediss": (_redis, "redis"),
    "valkey": (_redis, "redis"),
    "valkeys": (_redis, "redis"),
    "unix": (_redis, "redis"),
}
"""How each kind of address is reached, and the package that it takes; `unix` is a Redis or Valkey on a socket here."""
