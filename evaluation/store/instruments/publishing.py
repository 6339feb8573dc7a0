"""Publishing a version of an instrument: compared with the one before it, checked, and kept for good."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from evaluation.domain.errors import Refused
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.domain.messages import Message
from evaluation.models import InstrumentVersion, Publication, PublishedTranslation, TranslationSignature
from evaluation.store.instruments.confirmed_classes import Confirmation, confirmed
from evaluation.store.instruments.declared_changes import declared_classes
from evaluation.store.instruments.published_versions import live_translations, newest_of, signed_digests
from instruments import Translation, Version
from instruments.checklist import ChecklistLine, checklist
from instruments.comparison import Comparison, compare

WROTE_IT = Message("You wrote part of this translation, or said that it is still right; somebody else has to sign it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Who publishes and why: a reason for the whole, and by the change's key one for each change that needs it, the
    class of each that is declared to be in another than the rule's, and who said that it compares against the rule.
    """

    by: str
    reason: str
    reasons: Mapping[str, str]
    classes: Mapping[str, str] = field(default_factory=dict)
    confirmations: Mapping[str, Sequence[Confirmation]] = field(default_factory=dict)


def sign(
    db: Session, translation: Translation, *, by: str, now: datetime, signer: str = "", draft: Version | None = None
) -> None:
    """A second person's word that a translation says what the original says: a published version, or that of a draft.

    Refused where the signer, known by id, wrote any of it.
    """
    digest = instruments.translation_digest(translation)
    written = db.scalars(select(PublishedTranslation.writers).filter_by(digest=digest)).one_or_none()
    if signer and signer in (written or ()):
        raise Refused(WROTE_IT)
    if draft is not None:
        digest = instruments.signed_digest(draft, translation)
    if db.scalars(select(TranslationSignature).filter_by(digest=digest)).one_or_none() is None:
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
    confirmed_changes: Collection[str] = (),
) -> tuple[ChecklistLine, ...]:
    """The list of what has to be done before a version can be published after the one it is compared with.

    `confirmed_changes` are the keys of those that two people said to compare against the rule.
    """
    translations = tuple(translations)
    return checklist(
        version,
        translations=translations,
        signed=signed_digests(db, version, translations),
        comparison=comparison,
        reasons=reasons,
        confirmed=confirmed_changes,
        interface_languages=frozenset(INTERFACE_LANGUAGES),
    )


def require_next_number(db: Session, version: Version) -> None:
    """Refuse a version under another number than the next one, before anything else is said of it."""
    if faults := _numbering(version, newest_of(db, version.id)):
        raise Refused(*faults)


def publish(
    db: Session,
    version: Version,
    *,
    translations: Iterable[Translation] = (),
    writers: Mapping[str, Iterable[str]] | None = None,
    notes: Mapping[str, str] | None = None,
    back_translations: Mapping[str, Mapping[str, Any]] | None = None,
    why: Why,
    now: datetime,
) -> InstrumentVersion:
    """Add a version, for good; refused with everything that is left to do.

    `writers` are by language, as ids; `notes` for translators, by the key of a text; `back_translations` by language
    and key.
    """
    translations = tuple(translations)
    comparison = compared(db, version, translations=translations)
    if comparison:
        comparison = comparison.declared(declared_classes(why.classes, comparison))
    faults = tuple(_faults_of(db, version, translations, comparison, why))
    if faults:
        raise Refused(*faults)
    row = _row_of(version, now)
    db.add(row)
    db.flush()
    db.add(_publication(row, comparison, why, notes=notes or {}))
    by_language, read = writers or {}, back_translations or {}
    db.add_all(
        _kept(row, translation, by_language.get(translation.language, ()), now, read.get(translation.language, {}))
        for translation in translations
        if translation.language in version.languages
    )
    db.flush()
    return row


def _row_of(version: Version, now: datetime) -> InstrumentVersion:
    return InstrumentVersion(
        instrument=version.id,
        number=version.number,
        digest=instruments.digest(version),
        body=instruments.canonical_toml(version),
        published_at=now,
    )


def _faults_of(
    db: Session, version: Version, translations: tuple[Translation, ...], comparison: Comparison | None, why: Why
) -> Iterator[str]:
    yield from _numbering(version, comparison.old if comparison else None)
    if not why.reason.strip():
        yield Message("Say why this version is published.")
    checks = checks_of(
        db,
        version,
        translations=translations,
        comparison=comparison,
        reasons=why.reasons,
        confirmed_changes=confirmed(why.confirmations),
    )
    for check in checks:
        yield from _left_of(check)


def _left_of(check: ChecklistLine) -> Iterator[str]:
    return (Message("%(key)s: %(sentence)s", key=Message(check.title), sentence=left) for left in check.left)


def _publication(
    row: InstrumentVersion, comparison: Comparison | None, why: Why, *, notes: Mapping[str, str]
) -> Publication:
    return Publication(
        instrument_version_id=row.id,
        based_on=comparison.old.number if comparison else None,
        classes={change.key: str(change.comparability) for change in comparison.changes} if comparison else {},
        reason=why.reason.strip(),
        reasons=dict(why.reasons),
        confirmed={key: _names_and_reasons(said) for key, said in why.confirmations.items() if key in why.classes},
        translator_notes=dict(notes),
        published_by=why.by,
    )


def _names_and_reasons(said: Iterable[Confirmation]) -> list[dict[str, str]]:
    return [{"name": each.name, "reason": each.reason} for each in said]


def _numbering(version: Version, previous: Version | None) -> list[str]:
    expected = previous.number + 1 if previous else 1
    if version.number == expected:
        return []
    return [
        Message(
            "The next version of %(name)s is number %(next)s, not %(number)s; a published version is never replaced.",
            name=version.id,
            next=expected,
            number=version.number,
        )
    ]


def _kept(
    row: InstrumentVersion,
    translation: Translation,
    writers: Iterable[str],
    now: datetime,
    read: Mapping[str, Any],
) -> PublishedTranslation:
    return PublishedTranslation(
        instrument_version_id=row.id,
        language=translation.language,
        digest=instruments.translation_digest(translation),
        body=instruments.canonical_translation(translation),
        writers=sorted(writers),
        back_translations=dict(read),
        published_at=now,
    )
