"""One job worked on: the lease is taken and kept, the work runs in a process of its own, the artefact is placed."""

import logging
import multiprocessing
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from evaluation.jobs import artefacts, job_process
from evaluation.jobs.limits import Limits, died, too_long
from evaluation.storage.fault_log import log_fault
from evaluation.store.log import jobs as store
from evaluation.store.log.jobs import Lease
from evaluation.web.app import Services

START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds: how long a lease lasts, how often it is renewed, how often lost work is looked for."""

    lease: float = 30
    beat: float = 3
    sweep: float = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerContext:
    """What a worker needs: the application's services, what each kind of job does ("module:function"), pace, limits."""

    services: Services
    handlers: Mapping[str, str]
    pace: Pace = Pace()
    limits: Limits = Limits()  # noqa: RUF009 - frozen
    leaving: threading.Event = field(default_factory=threading.Event)
    """Set once the worker ends: what is under way is stopped, and nothing is said of it any more."""


class WorkerLeavesError(Exception):
    """The worker ends in the midst of a job: once the lease is over, the next worker begins the job again."""


class LeaseLostError(Exception):
    """Another worker has this job, or it was asked to stop: what is made here is for nobody."""


def do_job(worker: WorkerContext, job: uuid.UUID) -> None:
    """Work on a job, unless somebody does or it is finished. Whatever happens here, the row says how it stands."""
    services, lease = worker.services, timedelta(seconds=worker.pace.lease)
    with services.database.transaction() as db:
        held = store.take_job(db, job, now=services.clock(), lease=lease)
    if held is None:
        return
    if held.kind not in worker.handlers:
        _fail(worker, held, f"This worker knows no job called {held.kind}: bring it to the version of the pages.")
        return
    if artefacts.folder_of(services.settings, held.content_hash).exists():
        _finish(worker, held, held.content_hash)
        return
    try:
        _make(worker, held)
    except LeaseLostError:
        with services.database.transaction() as db:
            store.end_stopped_job(db, held, now=services.clock())
    except WorkerLeavesError:
        log.info("A job is left to the next worker")
    except OSError as fault:
        log_fault(log, "A job was not carried out", fault, job=str(job))
        _fail(worker, held, f"What was made could not be kept: {fault.strerror or fault}. Make room, then ask again.")


def _make(worker: WorkerContext, held: Lease) -> None:
    settings = worker.services.settings
    folder = artefacts.begin_artefact(settings, held.content_hash, attempt=held.attempt)
    order = job_process.Order(
        settings=settings,
        handler=worker.handlers[held.kind],
        arguments=held.arguments,
        folder=folder,
        limits=worker.limits,
    )
    failure = _followed(worker, held, order)
    if failure is None:
        _finish(worker, held, artefacts.place_artefact(settings, held.content_hash, folder=folder))
    else:
        artefacts.abandon(settings, held.content_hash)
        _fail(worker, held, failure)


def _followed(worker: WorkerContext, held: Lease, order: job_process.Order) -> str | None:
    """Run the work to its end while the lease is kept; why it failed, or None.

    Its process is forked from one in which the program is warm already.
    """
    context = multiprocessing.get_context(START)
    context.set_forkserver_preload([handler.partition(":")[0] for handler in worker.handlers.values()])
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=job_process.work, args=(order, sending), name=f"job {held.job}")  # type: ignore[attr-defined]
    process.start()
    sending.close()
    try:
        return _message_of_child(worker, held, process, receiving)
    finally:
        process.kill()
        process.join()
        process.close()
        receiving.close()


def _message_of_child(worker: WorkerContext, held: Lease, process: BaseProcess, receiving: Connection) -> str | None:
    until = time.monotonic() + worker.limits.wall
    while time.monotonic() < until:
        report, ended = _received(receiving, worker.pace.beat)
        if worker.leaving.is_set():
            raise WorkerLeavesError
        if ended:
            process.join()
            return died(process.exitcode, worker.limits)
        if report is not None and report[0] != "step":
            return None if report[0] == "made" else report[3]
        _keep(worker, held, None if report is None else report[1:])
    return too_long(worker.limits)


def _received(receiving: Connection, seconds: float) -> tuple[job_process.ChildReport | None, bool]:
    """What the child says within some seconds, and whether it has ended."""
    try:
        return (receiving.recv() if receiving.poll(seconds) else None), False
    except EOFError:
        return None, True


def _keep(worker: WorkerContext, held: Lease, step: tuple[int, int, str] | None) -> None:
    lease = timedelta(seconds=worker.pace.lease)
    with worker.services.database.transaction() as db:
        kept = store.keep_job(db, held, now=worker.services.clock(), lease=lease, step=step)
    if not kept:
        raise LeaseLostError


def _finish(worker: WorkerContext, held: Lease, artefact: str) -> None:
    with worker.services.database.transaction() as db:
        store.finish_job(db, held, artefact=artefact, now=worker.services.clock())


def _fail(worker: WorkerContext, held: Lease, why: str) -> None:
    with worker.services.database.transaction() as db:
        store.fail_job(db, held, why=why, now=worker.services.clock())
