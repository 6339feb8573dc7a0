"""Asking for a job: the row is written first, then the queue is told."""

import logging
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from evaluation.jobs import artefacts
from evaluation.jobs.queue import Queue
from evaluation.models import Job, JobState
from evaluation.storage.fault_log import log_fault
from evaluation.store.log.jobs import ask_again, ask_for_job
from evaluation.web.app import Services

log = logging.getLogger(__name__)


def request_job(
    services: Services,
    queue: Queue,
    *,
    kind: str,
    arguments: Mapping[str, Any],
    content: str,
    by: str,
    steps: int = 0,
    under_way: Callable[[Session], Job | None] = lambda _db: None,
) -> Job:
    """The job that makes this from this content: new, under way, or done already.

    `content` is the digest of everything the job reads, so that equal digests give equal files. A queue that cannot
    be reached delays the work and loses nothing: the sweep finds the row. `steps` is how many the work has, where that
    is known before it is begun, so that whoever waits reads from the start at which of how many it is. `under_way`
    finds the job that stands in the place of a new one.
    """
    now = services.clock()
    with services.database.transaction() as db:
        job = under_way(db) or ask_for_job(db, kind, arguments=arguments, content=content, by=by, now=now)
        if job.state == JobState.DONE and not artefacts.folder_of(services.settings, job.content_hash).exists():
            ask_again(job, by=by, now=now)
        if job.state == JobState.QUEUED:
            job.steps = steps
    if job.state == JobState.QUEUED:
        notify_queue(queue, job.id)
    return job


def notify_queue(queue: Queue, job: uuid.UUID) -> None:
    """Tell the queue of a job, if it can be reached."""
    try:
        queue.carry(job)
    except Exception as fault:  # noqa: BLE001 - every kind of queue fails in its own way, and the sweep makes up for it
        log_fault(log, "The queue cannot be reached; the job waits for the next sweep", fault, job=str(job))
