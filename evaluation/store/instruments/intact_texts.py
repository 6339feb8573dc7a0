"""Published texts as they are read: only while they have the digest they were published under.

Nothing is asked, scored or exported from a text that somebody changed after it was published, by whatever way round the
triggers: nor from one whose digest was changed with it, since the audit log and the releases name digests too. What was
read before the change, and is still at hand, is as it was published.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256

from sqlalchemy import URL, select
from sqlalchemy.orm import Session

import instruments
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import AuditEntry, CorrectedTranslation, InstrumentVersion, PublishedTranslation, Release
from evaluation.store.instruments.publication_digest import PUBLISHED, changed_since
from instruments import Translation, Version

CHANGED = Message(
    "%(name)s is not the text that was published under its SHA-256 %(digest)s…: somebody changed it in the database. "
    "Nothing uses it. Restore the database from a backup."
)
REPLACED = Message(
    "%(name)s was published under the SHA-256 %(was)s… and stands in the database under %(digest)s…: another text was "
    "put in its place. Nothing uses it. Restore the database from a backup."
)


class NotAsPublished(Refused):
    """A published text is no longer what was published; what would use it stops."""


_WITNESSED: set[tuple[URL, str, str]] = set()
"""Database, ID/NUMBER and digest of what was found to be what was published: asked once a process."""


def version_of_row(db: Session, row: InstrumentVersion) -> Version:
    """The version in a row; raises NotAsPublished where the text is not what its digest says, or was not published
    under that digest.
    """
    name = f"{row.instrument}/{row.number}"
    version = version_of_text(name, row.body, digest=row.digest)
    found = (db.get_bind().engine.url, name, row.digest)
    if found not in _WITNESSED:
        was = _published_under(db, row)
        if was not in (None, row.digest):
            raise NotAsPublished(Message(REPLACED, name=name, was=str(was)[:12], digest=row.digest[:12]))
        if was:
            _WITNESSED.add(found)
    return version


def intact_among(db: Session, rows: Iterable[InstrumentVersion]) -> Iterator[Version]:
    """The versions in some rows, without those that are not as they were published."""
    for row in rows:
        with suppress(NotAsPublished):
            yield version_of_row(db, row)


def damage_among(db: Session, rows: Iterable[InstrumentVersion]) -> Iterator[str]:
    """A sentence for each version in some rows that is not as it was published."""
    for row in rows:
        try:
            version_of_row(db, row)
        except NotAsPublished as fault:
            yield from fault.faults


@lru_cache(maxsize=64)
def version_of_text(name: str, body: str, *, digest: str) -> Version:
    """The version in a text that was published as ID/NUMBER, parsed once a process."""
    _same(name, body, digest)
    bundled = {f"{one.id}/{one.number}": one.digest for one in instruments.published()}.get(name, digest)
    if bundled != digest:
        raise NotAsPublished(Message(REPLACED, name=name, was=bundled[:12], digest=digest[:12]))
    return instruments.parse(body, name=name)


@lru_cache(maxsize=64)
def translation_of_text(body: str, version: Version, *, language: str, digest: str) -> Translation:
    """The translation in a text that was published beside a version."""
    name = f"{version.id}/{version.number} ({language})"
    _same(name, body, digest)
    return instruments.parse_translation(body, version, name=name, taken_in=False)


def bundled_version(instrument: str, number: int) -> Version:
    """A version that comes with the software; raises NotAsPublished where its file was edited."""
    try:
        return instruments.load(instrument, number)
    except instruments.Altered as altered:
        raise NotAsPublished(*altered.sentences) from None


def altered_texts(db: Session) -> Iterator[str]:
    """Every published text that is not what was published, a sentence each.

    What a row says of itself is held against the audit log and the releases, which name digests too.
    """
    rows = list(db.scalars(select(InstrumentVersion).order_by(InstrumentVersion.instrument, InstrumentVersion.number)))
    yield from damage_among(db, rows)
    names = {row.id: f"{row.instrument}/{row.number}" for row in rows}
    for translation in _translations(db):
        if not _is(translation.body, translation.digest):
            name = f"{names.get(translation.instrument_version_id, 'a version')} ({translation.language})"
            yield Message(CHANGED, name=name, digest=translation.digest[:12])
    yield from changed_since(db)


def _translations(db: Session) -> Iterator[PublishedTranslation | CorrectedTranslation]:
    yield from db.scalars(select(PublishedTranslation).order_by(PublishedTranslation.digest))
    yield from db.scalars(select(CorrectedTranslation).order_by(CorrectedTranslation.digest))


def _published_under(db: Session, row: InstrumentVersion) -> str | None:
    """The digest that a version was published under: that of the software it came with, or the first that the log
    names, or one that a release names; None where nothing names any.
    """
    name = f"{row.instrument}/{row.number}"
    bundled = next((one.digest for one in instruments.published() if f"{one.id}/{one.number}" == name), None)
    return bundled or next(_noted(db, row), None) or next(_released(db, name), None)


def _noted(db: Session, row: InstrumentVersion) -> Iterator[str]:
    published = select(AuditEntry.details).where(AuditEntry.action.in_(PUBLISHED)).order_by(AuditEntry.number)
    for details in db.scalars(published):
        if (details.get("instrument"), details.get("number")) == (row.instrument, row.number) and "sha256" in details:
            yield details["sha256"]


def _released(db: Session, name: str) -> Iterator[str]:
    yield from (named[name] for named in db.scalars(select(Release.instruments)) if name in named)


def _same(name: str, body: str, digest: str) -> None:
    if not _is(body, digest):
        raise NotAsPublished(Message(CHANGED, name=name, digest=digest[:12]))


def _is(body: str, digest: str) -> bool:
    return sha256(body.encode()).hexdigest() == digest
