"""Published texts as they are read: only while they have the digest they were published under.

Nothing is asked, scored or exported from a text that somebody changed after it was published, by whatever way round the
triggers. What was read before the change, and is still at hand, is as it was published.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from evaluation.domain.errors import Refused
from evaluation.models import AuditEntry, InstrumentVersion, PublishedTranslation, Release
from evaluation.store.instruments.publication_digest import PUBLISHED, changed_since
from instruments import Translation, Version

CHANGED = (
    "{name} is not the text that was published under its SHA-256 {digest}…: somebody changed it in the database. "
    "Nothing uses it. Restore the database from a backup."
)
REPLACED = (
    "{name} was published under the SHA-256 {was}… and stands in the database under {digest}…: another text was put in "
    "its place. Nothing uses it. Restore the database from a backup."
)


class NotAsPublished(Refused):
    """A published text is no longer what was published; what would use it stops."""


def version_of_row(row: InstrumentVersion) -> Version:
    """The version in a row; raises NotAsPublished where the text is not what its digest says."""
    return version_of_text(f"{row.instrument}/{row.number}", row.body, digest=row.digest)


@lru_cache(maxsize=64)
def version_of_text(name: str, body: str, *, digest: str) -> Version:
    """The version in a text that was published as ID/NUMBER, parsed once a process."""
    _same(name, body, digest)
    shipped = {f"{one.id}/{one.number}": one.digest for one in instruments.published()}.get(name, digest)
    if shipped != digest:
        raise NotAsPublished(REPLACED.format(name=name, was=shipped[:12], digest=digest[:12]))
    return instruments.parse(body, name=name)


@lru_cache(maxsize=64)
def translation_of_text(body: str, version: Version, *, language: str, digest: str) -> Translation:
    """The translation in a text that was published beside a version."""
    name = f"{version.id}/{version.number} ({language})"
    _same(name, body, digest)
    return instruments.parse_translation(body, version, name=name, taken_in=False)


def shipped_version(instrument: str, number: int) -> Version:
    """A version that came with the software; raises NotAsPublished where its file was edited."""
    try:
        return instruments.load(instrument, number)
    except instruments.Altered as altered:
        raise NotAsPublished(*altered.sentences) from None


def altered_texts(db: Session) -> Iterator[str]:
    """Every published text that is not what was published, a sentence each.

    What a row says of itself is held against the audit log and the releases, which name digests too.
    """
    rows = list(db.scalars(select(InstrumentVersion).order_by(InstrumentVersion.instrument, InstrumentVersion.number)))
    witnessed = dict(_witnessed(db))
    for row in rows:
        name = f"{row.instrument}/{row.number}"
        yield from _faults(name, row, witnessed.get(name, row.digest))
    names = {row.id: f"{row.instrument}/{row.number}" for row in rows}
    for translation in db.scalars(select(PublishedTranslation).order_by(PublishedTranslation.digest)):
        if not _is(translation.body, translation.digest):
            name = f"{names.get(translation.instrument_version_id, 'a version')} ({translation.language})"
            yield CHANGED.format(name=name, digest=translation.digest[:12])
    yield from changed_since(db)


def _faults(name: str, row: InstrumentVersion, was: str) -> Iterator[str]:
    try:
        version_of_row(row)
    except NotAsPublished as fault:
        yield from fault.faults
    else:
        if was != row.digest:
            yield REPLACED.format(name=name, was=was[:12], digest=row.digest[:12])


def _witnessed(db: Session) -> Iterator[tuple[str, str]]:
    """The digests that releases and the audit log name, by ID/NUMBER; the first that the log names stands."""
    for named in db.scalars(select(Release.instruments)):
        yield from named.items()
    published = select(AuditEntry.details).where(AuditEntry.action.in_(PUBLISHED))
    for details in db.scalars(published.order_by(AuditEntry.number.desc())):
        if "sha256" in details:
            yield f"{details['instrument']}/{details['number']}", details["sha256"]


def _same(name: str, body: str, digest: str) -> None:
    if not _is(body, digest):
        raise NotAsPublished(CHANGED.format(name=name, digest=digest[:12]))


def _is(body: str, digest: str) -> bool:
    return sha256(body.encode()).hexdigest() == digest
