"""The worker: takes jobs from the queue, and looks for those that the queue or a dead worker lost."""

import logging
import multiprocessing
import threading
import uuid
from functools import partial

from evaluation.jobs.job_requests import notify_queue
from evaluation.jobs.leased_job import Workshop, do_job
from evaluation.jobs.queue import Queue, open_queue
from evaluation.storage.fault_log import log_fault
from evaluation.store.log.jobs import give_up_lost_jobs, jobs_to_do

log = logging.getLogger(__name__)


def run_worker(shop: Workshop, *, at_once: int = 1) -> None:
    """Work until SIGINT, which lets the job under way end, or SIGTERM, which leaves it to the next worker."""
    queue = open_queue(shop.services.settings, partial(do_job, shop))
    consumer = queue.consumer(workers=at_once, longest_wait=min(1.0, shop.pace.sweep))
    stopped = threading.Event()
    threading.Thread(target=_sweep_until, args=(stopped, shop, queue), name="sweep", daemon=True).start()
    try:
        consumer.run()
    finally:
        stopped.set()
        shop.leaving.set()
        for child in multiprocessing.active_children():
            child.kill()


def work_off(shop: Workshop) -> list[uuid.UUID]:
    """Do every job that waits now, one after another, without a queue; which they were."""
    with shop.services.database.transaction() as db:
        give_up_lost_jobs(db, now=shop.services.clock())
        waiting = jobs_to_do(db, now=shop.services.clock())
    for job in waiting:
        do_job(shop, job)
    return waiting


def sweep(shop: Workshop, queue: Queue) -> None:
    """Carry every job that nobody works on and that does not wait in the queue already."""
    with shop.services.database.transaction() as db:
        give_up_lost_jobs(db, now=shop.services.clock())
        waiting = jobs_to_do(db, now=shop.services.clock())
    carried = queue.carried() if waiting else set()
    for job in waiting:
        if job not in carried:
            notify_queue(queue, job)


def _sweep_until(stopped: threading.Event, shop: Workshop, queue: Queue) -> None:
    while True:
        try:
            sweep(shop, queue)
        except Exception as fault:  # noqa: BLE001 - the database or the queue is away for a while; the next sweep sees
            log_fault(log, "Jobs could not be looked over", fault)
        if stopped.wait(shop.pace.sweep):
            return
