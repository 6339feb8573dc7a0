"""Signatures under translations: without one a translation is a draft and is never shown to participants."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified


class TranslationSignature(Identified, Base):
    """A second person's word that one translation, known by its SHA-256, says what the original says."""

    __tablename__ = "translation_signature"

    digest: Mapped[str] = mapped_column(String(64), unique=True)
    signed_by: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime]
