"""Somebody doing something that is written down with it, in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.store.log.audit_entries import Actor, add_entry

AUTOMATIC = Actor("automatic")
"""The program itself, where nobody decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedActor:
    """Who does it, when, and the key of the audit log it is written into."""

    actor: Actor
    log_key: bytes
    now: datetime

    def note(self, db: Session, action: str, subject: str, **details: object) -> None:
        """Write down what is done; it stands or falls with the transaction."""
        add_entry(db, self.log_key, actor=self.actor, action=action, subject=subject, now=self.now, details=details)
