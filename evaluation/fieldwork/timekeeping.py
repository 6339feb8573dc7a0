"""What the clock does by itself: it opens and closes After, keeps windows, and joins what late forms make certain."""

import logging
import threading

from evaluation.jobs.erasure_sweep import erase_withdrawn
from evaluation.storage.fault_log import log_fault
from evaluation.store.evening.close_and_join import join_latecomers
from evaluation.store.evening.removed_evenings import forget_removed
from evaluation.store.evening.schedule import close_due_afters, keep_windows, open_due_afters
from evaluation.store.log.audit_entries import Actor
from evaluation.web.app import Services
from evaluation.web.audit_log import recording

LOG = logging.getLogger(__name__)
THE_CLOCK = Actor("the clock")
BEAT = 5.0
"""Seconds between two looks at the clock while pages are served."""


def keep_time(services: Services) -> None:
    """Look at the clock once: open and close what is due, keep every window, join latecomers; and write it down."""
    with services.database.transaction() as db:
        by = recording(services.settings, THE_CLOCK, now=services.clock())
        open_due_afters(db, by=by)
        close_due_afters(db, by=by)
        for experiment, kind, move in keep_windows(db, now=by.now):
            by.note(db, f"wave {move}", f"experiment {experiment.id}", wave=kind)
        join_latecomers(db, by=by)
        forget_removed(db, now=by.now)


def keep_time_until(stopped: threading.Event, services: Services) -> None:
    """Look at the clock every few seconds until told to stop; for a thread of the server.

    What is left to do after answers were deleted is tried again each time.

    A look that fails, as while the database is locked, is logged and the next one comes all the same.
    """
    while not stopped.wait(BEAT):
        try:
            keep_time(services)
        except Exception as fault:  # noqa: BLE001 - whatever it was, the next look comes all the same
            log_fault(LOG, "A look at the clock failed; the next follows", fault)
        erase_withdrawn(services)
