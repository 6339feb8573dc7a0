"""Signatures under translations, and their corrections: unsigned words are a draft and never shown to participants."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified


class TranslationSignature(Identified, Base):
    """A second person's word that one translation, known by its SHA-256, says what the original says."""

    __tablename__ = "translation_signature"

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    signed_by: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime]


class CorrectionProposal(Identified, Base):
    """Other words for single texts of a published version's translation, which a second person has not signed yet."""

    __tablename__ = "correction_proposal"
    __table_args__ = (UniqueConstraint("instrument", "number", "language"),)

    instrument: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    language: Mapped[str] = mapped_column(String(30))
    texts: Mapped[dict[str, Any]]
    """The corrected texts by key."""
    reason: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(String(40))
    """The id of whoever proposed it; the name to show stands beside it."""
    proposer: Mapped[str] = mapped_column(String(254))
    proposed_at: Mapped[datetime]


class CorrectedTranslation(Identified, Base):
    """A published version's words in one language once a correction was signed, whole: the translation's next number,
    of which the words that were published with the version are the first. Triggers refuse UPDATE and DELETE.
    """

    __tablename__ = "corrected_translation"
    __table_args__ = (UniqueConstraint("instrument_version_id", "language", "number"),)

    instrument_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("instrument_version.id"))
    language: Mapped[str] = mapped_column(String(30))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    changes: Mapped[dict[str, Any]]
    """By the key of each corrected text what it was and what it became."""
    reason: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(String(40))
    proposer: Mapped[str] = mapped_column(String(254))
    signed_by: Mapped[str] = mapped_column(String(254))
    signed_at: Mapped[datetime]
