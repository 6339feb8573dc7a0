"""Print packs that were asked for: cards are issued once with the job that prints them, however often it is asked."""

import random
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, Job, JobState
from evaluation.store.linking.cards import issue_cards
from evaluation.store.log.jobs import ask_again, ask_for_job
from evaluation.store.paper.sheets import batches_of

PACK = "pack"
"""The kind of job that makes a print pack."""
JOBS_UNDER_WAY = {JobState.QUEUED.value, JobState.RUNNING.value}
UNFINISHED = {JobState.FAILED.value, JobState.STOPPED.value}
PATIENCE = timedelta(seconds=20)
"""A worker takes up what waits within this time, unless it is at something else."""


class PrintedPart(StrEnum):
    """What is printed: everything in one file, or one part alone."""

    WHOLE = "pack"
    CARDS = "cards"
    POSTER = "poster"
    SCRIPT = "script"
    PAPER = "paper"
    LARGE_PAPER = "large_paper"


NUMBERED = (PrintedPart.PAPER, PrintedPart.LARGE_PAPER)
"""Whose copies are numbered, going on from those printed before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSize:
    """How much of what is printed: so many cards, so many of them for hosts; a part alone in a language, so often."""

    count: int = 0
    hosts: int = 0
    part: PrintedPart = PrintedPart.WHOLE
    language: str = ""
    """One of the evening's; empty for all of them."""
    copies: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPack:
    """What somebody asks for.

    `pack` is the identity that the page gave to the request, by which the same press is known again; None where a
    request came without.
    """

    size: PrintSize
    pack: uuid.UUID | None


def ask_for_pack(
    db: Session, experiment: Experiment, *, wanted: WantedPack, by: str, now: datetime, rng: random.Random
) -> tuple[Job, bool]:
    """The job that prints these cards, and whether they were issued now.

    The same press again, and the same wish while it is under way, are the same job and the same cards. One that
    failed is queued again.
    """
    one_at_a_time = select(Experiment.id).where(Experiment.id == experiment.id)
    db.execute(one_at_a_time.with_for_update(key_share=True))
    found = _asked_before(pack_jobs(db, experiment.id), wanted)
    if found is None:
        return _asked(db, experiment, wanted, by=by, now=now, rng=rng), True
    if found.state in UNFINISHED:
        ask_again(found, by=by, now=now)
        db.flush()
    return found, False


def pack_jobs(db: Session, experiment: uuid.UUID) -> list[Job]:
    """Every pack of an experiment, the latest asked first."""
    about = Job.arguments["subject"].as_string() == str(experiment)
    return list(db.scalars(select(Job).where(Job.kind == PACK, about).order_by(Job.requested_at.desc(), Job.id)))


def has_forms_to_key(db: Session, experiment: Experiment) -> bool:
    """Whether paper forms of an experiment were printed, alone or within a pack, of which nobody has begun a pile."""
    with_forms = {PrintedPart.WHOLE, *NUMBERED}
    done = (job for job in pack_jobs(db, experiment.id) if job.state == JobState.DONE.value)
    return any(size_of(job.arguments).part in with_forms for job in done) and not batches_of(db, experiment)


def nobody_works(db: Session, job: Job, *, now: datetime) -> bool:
    """Whether a job waits longer than it would if a worker ran: none has taken it up, and none is at another."""
    if job.state != JobState.QUEUED.value or now - job.requested_at < PATIENCE:
        return False
    working = select(Job.id).where(Job.state == JobState.RUNNING.value, Job.lease_until > now)
    return db.scalars(working.limit(1)).first() is None


def stacks_of(job_arguments: Mapping[str, Any]) -> dict[str, list[str]]:
    """The codes of a pack's cards by stack, in the order in which they are printed."""
    return {str(stack): [str(token) for token in tokens] for stack, tokens in job_arguments["stacks"].items()}


def size_of(job_arguments: Mapping[str, Any]) -> PrintSize:
    """How much of what a job prints; jobs asked for at first knew whole packs alone."""
    size = job_arguments["size"]
    return PrintSize(**{**size, "part": PrintedPart(size.get("part", PrintedPart.WHOLE))})


def first_number(job_arguments: Mapping[str, Any]) -> int:
    """The number of the first copy that a job prints."""
    return int(job_arguments.get("first_number", 1))


def _asked_before(jobs: list[Job], wanted: WantedPack) -> Job | None:
    same_press = [job for job in jobs if wanted.pack and job.arguments["pack"] == str(wanted.pack)]
    same_wish = [job for job in jobs if size_of(job.arguments) == wanted.size]
    under_way = [job for job in same_wish if job.state in JOBS_UNDER_WAY]
    return next(iter([*same_press, *under_way, *([] if wanted.pack else same_wish)]), None)


def _asked(
    db: Session, experiment: Experiment, wanted: WantedPack, *, by: str, now: datetime, rng: random.Random
) -> Job:
    pack, size = str(wanted.pack or uuid.uuid4()), wanted.size
    about: dict[str, Any] = {
        "subject": str(experiment.id),
        "pack": pack,
        "asked_at": now.isoformat(),
        "size": asdict(size),
    }
    if size.part in NUMBERED:
        about["first_number"] = 1 + sum(
            each.copies for job in pack_jobs(db, experiment.id) if (each := size_of(job.arguments)).part in NUMBERED
        )
    stacks = _issued(db, experiment, size, now=now, rng=rng)
    return ask_for_job(db, PACK, arguments={**about, "stacks": stacks}, content=pack, by=by, now=now)


def _issued(
    db: Session, experiment: Experiment, size: PrintSize, *, now: datetime, rng: random.Random
) -> dict[str, list[str]]:
    """New cards by stack."""
    counts_by_stack = (
        {"host": size.hosts, "guest": size.count - size.hosts} if size.hosts else {"everybody": size.count}
    )
    roles = {"host": "host", "guest": "guest"}
    return {
        stack: issue_cards(db, experiment, count=number, now=now, rng=rng, role=roles.get(stack))
        for stack, number in counts_by_stack.items()
        if number
    }
