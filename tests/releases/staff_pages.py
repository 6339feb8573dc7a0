"""A worker that does at once, by the clock of the test, what the pages asked for; and what releases there are."""

import importlib
from datetime import timedelta

from sqlalchemy import select

from evaluation.cli.operations.worker import HANDLERS
from evaluation.domain.errors import Refused
from evaluation.jobs import artefacts
from evaluation.models import Job, Release
from evaluation.store.log import jobs as store
from evaluation.store.releases.releases import events_of

_LEASE = timedelta(minutes=1)


def work_off_by_the_clock(services):
    """Do every job that waits, in this process and by the clock of the services."""
    with services.database.reading() as db:
        unfinished = select(Job.id).where(Job.state.in_(("queued", "running")))
        waiting = list(db.scalars(unfinished.order_by(Job.requested_at, Job.id)))
    for job in waiting:
        with services.database.transaction() as db:
            held = store.take_job(db, job, now=services.clock(), lease=_LEASE)
        _worked(services, held)


def _worked(services, held):
    module, _, name = HANDLERS[held.kind].partition(":")
    folder = artefacts.begin_artefact(services.settings, held.content_hash, attempt=held.attempt)
    try:
        getattr(importlib.import_module(module), name)(services, held.arguments, folder=folder, step=lambda *_: None)
    except Refused as refusal:
        artefacts.abandon(services.settings, held.content_hash)
        with services.database.transaction() as db:
            store.fail_job(db, held, why=" ".join(refusal.faults), now=services.clock())
    else:
        made = artefacts.place_artefact(services.settings, held.content_hash, folder=folder)
        with services.database.transaction() as db:
            store.finish_job(db, held, artefact=made, now=services.clock())


def addresses(desk):
    """The addresses of all releases, oldest first."""
    with desk.services.database.reading() as db:
        return [f"/reports/releases/{each.id}" for each in db.query(Release).order_by(Release.number)]


def happened(desk):
    """What happened to the only release."""
    with desk.services.database.reading() as db:
        return [event.kind for event in events_of(db, db.query(Release).one())]
