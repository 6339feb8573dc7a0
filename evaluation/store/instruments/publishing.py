"""Published versions of instruments, the bundled ones and those of the database, and publishing one more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from evaluation.domain.errors import Refused
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.models import InstrumentVersion, Publication, PublishedTranslation, TranslationSignature
from evaluation.store.instruments.declared_changes import declared_classes
from evaluation.store.instruments.intact_texts import (
    NotAsPublished,
    bundled_version,
    translation_of_text,
    version_of_row,
)
from evaluation.store.instruments.publication_digest import CHANGED, was_changed
from instruments import Translation, Version
from instruments.checklist import ChecklistLine, checklist
from instruments.comparison import Comparison, compare


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Who publishes and why: a reason for the whole, and by the change's key one for each change that needs it, and
    the class of each that is declared to be in another than the rule's.
    """

    by: str
    reason: str
    reasons: Mapping[str, str]
    classes: Mapping[str, str] = field(default_factory=dict)


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
        raise Refused(f"There is no published instrument {instrument}/{number}; there are {there}.") from None


def newest_of(db: Session, instrument: str) -> Version | None:
    """The version with the highest number; None where the instrument has none."""
    numbers = [known.number for known in all_versions(db) if known.instrument == instrument]
    return version_of(db, instrument, max(numbers)) if numbers else None


def translations_of(db: Session, version: Version) -> tuple[Translation, ...]:
    """Every translation that stands beside a published version, signed or not, by language."""
    return tuple(_translations(db, version, whole=True))


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
    """The translations of a version in the database by language: text and digest.

    Where they are not those that the log says were published with it, that stops it all, or none is given.
    """
    columns = select(InstrumentVersion, PublishedTranslation).join(
        PublishedTranslation, PublishedTranslation.instrument_version_id == InstrumentVersion.id
    )
    of_version = (InstrumentVersion.instrument == version.id, InstrumentVersion.number == version.number)
    found = db.execute(columns.where(*of_version)).all()
    if found and was_changed(db, found[0][0]):
        if whole:
            raise NotAsPublished(CHANGED.format(name=f"{version.id}/{version.number}"))
        return {}
    return {words.language: (words.body, words.digest) for _, words in found}


def signed_digests(db: Session, translations: Iterable[Translation]) -> frozenset[str]:
    """The digests of those translations that a second person has signed."""
    digests = [instruments.translation_digest(one) for one in translations]
    signed = select(TranslationSignature.digest).where(TranslationSignature.digest.in_(digests))
    return frozenset(db.scalars(signed)) if digests else frozenset()


def live_translations(db: Session, version: Version) -> dict[str, Translation]:
    """The translations of a published version that people may be asked in, by language: those that are signed.

    One that was changed after it was published is not among them, nor one of a language in which the pages around the
    questions have no words: agreement would be asked for in another language than the questions.
    """
    translations = tuple(one for one in _translations(db, version, whole=False) if one.language in INTERFACE_LANGUAGES)
    signed = signed_digests(db, translations)
    return {one.language: one for one in translations if instruments.translation_digest(one) in signed}


def sign(db: Session, translation: Translation, *, by: str, now: datetime, signer: str = "") -> None:
    """A second person's word that a translation says what the original says.

    Refused where the signer, known by id, wrote any of it.
    """
    digest = instruments.translation_digest(translation)
    written = db.scalars(select(PublishedTranslation.writers).filter_by(digest=digest)).one_or_none()
    if signer and signer in (written or ()):
        raise Refused("You wrote part of this translation; somebody else has to sign it.")
    if not signed_digests(db, [translation]):
        db.add(TranslationSignature(digest=digest, signed_by=by, signed_at=now))
        db.flush()


def compared(db: Session, version: Version, *, translations: Iterable[Translation] = ()) -> Comparison | None:
    """A version against the newest there is, with those of its translations that people may have answered in before;
    None where there is none.
    """
    previous = newest_of(db, version.id)
    if previous is None:
        return None
    before = live_translations(db, previous)
    pairs = [(before[one.language], one) for one in translations if one.language in before]
    return compare(previous, version, translations=pairs)


def checks_of(
    db: Session,
    version: Version,
    *,
    translations: Iterable[Translation],
    comparison: Comparison | None,
    reasons: Mapping[str, str],
) -> tuple[ChecklistLine, ...]:
    """The list of what has to be done before a version can be published after the one it is compared with."""
    translations = tuple(translations)
    return checklist(
        version,
        translations=translations,
        signed=signed_digests(db, translations),
        comparison=comparison,
        reasons=reasons,
        interface_languages=frozenset(INTERFACE_LANGUAGES),
    )


def publish(
    db: Session,
    version: Version,
    *,
    translations: Iterable[Translation] = (),
    writers: Mapping[str, Iterable[str]] | None = None,
    why: Why,
    now: datetime,
) -> InstrumentVersion:
    """Add a version, for good; refused with everything that is left to do. `writers` are by language, as ids."""
    translations = tuple(translations)
    comparison = compared(db, version, translations=translations)
    if comparison:
        comparison = comparison.declared(declared_classes(why.classes, comparison))
    previous = comparison.old if comparison else None
    faults = [*_numbering(version, previous), *([] if why.reason.strip() else ["Say why this version is published."])]
    checks = checks_of(db, version, translations=translations, comparison=comparison, reasons=why.reasons)
    faults += [f"{check.title}: {left}" for check in checks for left in check.left]
    if faults:
        raise Refused(*faults)
    row = InstrumentVersion(
        instrument=version.id,
        number=version.number,
        digest=instruments.digest(version),
        body=instruments.canonical_toml(version),
        published_at=now,
    )
    db.add(row)
    db.flush()
    db.add(_publication(row, comparison, why))
    by_language = writers or {}
    db.add_all(
        _kept(row, translation, by_language.get(translation.language, ()), now)
        for translation in translations
        if translation.language in version.languages
    )
    db.flush()
    return row


def publication_of(db: Session, instrument: str, number: int) -> Publication | None:
    """Why a version was published; None for one that came with the software."""
    found = select(Publication).join(InstrumentVersion).filter_by(instrument=instrument, number=number)
    return db.scalars(found).one_or_none()


def _publication(row: InstrumentVersion, comparison: Comparison | None, why: Why) -> Publication:
    return Publication(
        instrument_version_id=row.id,
        based_on=comparison.old.number if comparison else None,
        classes={change.key: str(change.comparability) for change in comparison.changes} if comparison else {},
        reason=why.reason.strip(),
        reasons=dict(why.reasons),
        published_by=why.by,
    )


def _numbering(version: Version, previous: Version | None) -> list[str]:
    expected = previous.number + 1 if previous else 1
    if version.number == expected:
        return []
    sentence = f"The next version of {version.id} is number {expected}, not {version.number}"
    return [f"{sentence}; a published version is never replaced."]


def _kept(
    row: InstrumentVersion, translation: Translation, writers: Iterable[str], now: datetime
) -> PublishedTranslation:
    return PublishedTranslation(
        instrument_version_id=row.id,
        language=translation.language,
        digest=instruments.translation_digest(translation),
        body=instruments.canonical_translation(translation),
        writers=sorted(writers),
        published_at=now,
    )
