"""Webhooks and their deliveries: registered, told of what happened, tried again after growing waits, and stopped."""

import enum
import ipaddress
import uuid
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Account, Experiment, Happening, ReleaseEvent, Wave, Webhook, WebhookDelivery
from evaluation.store.accounts.people import EVERYWHERE, RolePlace, people_within
from evaluation.store.accounts.role_scope import RoleScope, within
from evaluation.store.log.upsert import insert_once


class WebhookEvent(enum.StrEnum):
    """What can happen that webhooks are told of."""

    WAVE_CLOSED = "wave.closed"
    RELEASE_PUBLISHED = "release.published"


LONGEST_ADDRESS: Final = 500
MOST_WEBHOOKS: Final = 10
WAITS: Final = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 300, 600, 1440))
"""How long after each try that failed the next follows; after the last of them the webhook is stopped."""
LOOKED_BACK: Final = timedelta(days=7)
"""How long ago something may have happened that a webhook is still told of, as after the server was down."""
NO_ADDRESS = Message("Give the whole address of the receiver, such as https://example.org/weaving: https, and no name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedWebhook:
    """Where somebody wants to be told, of what, and within what."""

    address: str
    events: Collection[str]
    place: RolePlace = EVERYWHERE


def add_webhook(
    db: Session,
    account: Account,
    wanted: WantedWebhook,
    *,
    now: datetime,
    may_be_local: bool = False,
    identity: uuid.UUID | None = None,
) -> Webhook:
    """Register a webhook of somebody's; refused with what is wrong."""
    faults = [] if is_sound_address(wanted.address, may_be_local=may_be_local) else [NO_ADDRESS]
    if not wanted.events or set(wanted.events) - set(WebhookEvent):
        faults.append(Message("Choose what it is told of, from: %(events)s.", events=", ".join(WebhookEvent)))
    if len(webhooks_of(db, account.id)) >= MOST_WEBHOOKS:
        faults.append(Message("There are %(most)s webhooks already: remove one first.", most=MOST_WEBHOOKS))
    if faults:
        raise Refused(*faults)
    row = Webhook(
        id=identity or uuid.uuid4(),
        account_id=account.id,
        address=wanted.address,
        events=sorted(set(wanted.events)),
        study_id=wanted.place.study,
        chapter_id=wanted.place.chapter,
        made_at=now,
    )
    db.add(row)
    db.flush()
    return row


def is_sound_address(address: str, *, may_be_local: bool = False) -> bool:
    """Whether this is an address over TLS with a host, no name or password, and not one of a network within."""
    if len(address) > LONGEST_ADDRESS or not address.isascii() or not address.isprintable() or " " in address:
        return False
    with suppress(ValueError):
        split = urlsplit(address)
        host, secure = split.hostname or "", split.scheme == "https" or (may_be_local and split.scheme == "http")
        whole = bool(host) and not split.fragment and "@" not in split.netloc and split.port != 0
        return secure and whole and (may_be_local or is_public_host(host))
    return False


def is_public_host(host: str) -> bool:
    """Whether a host that is written as numbers lies in the public internet; any name is looked up when it is used."""
    try:
        return is_public(ipaddress.ip_address(host))
    except ValueError:
        return "." in host.strip(".") and not host.rstrip(".").endswith((".localhost", ".local", ".internal"))


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address lies in the public internet, with any older address that it holds."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None or address in ipaddress.ip_network("64:ff9b::/96"):
            return inner is not None and address.ipv4_mapped is not None and is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def webhooks_of(db: Session, account: uuid.UUID) -> list[Webhook]:
    """The webhooks of somebody, the latest first, also those that were stopped."""
    found = select(Webhook).where(Webhook.account_id == account, Webhook.removed_at.is_(None))
    return list(db.scalars(found.order_by(Webhook.made_at.desc(), Webhook.id)))


def webhooks_within(db: Session, scope: RoleScope) -> list[Webhook]:
    """Those of everybody whose every role lies within a scope, each with its owner."""
    theirs = Webhook.account_id.in_([account.id for account in people_within(db, scope)])
    found = select(Webhook).where(theirs, Webhook.removed_at.is_(None)).options(joinedload(Webhook.account))
    return list(db.scalars(found.order_by(Webhook.made_at.desc(), Webhook.id)))


def remove_webhook(db: Session, webhook: Webhook, *, now: datetime) -> None:
    """Tell this address of nothing any more."""
    webhook.removed_at = now
    _give_up(db, webhook)


def start_webhook(db: Session, webhook: Webhook, *, now: datetime) -> None:
    """Go on with one that was stopped, from now on."""
    webhook.stopped_at, webhook.made_at = None, now
    db.flush()


def latest_delivery(db: Session, webhook: Webhook) -> WebhookDelivery | None:
    """The delivery of the event that happened last."""
    found = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook.id)
    return db.scalars(found.order_by(WebhookDelivery.happened_at.desc(), WebhookDelivery.id).limit(1)).first()


def webhooks_at_work(db: Session) -> list[Webhook]:
    """The webhooks that are told of events, of people who can sign in, each with its owner and their roles."""
    live = Webhook.removed_at.is_(None), Webhook.stopped_at.is_(None), Account.active
    found = select(Webhook).join(Account).where(*live).options(joinedload(Webhook.account).joinedload(Account.grants))
    return list(db.scalars(found).unique())


def waves_closed(db: Session, scope: RoleScope, *, since: datetime) -> list[tuple[uuid.UUID, datetime]]:
    """The waves within a scope that have closed since a moment, each with when."""
    found = select(Wave.id, Wave.closed_at).join(Experiment, Experiment.id == Wave.experiment_id)
    rows = db.execute(found.where(Wave.closed_at > since, within(scope)))
    return [(wave, at) for wave, at in rows if at is not None]


def releases_published(db: Session, *, since: datetime) -> list[tuple[uuid.UUID, datetime]]:
    """The releases that were put out since a moment, each with when."""
    found = select(ReleaseEvent.release_id, ReleaseEvent.at).where(ReleaseEvent.kind == Happening.RELEASED.value)
    return [(release, at) for release, at in db.execute(found.where(ReleaseEvent.at > since))]


def wave_of_delivery(db: Session, delivery: WebhookDelivery) -> Wave | None:
    """The wave that an event is of."""
    return db.get(Wave, delivery.subject)


def keep_deliveries(
    db: Session, webhook: Webhook, event: WebhookEvent, happened: Iterable[tuple[uuid.UUID, datetime]], *, now: datetime
) -> None:
    """Have a webhook told of these, each once however often it is found."""
    for subject, at in happened:
        row = {"id": uuid.uuid4(), "webhook_id": webhook.id, "event": event.value, "subject": subject}
        insert_once(db, WebhookDelivery, values={**row, "happened_at": at, "tries": 0, "next_at": now, "outcome": ""})


def take_due(db: Session, *, now: datetime) -> list[WebhookDelivery]:
    """Begin a try of every delivery that is due; each is due again after its wait, unless it is delivered before."""
    due = select(WebhookDelivery).where(WebhookDelivery.next_at <= now).with_for_update(skip_locked=True)
    rows = list(db.scalars(due.order_by(WebhookDelivery.next_at).limit(50)))
    for row in rows:
        row.tries += 1
        row.next_at = now + WAITS[min(row.tries, len(WAITS)) - 1]
    db.flush()
    return rows


def delivery_to_send(db: Session, delivery: uuid.UUID) -> WebhookDelivery | None:
    """A delivery that still waits, with its webhook and owner; None where there is nothing to send any more."""
    live = Webhook.removed_at.is_(None), Webhook.stopped_at.is_(None), Account.active
    found = select(WebhookDelivery).join(Webhook).join(Account).where(WebhookDelivery.id == delivery, *live)
    owner = joinedload(WebhookDelivery.webhook).joinedload(Webhook.account).load_only(Account.id, Account.active)
    waits = found.where(WebhookDelivery.next_at.is_not(None)).options(owner.joinedload(Account.grants))
    return db.scalars(waits).unique().one_or_none()


def note_outcome(db: Session, delivery: uuid.UUID, *, is_done: bool, outcome: str, now: datetime) -> None:
    """Keep what came of a try; one that failed the last time, or whose receiver is gone, stops its webhook."""
    row = db.get_one(WebhookDelivery, delivery)
    row.outcome = outcome
    if is_done:
        row.delivered_at, row.next_at = now, None
    elif row.tries > len(WAITS) or outcome == "410":
        row.next_at = None
        webhook = db.get_one(Webhook, row.webhook_id)
        webhook.stopped_at = now
        _give_up(db, webhook)
    db.flush()


def _give_up(db: Session, webhook: Webhook) -> None:
    waiting: tuple[ColumnElement[bool], ...] = (WebhookDelivery.webhook_id == webhook.id,)
    for row in db.scalars(select(WebhookDelivery).where(*waiting, WebhookDelivery.next_at.is_not(None))):
        row.next_at = None
    db.flush()
