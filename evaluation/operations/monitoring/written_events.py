"""While pages are served, events of security are written down, and requests where they are asked for."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from evaluation.operations.monitoring.answered_requests import AccessLines
from evaluation.storage.events.event_log import AGAIN_AFTER, EVENT_LOG
from evaluation.storage.events.vocabulary import EventKind

PATIENCE = 2.0
"""Seconds that writing the rest may take once the server is told to end."""


@contextmanager
def writing_events(lines: AccessLines | None) -> Iterator[None]:
    """Write events down while this lasts; whatever is held back then, also where the server is told to end."""
    before = EVENT_LOG.kinds
    EVENT_LOG.kinds = frozenset({EventKind.FAULT, EventKind.SECURITY, *([EventKind.ACCESS] if lines else [])})
    stopped = threading.Event()
    threading.Thread(target=_write_until, args=(stopped, lines), daemon=True).start()
    with _before_end(lines):
        try:
            yield
        finally:
            stopped.set()
            _write_rest(lines)
            EVENT_LOG.kinds = before


def _write_until(stopped: threading.Event, lines: AccessLines | None) -> None:
    while not stopped.wait(AGAIN_AFTER):
        EVENT_LOG.write_held()
        if lines:
            lines.write_past()


def _write_rest(lines: AccessLines | None) -> None:
    EVENT_LOG.write_held()
    if lines:
        lines.write_held()


@contextmanager
def _before_end(lines: AccessLines | None) -> Iterator[None]:
    """A server that is told to end writes down what it holds back, and then ends as any other."""

    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        writing = threading.Thread(target=_write_rest, args=(lines,), daemon=True)  # its locks may be held by this one
        writing.start()
        writing.join(PATIENCE)
        os.kill(os.getpid(), number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
