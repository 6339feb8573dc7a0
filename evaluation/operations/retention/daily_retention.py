"""Once a day, while staff's pages are served, what has served is ended; answers wait for somebody to say so."""

import logging
import threading

from evaluation.operations.retention.retention_runs import run_daily
from evaluation.storage.fault_log import log_fault
from evaluation.store.log.actor import AUTOMATIC
from evaluation.web.app import Services
from evaluation.web.audit_log import recording

log = logging.getLogger(__name__)
FIRST = 60.0
"""Seconds after the start: whoever starts the server to open a wave at once is not kept waiting."""
DAY = 24 * 3600.0


def end_daily(services: Services) -> dict[str, int]:
    """End what is due once: how much of each kind, nothing where it failed, which is written down."""
    try:
        return run_daily(services, recording(services.settings, AUTOMATIC, now=services.clock()))
    except Exception as fault:  # noqa: BLE001 - whatever it was, the next day comes all the same
        log_fault(log, "What is kept no longer could not be ended; the next day tries again", fault)
        return {}


def end_daily_until(stopped: threading.Event, services: Services) -> None:
    """A minute after the start and then every day until told to stop; for a thread of the server."""
    wait = FIRST
    while not stopped.wait(wait):
        end_daily(services)
        wait = DAY
