"""Published versions of instruments: added, never changed."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified


class InstrumentVersion(Identified, Base):
    """A published questionnaire, whole: the canonical text and its SHA-256. Triggers refuse UPDATE and DELETE."""

    __tablename__ = "instrument_version"
    __table_args__ = (UniqueConstraint("instrument", "number"),)

    instrument: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    body: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]
