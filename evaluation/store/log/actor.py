"""Somebody doing something that is written down with it, in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import event
from sqlalchemy.orm import Session

from evaluation.models import AuditEntry
from evaluation.store.log.audit_entries import Actor, add_entry

AUTOMATIC = Actor("automatic")
"""The program itself, where nobody decided."""
PARTICIPANT = Actor("participant")
"""Somebody who says what their own answers are, known by a pseudonym that the log is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedActor:
    """Who does it, when, and the key of the audit log it is written into.

    `note_end` is given the entry that the log ends with, once that is durable.
    """

    actor: Actor
    log_key: bytes
    now: datetime
    note_end: Callable[[AuditEntry], None] | None = None

    def note(self, db: Session, action: str, subject: str, **details: object) -> None:
        """Write down what is done; it stands or falls with the transaction."""
        key, actor, now = self.log_key, self.actor, self.now
        entry = add_entry(db, key, actor=actor, action=action, subject=subject, now=now, details=details)
        if (note_end := self.note_end) is not None:
            event.listen(db, "after_commit", lambda _: note_end(entry), once=True)
