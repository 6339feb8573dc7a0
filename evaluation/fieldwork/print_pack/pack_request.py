"""Asking for a print pack: its cards are issued now, and a worker prints them."""

import secrets
import uuid

from evaluation.jobs import artefacts
from evaluation.jobs.job_requests import notify_queue
from evaluation.jobs.queue import Queue
from evaluation.models import Experiment, Job, JobState
from evaluation.store.log.jobs import ask_again
from evaluation.store.paper.print_packs import WantedPack, ask_for_pack
from evaluation.web.app import Services

PACK_FILE = "print-pack.pdf"


def ask_to_print(
    services: Services, queue: Queue, *, experiment: uuid.UUID, wanted: WantedPack, by: str
) -> tuple[Job, bool]:
    """The job that prints this pack, and whether its cards were issued now; a pack whose file is gone is made again."""
    with services.database.transaction() as db:
        row = db.get_one(Experiment, experiment)
        job, fresh = ask_for_pack(db, row, wanted=wanted, by=by, now=services.clock(), rng=secrets.SystemRandom())
        if job.state == JobState.DONE and not artefacts.folder_of(services.settings, job.content_hash).exists():
            ask_again(job, by=by, now=services.clock())
    if job.state == JobState.QUEUED:
        notify_queue(queue, job.id)
    return job, fresh
