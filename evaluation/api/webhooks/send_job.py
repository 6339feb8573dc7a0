"""Telling one webhook of one event: signed, with ids and links and nothing else, and what came of it is kept."""

import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from evaluation.api.release_figures import releases_seen
from evaluation.api.webhooks.public_connection import NotSentError, post_publicly
from evaluation.api.webhooks.telling import scope_of_webhook
from evaluation.jobs.job_process import Step
from evaluation.models import WebhookDelivery
from evaluation.storage.webhook_secrets import signed, webhook_secret
from evaluation.store.scope.webhooks import WebhookEvent, delivery_to_send, note_outcome, wave_of_delivery
from evaluation.store.scope.within_scope import experiment_within
from evaluation.web.app import Services

NOT_THEIRS = "not told: its owner may not see this any more"


def send_event(services: Services, arguments: Mapping[str, Any], *, folder: Path, step: Step) -> None:  # noqa: ARG001 - a job that makes no file
    """Send a delivery that still waits, and keep what came of it."""
    step(1, 1, "Telling a program")
    with services.database.reading() as db:
        row = delivery_to_send(db, uuid.UUID(arguments["delivery"]))
        if row is None or row.tries != arguments["try"]:
            return
        data = _data(db, row, site=services.settings.base_url)
    outcome = _sent(services, row, data) if data else NOT_THEIRS
    is_done = not data or outcome.startswith("2")
    with services.database.transaction() as db:
        note_outcome(db, row.id, is_done=is_done, outcome=outcome, now=services.clock())


def _sent(services: Services, row: WebhookDelivery, data: Mapping[str, str]) -> str:
    """The status that the receiver answered with, or what kept it from answering."""
    event = {"type": row.event, "timestamp": row.happened_at.isoformat(), "data": data}
    body, message = json.dumps(event).encode(), str(event_id(row))
    now, secret = int(services.clock().timestamp()), webhook_secret(services.settings, row.webhook_id)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Weaving",
        "webhook-id": message,
        "webhook-timestamp": str(now),
        "webhook-signature": signed(secret, message=message, timestamp=now, body=body),
    }
    try:
        return str(post_publicly(row.webhook.address, body, headers))
    except NotSentError as fault:
        return str(fault)


def event_id(row: WebhookDelivery) -> uuid.UUID:
    """What an event is known by: the same at every try and for every webhook."""
    return uuid.uuid5(row.subject, f"{row.event} {row.happened_at.isoformat()}")


def _data(db: Session, row: WebhookDelivery, *, site: str) -> dict[str, str]:
    """The ids and the link of what happened; nothing where its owner may not see it now."""
    if row.event == WebhookEvent.RELEASE_PUBLISHED:
        scopes = {"as_chapter": "release.answer", "as_evaluator": "report.see"}
        seen = releases_seen(db, **{name: scope_of_webhook(db, row.webhook, each) for name, each in scopes.items()})
        known = any(each.release.id == row.subject for each in seen)
        return {"release": str(row.subject), "href": f"{site}/api/v1/releases/{row.subject}"} if known else {}
    wave = wave_of_delivery(db, row)
    scope = scope_of_webhook(db, row.webhook, "experiment.see")
    if wave is None or experiment_within(db, wave.experiment_id, scope=scope) is None:
        return {}
    of = str(wave.experiment_id)
    return {"experiment": of, "wave": wave.kind, "href": f"{site}/api/v1/experiments/{of}"}
