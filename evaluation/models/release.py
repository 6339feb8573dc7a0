"""Releases: reports as they were published, frozen; and the ledger of other reports. Rows are added, never changed."""

import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified
from evaluation.models.experiment import one_of

DIGEST = 64
"""Hexadecimal digits of SHA-256."""


class ReleaseScope(enum.StrEnum):
    """What a release speaks of."""

    EXPERIMENT = "experiment"
    CHAPTER = "chapter"
    STUDY = "study"


class Happening(enum.StrEnum):
    """What can happen to a release once it is frozen."""

    SHOWN = "shown"
    WORDS = "words"
    RELEASED = "released"


class Release(Identified, Base):
    """The aggregates that a report prints, and nothing finer, with everything needed to write its files again.

    `aggregates` is canonical JSON, rounded and masked; `page` is the ledger's, which holds counts and nobody.
    `subject` names what it speaks of: a later release of the same subject supersedes it, and both stay.
    """

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("study_id", "number"),
        CheckConstraint(one_of("scope", tuple(scope.value for scope in ReleaseScope)), name="scope_known"),
    )

    study_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("study.id"))
    number: Mapped[int]
    scope: Mapped[str] = mapped_column(String(10))
    subject: Mapped[uuid.UUID] = mapped_column(index=True)
    """The experiment, the chapter or the study."""
    public: Mapped[bool]
    title: Mapped[str] = mapped_column(String(300))
    aggregates: Mapped[str] = mapped_column(Text)
    aggregates_sha256: Mapped[str] = mapped_column(String(64))
    data_sha256: Mapped[str] = mapped_column(String(64))
    plan_number: Mapped[int]
    plan_digest: Mapped[str] = mapped_column(String(64))
    instruments: Mapped[dict[str, Any]]
    """Digests of the versions that were asked, by `id/number`."""
    code_version: Mapped[str] = mapped_column(String(40))
    template_version: Mapped[str] = mapped_column(String(64))
    """The version of words and drawing, as a number; the first releases hold a digest of their program's sources."""
    seed: Mapped[int | None]
    page: Mapped[dict[str, Any]]
    frozen_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(200))

    @property
    def renderer(self) -> int:
        """Which version of words and drawing its files are of."""
        return int(self.template_version) if len(self.template_version) < DIGEST else 1


class ReleaseEvent(Identified, Base):
    """Something that happened to a release: shown to its chapters, a chapter's own words, released."""

    __tablename__ = "release_event"
    __table_args__ = (
        UniqueConstraint("release_id", "place"),
        CheckConstraint(one_of("kind", tuple(kind.value for kind in Happening)), name="kind_known"),
    )

    release_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("release.id"))
    place: Mapped[int]
    """Its place in the order in which things happened to the release."""
    kind: Mapped[str] = mapped_column(String(8))
    chapter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("chapter.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class ReleaseFile(Identified, Base):
    """A file of a release, by name, size in bytes and SHA-256; it can be written again from the aggregates."""

    __tablename__ = "release_file"
    __table_args__ = (UniqueConstraint("release_id", "name"),)

    release_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("release.id"))
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))


class ReportPage(Identified, Base):
    """The ledger's page of a report that is no release: counts of people, and nobody. Rows are added, never changed.

    It stands after the release numbered `after` (0 before the first) and among its like by `place`. `asked` names the
    experiments that were asked for, so that the same asked again is known.
    """

    __tablename__ = "report_page"
    __table_args__ = (UniqueConstraint("study_id", "place"),)

    study_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("study.id"))
    place: Mapped[int]
    after: Mapped[int]
    asked: Mapped[uuid.UUID]
    title: Mapped[str] = mapped_column(String(300))
    page: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
