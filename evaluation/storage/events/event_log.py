"""The event log: declared events as lines on standard error, and how often each happened since the start.

A line is JSON, or `key=value` on a terminal. Times are to the second; those of participants' requests to the quarter of
an hour, since a time beside what was asked for says who in the hall pressed what.
"""

import hashlib
import logging
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import Any, TextIO

from evaluation.storage.events.vocabulary import EVENTS, EventKind, declared

QUARTER = 900
"""Seconds to which times of participants are rounded down, as exports round them."""
AGAIN_AFTER = 60.0
"""Seconds between two lines of an event that strangers can cause at will."""
Write = Callable[[int, str, Mapping[str, Any], float], None]
"""Level, event, fields, and when in seconds since 1970."""


class EventLog:
    """Counts every event, and writes down those that it is asked for."""

    def __init__(self, *, write: Write, clock: Callable[[], float] = time.time) -> None:
        self.kinds = frozenset({EventKind.FAULT})
        self._write, self._clock, self._lock = write, clock, threading.Lock()
        self._counts, self._held = Counter[str](), dict[str, tuple[float, int, dict[str, Any]]]()

    def note(self, name: str, fields: Mapping[str, Any], *, at: float | None = None) -> None:
        """Count an event and, if events of its kind are asked for, write it down; it happened now, or at a time."""
        fitting = declared(name, fields)
        if fitting is None:
            return
        event = EVENTS[name]
        with self._lock:
            self._counts[name] += 1
        if event.kind not in self.kinds:
            return
        if event.is_counted:
            self._count(name, fitting)
        else:
            self._write(event.level, name, fitting, self._clock() if at is None else at)

    def counts(self) -> dict[str, int]:
        """How often each event happened since the start."""
        with self._lock:
            return dict(self._counts)

    def write_held(self) -> None:
        """Write down what was counted and is not written yet, as while the server stops."""
        with self._lock:
            held = [(name, entry) for name, entry in self._held.items() if entry[1]]
            self._held.clear()
        for name, (_since, times, fields) in held:
            self._write(EVENTS[name].level, name, {**fields, "times": times}, self._clock())

    def _count(self, name: str, fields: dict[str, Any]) -> None:
        """The first of its name at once; those of the minute after it together in the line that follows."""
        now = self._clock()
        with self._lock:
            since, times, _last = self._held.get(name, (float("-inf"), 0, fields))
            is_due = now - since >= AGAIN_AFTER
            self._held[name] = (now, 0, fields) if is_due else (since, times + 1, fields)
        if is_due:
            self._write(EVENTS[name].level, name, {**fields, "times": times + 1}, now)


class EventLines:
    """Writes events as lines."""

    def __init__(self, stream: Callable[[], TextIO]) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def __call__(self, level: int, name: str, fields: Mapping[str, Any], at: float) -> None:
        """One line, whole; where no more can be written, as on a full disk, there is none."""
        stream = self._stream()
        line = line_of(level, name, fields, at, for_people=stream.isatty())
        with self._lock, suppress(OSError, ValueError):
            stream.write(line + "\n")
            stream.flush()


def line_of(level: int, name: str, fields: Mapping[str, Any], at: float, *, for_people: bool = False) -> str:
    """An event as a line."""
    entry = {"at": _moment(name, fields, at), "level": logging.getLevelName(level).lower(), "event": name, **fields}
    render = _renderers()[for_people]
    return str(render(None, "", entry))


def _moment(name: str, fields: Mapping[str, Any], at: float) -> str:
    rounded = EVENTS[name].kind is not EventKind.FAULT and fields.get("application") == "participants"
    moment = datetime.fromtimestamp(at // QUARTER * QUARTER if rounded else at, UTC)
    return moment.isoformat(timespec="minutes" if rounded else "seconds").replace("+00:00", "Z")


@cache
def _renderers() -> tuple[Callable[..., str | bytes], Callable[..., str | bytes]]:
    from structlog.processors import JSONRenderer, LogfmtRenderer  # noqa: PLC0415 - loaded with the first line alone

    return JSONRenderer(), LogfmtRenderer()


EVENT_LOG = EventLog(write=EventLines(lambda: sys.stderr))
"""The log of this process."""


def note_event(name: str, /, **fields: Any) -> None:  # noqa: ANN401 - what a field takes is said by the vocabulary
    """Write down, or only count, an event of the vocabulary."""
    EVENT_LOG.note(name, fields)


def account_mark(account: uuid.UUID) -> str:
    """What an account is called in the event log: the same each time, and nobody's without the table of accounts."""
    return hashlib.sha256(b"weaving account\0" + account.bytes).hexdigest()[:8]
