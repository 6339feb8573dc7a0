"""Published versions in the database: added when first used, never changed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import instruments
from evaluation.domain.errors import Refused
from evaluation.models import InstrumentVersion
from evaluation.store.instruments.intact_texts import bundled_version


def version_in_use(db: Session, instrument: str, number: int | None = None, *, now: datetime) -> InstrumentVersion:
    """The row of a published version, the newest where no number is given; a bundled one is added when first used."""
    numbers = _known_numbers(db, instrument)
    wanted = number if number is not None else max(numbers, default=None)
    if wanted not in numbers:
        raise Refused(_unknown(instrument, number, numbers))
    row = db.scalars(select(InstrumentVersion).filter_by(instrument=instrument, number=wanted)).one_or_none()
    if row is None:
        version = bundled_version(instrument, wanted)
        row = InstrumentVersion(
            instrument=instrument,
            number=wanted,
            digest=instruments.digest(version),
            body=instruments.canonical_toml(version),
            published_at=now,
        )
        db.add(row)
        db.flush()
    return row


def _known_numbers(db: Session, instrument: str) -> set[int]:
    kept = set(db.scalars(select(InstrumentVersion.number).filter_by(instrument=instrument)))
    return kept | {published.number for published in instruments.published() if published.id == instrument}


def _unknown(instrument: str, number: int | None, numbers: set[int]) -> str:
    if not numbers:
        return f"There is no instrument called {instrument!r}; `weaving instrument list` shows those there are."
    there = ", ".join(str(known) for known in sorted(numbers))
    return f"{instrument} has no version {number}; it has {there}."
