"""A worker beside the pages: a process of its own that begins and ends with the server."""

import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

from evaluation.domain.clock import now_utc
from evaluation.jobs.leased_job import WorkerContext
from evaluation.jobs.limits import set_niceness
from evaluation.storage.database import open_database
from evaluation.storage.database_roles import DatabaseRole
from evaluation.storage.events.event_log import note_event
from evaluation.storage.events.vocabulary import FAULT
from evaluation.storage.fault_log import keep_log, log_fault
from evaluation.storage.settings import Settings
from evaluation.web.app import Services

APART = multiprocessing.get_context("spawn")
"""The worker begins with a fresh interpreter: it shares neither the server's threads nor its connections."""
STANDS_BACK = 5
"""How far the worker stands back for the pages: loading the program that makes reports takes seconds of computing."""
LAST_WORDS = 10.0
"""Seconds for a worker to let go of what it holds; the job under way is left to the next one."""
log = logging.getLogger(__name__)


@contextmanager
def background_worker(settings: Settings, handlers: Mapping[str, str]) -> Iterator[None]:
    """While pages are served a worker does what they ask for; one that dies is followed by another."""
    stopped = threading.Event()
    thread = threading.Thread(target=_keep_one, args=(stopped, settings, dict(handlers)), name="worker", daemon=True)
    try:
        thread.start()  # a Ctrl-C in here would otherwise leave a worker that nobody ends
        yield
    finally:
        stopped.set()
        if thread.is_alive():
            thread.join(2 * LAST_WORDS)


def _keep_one(stopped: threading.Event, settings: Settings, handlers: Mapping[str, str]) -> None:
    while not stopped.is_set():
        process = APART.Process(target=_work, args=(settings, handlers), name="worker")
        process.start()
        while process.is_alive() and not stopped.wait(1):
            pass
        if process.is_alive():
            _end(process)
        else:
            note_event(FAULT, what="The worker ended by itself; another begins", exit=process.exitcode or 0)
            stopped.wait(LAST_WORDS)
        process.close()


def _end(process: BaseProcess) -> None:
    process.terminate()
    process.join(LAST_WORDS)
    if process.is_alive():
        process.kill()
        process.join()


def _work(settings: Settings, handlers: Mapping[str, str]) -> None:
    keep_log()
    set_niceness(STANDS_BACK)
    from evaluation.jobs.worker import run_worker  # noqa: PLC0415 - the server itself does not load the consumer

    threading.Thread(target=_end_with_server, daemon=True).start()
    try:
        database = open_database(settings).as_role(DatabaseRole.WORKER)
        run_worker(WorkerContext(services=Services(settings, database, now_utc), handlers=handlers))
    except Exception as fault:  # noqa: BLE001 - told without its own words; the server begins another worker
        log_fault(log, "The worker failed", fault)
        sys.exit(1)


def _end_with_server() -> None:
    """A worker whose server was killed ends too: whoever starts the pages again starts one with them."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os.kill(os.getpid(), signal.SIGTERM)
