"""Every published version as a list shows it: those that somebody changed in the database stand among the others."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.messages import Message
from evaluation.models import InstrumentVersion
from evaluation.store.instruments.intact_texts import NotAsPublished
from evaluation.store.instruments.modules import title_in
from evaluation.store.instruments.publication_digest import DECLARATION_CHANGED, was_changed
from evaluation.store.instruments.published_versions import (
    PublishedVersion,
    all_versions,
    damaged_translations,
    version_of,
)
from instruments import Version


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """A published version, where its text can be used, and the sentences that say what of it was changed.

    That is its text, what was said of it, or a translation.
    """

    known: PublishedVersion
    version: Version | None
    title: str = ""
    """What it is called; nothing where its text is not the one that was published."""
    damage: tuple[str, ...] = ()


def listed_versions(db: Session, *, language: str = "en") -> list[ListedVersion]:
    """Every published version with its title in a language, by instrument and number.

    One that is damaged keeps none of the others back.
    """
    return [_listed(db, known, language) for known in all_versions(db)]


def _listed(db: Session, known: PublishedVersion, language: str) -> ListedVersion:
    try:
        version = version_of(db, known.instrument, known.number)
    except NotAsPublished as damaged:
        return ListedVersion(known, None, damage=damaged.faults)
    return ListedVersion(known, version, title_in(db, version, language), damage_of_translations(db, version))


def damage_of_translations(db: Session, version: Version) -> tuple[str, ...]:
    """A sentence for what was changed of a version whose own text is sound: what was said of it, and translations."""
    row = db.scalars(select(InstrumentVersion).filter_by(instrument=version.id, number=version.number)).one_or_none()
    changed = row is not None and was_changed(db, row)
    said = (Message(DECLARATION_CHANGED, name=f"{version.id}/{version.number}"),) if changed else ()
    return (*said, *(fault for faults in damaged_translations(db, version).values() for fault in faults))
