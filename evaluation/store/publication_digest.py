"""What was said when a version was published, held against the audit log, whose entries nobody changes unnoticed."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.errors import Refused
from evaluation.models import AuditEntry, InstrumentVersion, Publication, PublishedTranslation

PUBLISHED = ("instrument published", "instrument.publish")
SAID = "said_sha256"
"""Where the log names the digest of what was said."""
CHANGED = (
    "What was said when {name} was published (its reason, the classes of its changes, its translations) is not what "
    "the audit log says: somebody changed it in the database. No report uses it. Restore the database from a backup."
)


def said_at_publication(db: Session, row: InstrumentVersion) -> str:
    """SHA-256 of what was said when a version was published, and of the translations published with it."""
    said = db.scalars(select(Publication).filter_by(instrument_version_id=row.id)).one_or_none()
    beside = select(PublishedTranslation.language, PublishedTranslation.digest, PublishedTranslation.writers)
    words = sorted(db.execute(beside.where(*_with(row))).all())
    told = said and [said.based_on, said.classes, said.reason, said.reasons, said.published_by]
    whole: list[Any] = [row.instrument, row.number, row.digest, told, [list(each) for each in words]]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def digests(db: Session, row: InstrumentVersion) -> dict[str, str]:
    """What the log keeps of a publication: the digest of the text, and that of what was said."""
    return {"sha256": row.digest, SAID: said_at_publication(db, row)}


def changed_since(db: Session, instruments: Iterable[str] | None = None) -> Iterator[str]:
    """Every version whose publication is not what the log says, a sentence each; of some instruments, or of all."""
    wanted = None if instruments is None else set(instruments)
    found = select(AuditEntry.details).where(AuditEntry.action.in_(PUBLISHED)).order_by(AuditEntry.number)
    for details in db.scalars(found):
        name, number = details.get("instrument"), details.get("number")
        if SAID in details and (wanted is None or name in wanted):
            row = db.scalars(select(InstrumentVersion).filter_by(instrument=name, number=number)).one_or_none()
            if row is None or said_at_publication(db, row) != details[SAID]:
                yield CHANGED.format(name=f"{name}/{number}")


def refuse_changed(db: Session, instruments: Iterable[str]) -> None:
    """Refuse to use what somebody changed."""
    if faults := list(changed_since(db, instruments)):
        raise Refused(*faults)


def _with(row: InstrumentVersion) -> tuple[Any, Any]:
    """The condition that a translation was published together with its version, not later."""
    return PublishedTranslation.instrument_version_id == row.id, PublishedTranslation.published_at == row.published_at
