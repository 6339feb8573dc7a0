"""Published versions of instruments, and notes on their items: added, never changed."""

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


class ItemNote(Identified, Base):
    """What people made of an item when they were asked about it (cognitive interviews), as one version words it.

    `people` counts those it is from. Triggers refuse UPDATE and DELETE: what is to be corrected is added.
    """

    __tablename__ = "item_note"

    instrument: Mapped[str] = mapped_column(String(80), index=True)
    number: Mapped[int]
    item: Mapped[str] = mapped_column(String(60))
    people: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
