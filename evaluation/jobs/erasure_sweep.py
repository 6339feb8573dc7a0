"""After answers were deleted: nothing that was made of them, and no file of the database, goes on holding their bytes.

What is left to do is a row written with the deletion. It goes once everything is done; until then whoever sweeps tries
again: the clock of the staff's pages, every worker, `weaving serve` as it starts and ends, and the commands.
"""

import logging
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.jobs import artefacts
from evaluation.models import Job, JobState, PendingErasure
from evaluation.storage.fault_log import log_fault
from evaluation.storage.settings import Settings
from evaluation.storage.write_ahead_log import erase_deleted
from evaluation.store.reports.recalled_jobs import forget_erasures, jobs_holding, pending_erasures
from evaluation.store.responses.withdrawals import delete_keyed_of_withdrawn
from evaluation.web.app import Services

log = logging.getLogger(__name__)


def erase_withdrawn(services: Services) -> bool:
    """Do what is left to do; whether nothing is left. A fault is written down, and the next sweep tries again."""
    try:
        return _erase(services)
    except Exception as fault:  # noqa: BLE001 - the database or the disk is away for a while; the next sweep sees
        log_fault(log, "What was taken back could not be erased from every file yet", fault)
        return False


def _erase(services: Services) -> bool:
    with services.database.reading() as db:
        if not pending_erasures(db):
            return True
    with services.database.transaction() as db:
        waiting = pending_erasures(db, mine=True)
        for each in waiting:
            _without_files(db, services.settings, each, now=services.clock())
    done = [each.id for each in waiting if each.files_gone_at]
    if not erase_deleted(services.database):
        return False
    with services.database.transaction() as db:
        forget_erasures(db, done)
    return bool(done) and len(done) == len(waiting)


def _without_files(db: Session, settings: Settings, erasure: PendingErasure, *, now: datetime) -> None:
    """Take away what jobs made of what was deleted, as far as they have ended, and what was keyed from paper."""
    if erasure.files_gone_at is None:
        delete_keyed_of_withdrawn(db, erasure.experiment_id, now=now)
        held = [_is_held(settings, job, now=now) for job in jobs_holding(db, erasure)]
        if not any(held):
            erasure.files_gone_at = now


def _is_held(settings: Settings, job: Job, *, now: datetime) -> bool:
    """Whether a job still holds what it read, after its files were taken away: one that is worked on does."""
    if job.state == JobState.RUNNING:
        return True
    artefacts.abandon(settings, job.content_hash)
    if job.state == JobState.DONE and job.artefact:
        artefacts.remove_artefact(settings, job.artefact)
        if artefacts.folder_of(settings, job.artefact).exists():
            return True
        job.artefact, job.recalled_at = None, now
    return False
