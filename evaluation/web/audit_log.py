"""Writing down what is done, from a page or from the command line, in the same transaction as the action."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import Account, Base, Identified
from evaluation.storage.earlier_keys import earlier_log_keys
from evaluation.storage.events.event_log import account_mark, note_event
from evaluation.storage.events.vocabulary import AUDITED
from evaluation.storage.keys import key
from evaluation.storage.log_end import NOTE_LOST, note_end, note_end_anew, noted_end
from evaluation.storage.settings import Settings
from evaluation.store.accounts.logged_credentials import credential_marks, has_logged_password, unlogged_credentials
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor, LogVerification, add_entry, key_of_entry, verify_log
from evaluation.store.log.noticed_changes import NOTICED, is_noticed

COMMAND_LINE = Actor("command line")
EVENING_KEY = Actor("evening key")
KEY_NAME = "audit"
FACTORS = {
    "password": "password",
    "webauthn": "passkey",
    "second factor": "second factor",
    "step-up": "second factor",
    "recovery code": "recovery code",
}
"""What the library calls the ways of signing in, and the event log."""
FREE_TEXTS = frozenset({"notes", "prompt_set"})


def recording(settings: Settings, actor: Actor, *, now: datetime) -> RecordedActor:
    """Somebody whose actions the store writes down itself, into the log of this home."""
    return RecordedActor(
        actor=actor,
        log_key=key(settings, KEY_NAME),
        now=now,
        note_end=lambda entry: note_end(settings, entry.mac, number=entry.number),
    )


def account_actor(account: Account | None, *, otherwise: str = "nobody signed in") -> Actor:
    """The actor that an account is; its e-mail address stays out of the log."""
    return Actor("account", account.id) if account else Actor(otherwise)


def details_of(changed: Mapping[str, Sequence[Any]], *, reason: str = "") -> dict[str, Any]:
    """What was changed, as the log keeps it: numbers and days from and to, of longer texts that they were changed."""
    entries = {
        name: True if name in FREE_TEXTS else [_short(value) for value in pair] for name, pair in changed.items()
    }
    return {"changed": entries, **({"reason": reason.strip()} if reason.strip() else {})}


def _short(value: object) -> object:
    return value if value is None or isinstance(value, int | list) else str(value)


def write_down(
    db: Session,
    settings: Settings,
    *,
    actor: Actor,
    action: str,
    subject: Base | str,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry: who did which action to what, and when."""
    named = subject if isinstance(subject, str) else f"{subject.__tablename__} {_id_of(subject)}"
    audit = key(settings, KEY_NAME)
    if isinstance(subject, Account):
        details = {**(details or {}), **credential_marks(db, audit, subject, action)}
    entry = add_entry(db, audit, actor=actor, action=action, subject=named, now=now, details=details)
    mac, number = entry.mac, entry.number
    event_name = AUDITED.get(action)
    fields = _security_fields(subject, actor, action=action, details=details or {}) if event_name else {}

    def durable(_: Session) -> None:
        note_end(settings, mac, number=number)
        if event_name:
            note_event(event_name, **fields)

    event.listen(db, "after_commit", durable, once=True)


def _security_fields(subject: Base | str, actor: Actor, *, action: str, details: Mapping[str, Any]) -> dict[str, str]:
    """What the event log says of an action: whose account and by whom, by their marks, and the way of signing in."""
    whose = subject.id if isinstance(subject, Account) else getattr(subject, "account_id", None)
    marks = {"account": whose, "by": actor.account}
    fields = {name: account_mark(account) for name, account in marks.items() if account}
    if action == "sign-in failed":
        fields["what"] = FACTORS.get(str(details.get("what")), "password")
    if action == "signed in":
        fields["with"] = FACTORS.get(str(next(iter(details.get("via", ())), "")), "second factor")
    return fields


def verify_whole_log(db: Session, settings: Settings, *, heads: Iterable[str] = ()) -> LogVerification:
    """Follow the log of this home from its first entry to its last, over every rotation of its key.

    `heads` are those noted elsewhere, beside the end that the home notes: where that note is gone, the log does not
    hold, whatever it says.
    """
    noted, earlier = noted_end(settings), earlier_log_keys(settings)
    verdict = verify_log(db, key(settings, KEY_NAME), seen=(*heads, noted), earlier=earlier)
    lost = (NOTE_LOST,) if noted is None and verdict.entries else ()
    return replace(verdict, faults=(*verdict.faults, *lost))


def renew_noted_end(db: Session, settings: Settings, *, heads: Iterable[str], now: datetime) -> LogVerification:
    """Note the end of the log anew where its note was lost, and write that down; the log as it was then.

    Refused where a note is there, and where the log does not hold or lacks one of the heads noted elsewhere.
    """
    if noted_end(settings) is not None:
        raise Refused("The end of the log is noted in audit-head: there is nothing to note anew.")
    heads = tuple(heads)
    verdict = verify_log(db, key(settings, KEY_NAME), seen=heads, earlier=earlier_log_keys(settings))
    if verdict.faults:
        raise Refused(*verdict.faults)
    about = {"entries": verdict.entries, "head": verdict.head, "heads compared": len(heads)}
    recorded = RecordedActor(
        actor=COMMAND_LINE,
        log_key=key(settings, KEY_NAME),
        now=now,
        note_end=lambda entry: note_end_anew(settings, entry.mac),
    )
    recorded.note(db, "end of the log noted anew", "audit log", **about)
    return verdict


def altered_credentials(db: Session, settings: Settings) -> Iterator[str]:
    """What signs people in and was not set by what the log says, a sentence each."""
    return unlogged_credentials(db, _key_of(settings))


def is_password_as_set(db: Session, settings: Settings, account: Account) -> bool:
    """Whether somebody has the password that the log says they set."""
    return has_logged_password(db, _key_of(settings), account)


def _key_of(settings: Settings) -> Callable[[int], bytes]:
    """The key that an entry of this home's log was written with, by its number."""
    now, earlier = key(settings, KEY_NAME), earlier_log_keys(settings)
    return lambda number: key_of_entry(number, now, earlier)


def write_down_noticed(db: Session, settings: Settings, found: Iterable[str], *, actor: Actor, now: datetime) -> None:
    """Write down that somebody changed what is published past its safeguards, each finding once."""
    for fault in map(str, found):
        if not is_noticed(db, fault):
            about = {"found": fault}
            write_down(db, settings, actor=actor, action=NOTICED, subject="published questions", now=now, details=about)


def _id_of(row: Base) -> uuid.UUID:
    assert isinstance(row, Identified)
    return row.id
