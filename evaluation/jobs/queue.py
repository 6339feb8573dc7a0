"""The queue that carries the ids of jobs to workers: Huey on SQLite by default, on PostgreSQL or Redis by setting.

On SQLite it is a file of its own with a rollback journal, since Huey uses the standard library's SQLite, whose
write-ahead log may be one of the versions that corrupt. Messages are JSON, so that who can write to the queue cannot
make a worker run code.
"""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.exceptions import ConfigurationError
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy import make_url

from evaluation.errors import Refused
from evaluation.settings import Settings

NAME = "weaving"


class _JsonMessages(Serializer):  # type: ignore[misc]  # Huey has no types
    """Messages as JSON, never as pickles."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data._asdict()).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(**json.loads(bytes(data)))


@dataclass(frozen=True, slots=True)
class Queue:
    """A way to hand jobs to workers."""

    huey: Huey
    work: Callable[[uuid.UUID], None] | None = None
    """What a worker does with a job's id; who only asks for jobs has none."""
    _task: Any = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_task", self.huey.task(name="work")(self._run))

    def carry(self, job: uuid.UUID) -> None:
        """Hand a job to whichever worker is free first."""
        self._task(str(job))

    def carried(self) -> set[uuid.UUID]:
        """Jobs that wait in the queue."""
        return {uuid.UUID(task.args[0]) for task in self.huey.pending()}

    def close(self) -> None:
        """Give back the connection."""
        self.huey.storage.close()

    def _run(self, job: str) -> None:
        assert self.work is not None, "only a worker takes jobs from the queue"
        self.work(uuid.UUID(job))


def open_queue(settings: Settings, work: Callable[[uuid.UUID], None] | None = None) -> Queue:
    """The queue that the settings name."""
    return Queue(_huey(settings), work)


def _huey(settings: Settings) -> Huey:
    shared = {"results": False, "serializer": _JsonMessages()}
    if settings.queue_url is None:
        settings.home.mkdir(parents=True, exist_ok=True)
        return _sqlite(settings.home / "queue.sqlite", shared)
    scheme = settings.queue_url.partition(":")[0].partition("+")[0]
    if scheme == "sqlite":
        return _sqlite(Path(make_url(settings.queue_url).database or ""), shared)
    try:
        if scheme in {"postgresql", "postgres"}:
            return PostgresHuey(NAME, dsn=settings.queue_url, **shared)
        if scheme in {"redis", "rediss", "valkey"}:
            return RedisHuey(NAME, url=settings.queue_url.replace("valkey:", "redis:", 1), **shared)
    except ConfigurationError as lacking:
        raise Refused(
            f"WEAVING_QUEUE_URL names a {scheme} queue, and its Python package is not installed."
        ) from lacking
    raise Refused(f"WEAVING_QUEUE_URL begins with {scheme!r}; write sqlite, postgresql, redis or valkey.")


def _sqlite(path: Path, shared: dict[str, Any]) -> Huey:
    return SqliteHuey(NAME, filename=str(path), journal_mode="delete", fsync=True, timeout=10, **shared)
