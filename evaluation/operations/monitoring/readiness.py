"""Whether the server can take answers now: its database, its keys and its queue.

Each part is looked at once a second at most, in a thread of its own, so that no number of questions is a load. Whoever
asks waits a second at most: what has not answered by then is told as that, and found out further meanwhile.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import text

from evaluation import migrations
from evaluation.domain.errors import Refused
from evaluation.storage.database import Database
from evaluation.storage.database_locked import DatabaseBusyError
from evaluation.storage.events.event_log import note_event
from evaluation.storage.keyring import key_faults
from evaluation.storage.settings import Settings
from evaluation.web.app import Services

KEPT_FOR = 1.0
"""Seconds for which what a look found is told again."""
LONGEST_WAIT = 1.0
"""Seconds that whoever asks waits for a look."""
PATIENCE = 0.7
"""Seconds that a look waits for the lock of a database."""
OK, FAILS, NO_ANSWER = "ok", "fails", "no answer"
Look = Callable[[], bool]


@dataclass(slots=True)
class _Seen:
    """What a look found; nothing yet while it is under way."""

    began: float
    done: threading.Event = field(default_factory=threading.Event)
    found: str = NO_ANSWER


class Readiness:
    """The parts of a server that must work, each with the look that tells whether it does."""

    def __init__(self, looks: Mapping[str, Look], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._looks, self._clock = looks, clock
        self._seen, self._lock = dict[str, _Seen](), threading.Lock()

    def states(self) -> dict[str, str]:
        """How each part is: ok, fails, or no answer."""
        seen = {name: self._latest(name) for name in self._looks}
        for each in seen.values():
            each.done.wait(max(0.0, each.began + LONGEST_WAIT - self._clock()))
        return {name: each.found for name, each in seen.items()}

    def _latest(self, name: str) -> _Seen:
        with self._lock:
            now, latest = self._clock(), self._seen.get(name)
            if latest is None or (latest.done.is_set() and now - latest.began >= KEPT_FOR):
                latest = self._seen[name] = _Seen(now)
                threading.Thread(target=self._look, args=(name, latest), daemon=True).start()
        return latest

    def _look(self, name: str, seen: _Seen) -> None:
        try:
            seen.found = OK if self._looks[name]() else FAILS
        except Exception:  # noqa: BLE001 - whatever it was, the part does not work; faults of requests tell the kind
            seen.found = FAILS
        finally:
            seen.done.set()


def readiness_of(services: Services, *, with_queue: bool) -> Readiness:
    """The parts of this server; one that serves participants alone has no queue."""
    settings, database = services.settings, services.database.with_patience(PATIENCE)
    looks: dict[str, Look] = {
        "database": lambda: _takes_writes(database),
        "keys": lambda: _has_its_keys(settings, database),
    }
    if with_queue:
        looks["queue"] = lambda: _takes_jobs(settings)
    return Readiness(looks)


def _takes_writes(database: Database) -> bool:
    """Whether a response could be stored now, at the schema of this program; none is."""
    with database.transaction() as db:
        db.execute(text("INSERT INTO response (id) SELECT NULL WHERE 1 = 0"))
    return migrations.revision_of(database) == migrations.newest()


def _has_its_keys(settings: Settings, database: Database) -> bool:
    """Whether every key is there and the one it was; a database that cannot be asked is no fault of a key's."""
    try:
        faults = key_faults(settings, database)
    except DatabaseBusyError:
        return True
    except Refused as refusal:
        faults = list(refusal.faults)
    if faults:
        note_event("key fault", keys=len(faults))
    return not faults


def _takes_jobs(settings: Settings) -> bool:
    """Whether jobs can be handed to a worker."""
    from evaluation.jobs.queue import open_queue  # noqa: PLC0415 - a participants' server does not load it

    queue = open_queue(settings)
    try:
        queue.huey.storage.queue_size()
    finally:
        queue.close()
    return True
