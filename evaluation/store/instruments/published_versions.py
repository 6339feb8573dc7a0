"""Published versions of instruments and their translations: the bundled ones and those of the database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from evaluation.domain.errors import Refused
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.domain.messages import Message
from evaluation.models import (
    CorrectedTranslation,
    InstrumentVersion,
    Publication,
    PublishedTranslation,
    TranslationSignature,
)
from evaluation.store.instruments.intact_texts import (
    NotAsPublished,
    bundled_version,
    translation_of_text,
    version_of_row,
)
from evaluation.store.instruments.publication_digest import DECLARATION_CHANGED, was_changed
from instruments import Translation, Version


@dataclass(frozen=True, slots=True, order=True)
class PublishedVersion:
    """One published version: the instrument's id, its number, the SHA-256 of its canonical text."""

    instrument: str
    number: int
    digest: str
    published_at: datetime | None = field(default=None, compare=False)
    """None for a version that came with the software and has not been asked yet."""

    @property
    def name(self) -> str:
        """As it is named on the command line: common-ground/1."""
        return f"{self.instrument}/{self.number}"


def all_versions(db: Session) -> list[PublishedVersion]:
    """Every published version, by instrument and number."""
    bundled = {
        (one.id, one.number): PublishedVersion(one.id, one.number, one.digest) for one in instruments.published()
    }
    rows = db.execute(
        select(
            InstrumentVersion.instrument,
            InstrumentVersion.number,
            InstrumentVersion.digest,
            InstrumentVersion.published_at,
        )
    )
    return sorted({**bundled, **{(row[0], row[1]): PublishedVersion(*row) for row in rows}}.values())


def version_of(db: Session, instrument: str, number: int) -> Version:
    """A published version; refused with a sentence that says which there are."""
    row = db.scalars(select(InstrumentVersion).filter_by(instrument=instrument, number=number)).one_or_none()
    if row is not None:
        return version_of_row(db, row)
    try:
        return bundled_version(instrument, number)
    except instruments.NoSuchVersion:
        there = ", ".join(known.name for known in all_versions(db))
        raise Refused(
            Message(
                "There is no published instrument %(name)s; there are %(there)s.",
                name=f"{instrument}/{number}",
                there=there,
            )
        ) from None


def published_at(db: Session, version: Version) -> datetime | None:
    """When a version was published; None for one that came with the software and has not been asked yet."""
    row = select(InstrumentVersion.published_at).filter_by(instrument=version.id, number=version.number)
    return db.scalars(row).one_or_none()


def newest_of(db: Session, instrument: str) -> Version | None:
    """The version with the highest number; None where the instrument has none."""
    numbers = [known.number for known in all_versions(db) if known.instrument == instrument]
    return version_of(db, instrument, max(numbers)) if numbers else None


def translations_of(db: Session, version: Version) -> tuple[Translation, ...]:
    """Every translation that stands beside a published version, signed or not, by language."""
    return tuple(_translations(db, version, whole=True))


def intact_translations(db: Session, version: Version) -> tuple[Translation, ...]:
    """The same without those that somebody changed after they were published."""
    return tuple(_translations(db, version, whole=False))


def damaged_translations(db: Session, version: Version) -> dict[str, tuple[str, ...]]:
    """The languages of which the translation is not as it was published, each with the sentences that say so."""
    kept, damaged = _translations_kept(db, version, whole=False), {}
    for language in sorted(kept):
        try:
            _kept_or_bundled(version, language, kept, {})
        except NotAsPublished as fault:
            damaged[language] = tuple(fault.faults)
    return damaged


def _translations(db: Session, version: Version, *, whole: bool) -> Iterator[Translation]:
    """The translations by language; one that was changed after it was published stops it all, or is left out."""
    kept = _translations_kept(db, version, whole=whole)
    bundled = {one.language: one for one in instruments.translations(version.id, version.number)}
    for language in sorted(kept.keys() | bundled.keys()):
        try:
            yield _kept_or_bundled(version, language, kept, bundled)
        except NotAsPublished:
            if whole:
                raise


def _kept_or_bundled(
    version: Version, language: str, kept: Mapping[str, tuple[str, str]], bundled: Mapping[str, Translation]
) -> Translation:
    if language not in kept:
        return bundled[language]
    body, digest = kept[language]
    return translation_of_text(body, version, language=language, digest=digest)


def _translations_kept(db: Session, version: Version, *, whole: bool) -> dict[str, tuple[str, str]]:
    """The translations of a version in the database by language: text and digest, as they were corrected last.

    Where they are not those that the log says were published with it, that stops it all, or none is given.
    """
    columns = select(InstrumentVersion, PublishedTranslation).join(
        PublishedTranslation, PublishedTranslation.instrument_version_id == InstrumentVersion.id
    )
    of_version = (InstrumentVersion.instrument == version.id, InstrumentVersion.number == version.number)
    found = db.execute(columns.where(*of_version)).all()
    if found and was_changed(db, found[0][0]):
        if whole:
            raise NotAsPublished(Message(DECLARATION_CHANGED, name=f"{version.id}/{version.number}"))
        return {}
    kept = {words.language: (words.body, words.digest) for _, words in found}
    return kept | {one.language: (one.body, one.digest) for one in corrections_of(db, version)}


def signed_digests(
    db: Session, version: Version, translations: Iterable[Translation], *, published: bool = False
) -> frozenset[str]:
    """The digests of those translations that a second person has signed, beside the words that the version has.

    Of a published version, whose words stay, a signature given to the translation alone counts as well.
    """
    digests = {instruments.signed_digest(version, one): instruments.translation_digest(one) for one in translations}
    if published:
        digests |= {digest: digest for digest in digests.values()}
    signed = select(TranslationSignature.digest).where(TranslationSignature.digest.in_(digests))
    return frozenset(digests[digest] for digest in db.scalars(signed)) if digests else frozenset()


def live_translations(db: Session, version: Version) -> dict[str, Translation]:
    """The translations of a published version that people may be asked in, by language: those that are signed.

    One that was changed after it was published is not among them, nor one of a language in which the pages around the
    questions have no words: agreement would be asked for in another language than the questions.
    """
    translations = tuple(one for one in _translations(db, version, whole=False) if one.language in INTERFACE_LANGUAGES)
    signed = signed_digests(db, version, translations, published=True)
    return {one.language: one for one in translations if instruments.translation_digest(one) in signed}


def corrections_of(db: Session, version: Version) -> list[CorrectedTranslation]:
    """The signed corrections of a published version's translations, in the order of their numbers."""
    found = select(CorrectedTranslation).join(InstrumentVersion)
    of_version = (InstrumentVersion.instrument == version.id, InstrumentVersion.number == version.number)
    return list(db.scalars(found.where(*of_version).order_by(CorrectedTranslation.number)))


def read_in_published(db: Session, instrument: str, number: int) -> dict[str, dict[str, Any]]:
    """What was read in the texts of a version's translations, by language; nothing of those that came with the
    software.
    """
    columns = select(PublishedTranslation.language, PublishedTranslation.back_translations).join(InstrumentVersion)
    found = db.execute(columns.where(InstrumentVersion.instrument == instrument, InstrumentVersion.number == number))
    return {row.language: row.back_translations for row in found}


def publication_of(db: Session, instrument: str, number: int) -> Publication | None:
    """Why a version was published; None for one that came with the software."""
    found = select(Publication).join(InstrumentVersion).filter_by(instrument=instrument, number=number)
    return db.scalars(found).one_or_none()
