"""A print pack as a job: its cards are issued when it is asked for, and a worker prints them."""

import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from evaluation.domain.errors import Refused
from evaluation.fieldwork.paper.paper_forms import paper_forms
from evaluation.fieldwork.print_pack.pack_pdf import pack_pdf
from evaluation.fieldwork.print_pack.print_facts import Stack, print_facts
from evaluation.jobs import artefacts
from evaluation.jobs.job_process import Step
from evaluation.jobs.job_requests import notify_queue
from evaluation.jobs.queue import Queue
from evaluation.models import Experiment, Job, JobState
from evaluation.store.log.jobs import ask_again
from evaluation.store.paper.print_packs import WantedPack, ask_for_pack, stacks_of
from evaluation.web.app import Services

NAME = "print-pack.pdf"


def ask_to_print(
    parts: Services, queue: Queue, *, experiment: uuid.UUID, wanted: WantedPack, by: str
) -> tuple[Job, bool]:
    """The job that prints this pack, and whether its cards were issued now; a pack whose file is gone is made again."""
    with parts.database.transaction() as db:
        row = db.get_one(Experiment, experiment)
        job, fresh = ask_for_pack(db, row, wanted=wanted, by=by, now=parts.clock(), rng=secrets.SystemRandom())
        if job.state == JobState.DONE and not artefacts.folder_of(parts.settings, job.content_hash).exists():
            ask_again(job, by=by, now=parts.clock())
    if job.state == JobState.QUEUED:
        notify_queue(queue, job.id)
    return job, fresh


def make_pack(parts: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:
    """Print poster, host script, the cards that were issued, and paper forms."""
    with parts.database.reading() as db:
        row = db.get(Experiment, uuid.UUID(arguments["subject"]))
        if row is None:
            raise Refused("This experiment is no longer here, so nothing can be printed for it.")
        facts, forms = print_facts(row, base_url=parts.settings.base_url), paper_forms(db, row)
    stacks = {Stack(stack): tokens for stack, tokens in stacks_of(arguments).items()}
    at = datetime.fromisoformat(arguments["asked_at"])
    (folder / NAME).write_bytes(pack_pdf(stacks, facts, at=at, paper=forms, step=step))
