"""What was said when a version was published, held against the audit log, whose entries nobody changes unnoticed."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import AuditEntry, InstrumentVersion, Publication, PublishedTranslation

PUBLISHED = ("instrument published", "instrument.publish")
SAID = "said_sha256"
"""Where the log names the digest of what was said."""
DECLARATION_CHANGED = Message(
    "What was said when %(name)s was published (its reason, the classes of its changes, its translations) is not what "
    "the audit log says: somebody changed it in the database. No report uses it. Restore the database from a backup."
)

ANOTHER = Message(
    "%(name)s is not the text that the audit log says was published: somebody put another in its place in the "
    "database. No report uses it. Restore the database from a backup."
)


def digest_at_publication(db: Session, row: InstrumentVersion) -> str:
    """SHA-256 of what was said when a version was published, and of the translations published with it."""
    said = db.scalars(select(Publication).filter_by(instrument_version_id=row.id)).one_or_none()
    translations = select(PublishedTranslation.language, PublishedTranslation.digest, PublishedTranslation.writers)
    words = sorted(db.execute(translations.where(*_with(row))).all())
    publication = said and [said.based_on, said.classes, said.reason, said.reasons, said.published_by]
    if said and said.confirmed:
        publication = [*(publication or ()), said.confirmed]
    whole: list[Any] = [row.instrument, row.number, publication, [list(each) for each in words]]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def digests(db: Session, row: InstrumentVersion) -> dict[str, str]:
    """What the log keeps of a publication: the digest of the text, and that of what was said."""
    return {"sha256": row.digest, SAID: digest_at_publication(db, row)}


def changed_since(db: Session, instruments: Iterable[str] | None = None) -> Iterator[str]:
    """Every version of which what was said is not what the log says, a sentence each; of some instruments, or all."""
    for name, row, details in _published(db, instruments):
        if row is None or digest_at_publication(db, row) != details[SAID]:
            yield Message(DECLARATION_CHANGED, name=name)


def was_changed(db: Session, row: InstrumentVersion) -> bool:
    """Whether what was said when a version was published, its translations included, is not what the log says."""
    said = [details[SAID] for _, found, details in _published(db, {row.instrument}) if found is row]
    return bool(said) and digest_at_publication(db, row) not in said


def refuse_changed(db: Session, instruments: Iterable[str]) -> None:
    """Refuse to use what somebody changed, a text together with its digest included."""
    names = set(instruments)
    faults = list(changed_since(db, names))
    faults += [
        Message(ANOTHER, name=name)
        for name, row, details in _published(db, names)
        if row is not None and row.digest != details["sha256"]
    ]
    if faults:
        raise Refused(*faults)


def _published(
    db: Session, instruments: Iterable[str] | None
) -> Iterator[tuple[str, InstrumentVersion | None, dict[str, Any]]]:
    """What the log says was published, by name, with the row of it."""
    wanted = None if instruments is None else set(instruments)
    found = select(AuditEntry.details).where(AuditEntry.action.in_(PUBLISHED)).order_by(AuditEntry.number)
    for details in db.scalars(found).all():
        name, number = details.get("instrument"), details.get("number")
        if SAID in details and (wanted is None or name in wanted):
            row = db.scalars(select(InstrumentVersion).filter_by(instrument=name, number=number)).one_or_none()
            yield f"{name}/{number}", row, details


def _with(row: InstrumentVersion) -> tuple[Any, Any]:
    """The condition that a translation was published together with its version, not later."""
    return PublishedTranslation.instrument_version_id == row.id, PublishedTranslation.published_at == row.published_at
