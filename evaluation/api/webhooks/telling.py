"""Noticing what webhooks are told of, and asking for the jobs that tell them."""

import logging
import threading
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.api.release_figures import releases_seen
from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import open_queue
from evaluation.models import Webhook
from evaluation.storage.fault_log import log_fault
from evaluation.store.accounts.api_tokens import scope_limited
from evaluation.store.accounts.people import RolePlace
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.scope.webhooks import (
    LOOKED_BACK,
    WebhookEvent,
    keep_deliveries,
    releases_published,
    take_due,
    waves_closed,
    webhooks_at_work,
)
from evaluation.web.access import allows, scope_of_grants
from evaluation.web.app import Services

LOG = logging.getLogger(__name__)
BEAT = 5.0
"""Seconds between two looks while pages are served."""
KIND = "webhook"


def tell(services: Services) -> int:
    """Look once: keep what happened for each webhook, and ask for a job for every delivery that is due; how many."""
    now = services.clock()
    with services.database.reading() as db:
        if not webhooks_at_work(db):
            return 0
    with services.database.transaction() as db:
        for webhook in webhooks_at_work(db):
            _keep_events(db, webhook, now=now)
        due = [(row.id, row.tries) for row in take_due(db, now=now)]
    if due:
        queue = open_queue(services.settings)
        try:
            for delivery, number in due:
                arguments = {"delivery": str(delivery), "try": number}
                request_job(
                    services, queue, kind=KIND, arguments=arguments, content=f"{delivery}/{number}", by="the clock"
                )
        finally:
            queue.close()
    return len(due)


def tell_until(stopped: threading.Event, services: Services) -> None:
    """Look every few seconds until told to stop; for a thread of the server."""
    while not stopped.wait(BEAT):
        try:
            tell(services)
        except Exception as fault:  # noqa: BLE001 - whatever it was, the next look comes all the same
            log_fault(LOG, "A look for what webhooks are told failed; the next follows", fault)


def scope_of_webhook(db: Session, webhook: Webhook, action: str) -> RoleScope:
    """How far its owner may do something now, within its limit; nowhere once they may have no webhook any more."""
    grants = webhook.account.grants
    if not allows(scope_of_grants(grants, "token.make"), "token.make"):
        return RoleScope()
    return scope_limited(db, RolePlace(webhook.study_id, webhook.chapter_id), scope_of_grants(grants, action))


def _keep_events(db: Session, webhook: Webhook, *, now: datetime) -> None:
    since = max(webhook.made_at, now - LOOKED_BACK)
    if WebhookEvent.WAVE_CLOSED in webhook.events:
        closed = waves_closed(db, scope_of_webhook(db, webhook, "experiment.see"), since=since)
        keep_deliveries(db, webhook, WebhookEvent.WAVE_CLOSED, closed, now=now)
    published = releases_published(db, since=since) if WebhookEvent.RELEASE_PUBLISHED in webhook.events else []
    if published:
        scopes = {"as_chapter": "release.answer", "as_evaluator": "report.see"}
        seen = releases_seen(db, **{name: scope_of_webhook(db, webhook, each) for name, each in scopes.items()})
        known = {each.release.id for each in seen}
        theirs = [each for each in published if each[0] in known]
        keep_deliveries(db, webhook, WebhookEvent.RELEASE_PUBLISHED, theirs, now=now)
