"""What the files of a release are written from, and nothing else."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Release
from evaluation.store.releases.releases import words_by_chapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilding:
    """All that a renderer may read of a release."""

    aggregates: str
    """What is frozen, letter for letter."""
    sha256: str
    """Of the aggregates: document ids come from it."""
    number: int
    title: str
    frozen_at: datetime
    """The time that files carry, as SOURCE_DATE_EPOCH would say it."""
    words: Mapping[str, str]
    """The chapters' own words, by chapter id."""


def rebuilding(db: Session, release: Release) -> Rebuilding:
    """What the files of a release are written from; refused where the aggregates are no longer what was frozen."""
    found = hashlib.sha256(release.aggregates.encode()).hexdigest()
    if found != release.aggregates_sha256:
        raise Refused(
            Message(
                "The aggregates of release %(number)s are not those that were frozen: restore a backup.",
                number=release.number,
            )
        )
    return Rebuilding(
        aggregates=release.aggregates,
        sha256=release.aggregates_sha256,
        number=release.number,
        title=release.title,
        frozen_at=release.frozen_at,
        words=words_by_chapter(db, release),
    )
