"""The worker: takes jobs from the queue, and looks for those that the queue or a dead worker lost."""

import logging
import multiprocessing
import threading
import uuid
from functools import partial

from evaluation.jobs.erasure_sweep import erase_withdrawn
from evaluation.jobs.job_requests import notify_queue
from evaluation.jobs.leased_job import WorkerContext, do_job
from evaluation.jobs.queue import Queue, open_queue
from evaluation.storage.brought.held_answers import forget_due
from evaluation.storage.fault_log import log_fault
from evaluation.store.log.jobs import give_up_lost_jobs, jobs_to_do

log = logging.getLogger(__name__)


def run_worker(worker: WorkerContext, *, at_once: int = 1) -> None:
    """Work until SIGINT, which lets the job under way end, or SIGTERM, which leaves it to the next worker."""
    queue = open_queue(worker.services.settings, partial(do_job, worker))
    consumer = queue.consumer(workers=at_once, longest_wait=min(1.0, worker.pace.sweep))
    stopped = threading.Event()
    threading.Thread(target=_sweep_until, args=(stopped, worker, queue), name="sweep", daemon=True).start()
    try:
        consumer.run()
    finally:
        stopped.set()
        worker.leaving.set()
        for child in multiprocessing.active_children():
            child.kill()


def work_off(worker: WorkerContext) -> list[uuid.UUID]:
    """Do every job that waits now, one after another, without a queue; which they were."""
    with worker.services.database.transaction() as db:
        give_up_lost_jobs(db, now=worker.services.clock())
        waiting = jobs_to_do(db, now=worker.services.clock())
    for job in waiting:
        do_job(worker, job)
    return waiting


def sweep(worker: WorkerContext, queue: Queue) -> None:
    """Carry every job that nobody works on and that does not wait in the queue already."""
    with worker.services.database.transaction() as db:
        give_up_lost_jobs(db, now=worker.services.clock())
        waiting = jobs_to_do(db, now=worker.services.clock())
    carried = queue.carried() if waiting else set()
    for job in waiting:
        if job not in carried:
            notify_queue(queue, job)


def _sweep_until(stopped: threading.Event, worker: WorkerContext, queue: Queue) -> None:
    while True:
        try:
            sweep(worker, queue)
        except Exception as fault:  # noqa: BLE001 - the database or the queue is away for a while; the next sweep sees
            log_fault(log, "Jobs could not be looked over", fault)
        erase_withdrawn(worker.services)
        _forget_brought(worker)
        if stopped.wait(worker.pace.sweep):
            return


def _forget_brought(worker: WorkerContext) -> None:
    """Forget answers from elsewhere whose hour is over; a fault is written down, and the next sweep tries again."""
    try:
        forget_due(worker.services.settings, now=worker.services.clock())
    except OSError as fault:
        log_fault(log, "Answers from elsewhere could not be forgotten yet", fault)
