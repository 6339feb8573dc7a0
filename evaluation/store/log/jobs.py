"""Jobs: asked for once, worked on by one at a time, finished whole."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from evaluation.models import Job, JobState
from evaluation.store.log.upsert import insert_once

MOST_LOSSES = 20
"""A job that lost this many workers is given up."""
GIVEN_UP = (
    f"This was given up: its worker was lost {MOST_LOSSES} times. Ask again, and tell whoever looks after the server."
)


@dataclass(frozen=True, slots=True)
class Lease:
    """Somebody's turn at a job: the job, what to do, and which attempt it is."""

    job: uuid.UUID
    attempt: int
    kind: str
    arguments: Mapping[str, Any]
    content_hash: str


def content_hash(kind: str, arguments: Mapping[str, Any], *, content: str) -> str:
    """The identity of a job: SHA-256 of its kind, its arguments and the digest of everything that it reads."""
    whole = json.dumps([kind, arguments, content], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def ask_for_job(db: Session, kind: str, *, arguments: Mapping[str, Any], content: str, by: str, now: datetime) -> Job:
    """The job made from this content: a new one, the one that is under way, or the one that is done.

    One that failed or was stopped is queued again.
    """
    identity = content_hash(kind, arguments, content=content)
    fresh = {"kind": kind, "arguments": dict(arguments), "started_by": by, "requested_at": now}
    asked = {"id": uuid.uuid4(), "state": JobState.QUEUED.value, "content_hash": identity, **fresh}
    blank = {"step": 0, "steps": 0, "message": "", "stop_asked": False, "attempts": 0, "losses": 0}
    insert_once(db, Job, values={**asked, **blank})
    job = db.scalars(select(Job).filter_by(content_hash=identity).with_for_update()).one()
    if job.state in {JobState.FAILED, JobState.STOPPED}:
        ask_again(job, by=by, now=now)
        db.flush()
    return job


def ask_again(job: Job, *, by: str, now: datetime) -> None:
    """Queue a job afresh, whatever became of it. The number of its lease goes on, so that no old worker can write."""
    job.state, job.stop_asked, job.message, job.step, job.losses = JobState.QUEUED.value, False, "", 0, 0
    job.artefact = job.finished_at = job.lease_until = None
    job.started_by, job.requested_at = by, now


def queue_state(db: Session, *, now: datetime) -> tuple[dict[str, int], timedelta]:
    """How many jobs there are in each state, and how long the one has waited that waits longest."""
    counted = {row[0]: row[1] for row in db.execute(select(Job.state, func.count()).group_by(Job.state))}
    oldest = db.scalar(select(func.min(Job.requested_at)).where(Job.state == JobState.QUEUED.value))
    return {state.value: counted.get(state.value, 0) for state in JobState}, now - oldest if oldest else timedelta(0)


def take_job(db: Session, job: uuid.UUID, *, now: datetime, lease: timedelta) -> Lease | None:
    """Begin a job that waits or whose worker was lost; None where somebody works on it or it is finished."""
    free = and_(Job.id == job, _free(now), Job.stop_asked.is_(False))
    lost = case((Job.state == JobState.RUNNING.value, 1), else_=0)
    counted = {"attempts": Job.attempts + 1, "losses": Job.losses + lost, "step": 0, "message": ""}
    times = {"lease_until": now + lease, "heartbeat_at": now, "started_at": now}
    row = db.execute(
        update(Job)
        .where(free)
        .values(state=JobState.RUNNING.value, **counted, **times)
        .returning(Job.attempts, Job.kind, Job.arguments, Job.content_hash)
    ).one_or_none()
    return None if row is None else Lease(job, *row)


def keep_job(db: Session, held: Lease, *, now: datetime, lease: timedelta, step: tuple[int, int, str] | None) -> bool:
    """Say that the work goes on, perhaps with the step it is at; False where it is to stop or the lease was lost."""
    values: dict[str, Any] = {"lease_until": now + lease, "heartbeat_at": now}
    if step:
        values.update(zip(("step", "steps", "message"), step, strict=True))
    return _write(db, held, Job.stop_asked.is_(False), values=values)


def finish_job(db: Session, held: Lease, *, artefact: str, now: datetime) -> bool:
    """The artefact is in its place: the job is done."""
    return _write(db, held, values={**_ended(JobState.DONE, now), "artefact": artefact, "message": ""})


def fail_job(db: Session, held: Lease, *, why: str, now: datetime) -> bool:
    """The job failed; `why` is a sentence a person can act on."""
    return _write(db, held, values={**_ended(JobState.FAILED, now), "message": why})


def stop_job(db: Session, job: uuid.UUID, *, now: datetime) -> None:
    """Ask for a job to stop. One that nobody works on is stopped at once, another at its worker's next beat."""
    running = and_(Job.id == job, Job.state == JobState.RUNNING.value)
    db.execute(update(Job).where(running).values(stop_asked=True))
    db.execute(update(Job).where(Job.id == job, _free(now)).values(**_ended(JobState.STOPPED, now)))


def end_stopped_job(db: Session, held: Lease, *, now: datetime) -> bool:
    """The work on a job that was asked to stop has ended."""
    return _write(db, held, Job.stop_asked.is_(True), values=_ended(JobState.STOPPED, now))


def give_up_lost_jobs(db: Session, *, now: datetime) -> None:
    """End what nobody works on any more: jobs that were asked to stop, and those lost too often."""
    lost = and_(Job.state == JobState.RUNNING.value, Job.lease_until < now)
    db.execute(update(Job).where(lost, Job.stop_asked.is_(True)).values(**_ended(JobState.STOPPED, now)))
    hopeless = {**_ended(JobState.FAILED, now), "message": GIVEN_UP}
    db.execute(update(Job).where(lost, Job.losses >= MOST_LOSSES).values(**hopeless))


def jobs_to_do(db: Session, *, now: datetime) -> list[uuid.UUID]:
    """Jobs that nobody works on, oldest first."""
    return list(db.scalars(select(Job.id).where(_free(now)).order_by(Job.requested_at, Job.id)))


def _free(now: datetime) -> ColumnElement[bool]:
    lost = and_(Job.state == JobState.RUNNING.value, Job.lease_until < now)
    return or_(Job.state == JobState.QUEUED.value, lost)


def _ended(state: JobState, now: datetime) -> dict[str, Any]:
    return {"state": state.value, "finished_at": now, "lease_until": None}


def _write(db: Session, held: Lease, *also: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    """Change the row while the lease is ours; whether it still was."""
    ours = (Job.id == held.job, Job.state == JobState.RUNNING.value, Job.attempts == held.attempt)
    changed = db.execute(update(Job).where(*ours, *also).values(**values).returning(Job.id))
    return changed.first() is not None
