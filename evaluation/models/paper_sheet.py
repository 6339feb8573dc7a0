"""Paper forms being keyed: piles of sheets, each keyed once or twice, and what was decided where two passes differ."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from evaluation.models.base import Base, Identified

FIRST, SECOND, DECIDED = 1, 2, 3


class SheetBatch(Identified, Base):
    """A pile of paper forms of one wave, numbered by hand from 1."""

    __tablename__ = "sheet_batch"

    wave_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("wave.id"), index=True)
    sheets: Mapped[int]
    twice: Mapped[bool]
    """Whether every sheet is keyed a second time, blind."""
    language: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime]


class PaperSheet(Identified, Base):
    """One form of a pile. It goes, with all that was keyed from it, when its response goes.

    One that was reopened has the response that it made, and is not settled.
    """

    __tablename__ = "sheet"
    __table_args__ = (UniqueConstraint("batch_id", "number"),)

    batch_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sheet_batch.id"))
    number: Mapped[int]
    response_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), index=True)
    settled_at: Mapped[datetime | None]

    passes: Mapped[list["SheetPass"]] = relationship(
        order_by="SheetPass.number", passive_deletes=True, cascade="all, delete-orphan"
    )


class SheetPass(Identified, Base):
    """What somebody keyed from a sheet: 1 the first time, 2 the second time, 3 what was decided where those differ.

    `fields` maps an item, or "code" for the card's code, to what was keyed; blank is absent, and None where blank was
    decided. `memory` maps a memory element to its keyed hash: what was written is nowhere.
    """

    __tablename__ = "sheet_pass"
    __table_args__ = (
        UniqueConstraint("sheet_id", "number"),
        CheckConstraint("number IN (1, 2, 3)", name="number_known"),
    )

    sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sheet.id", ondelete="CASCADE"))
    number: Mapped[int]
    fields: Mapped[dict[str, Any]]
    texts: Mapped[dict[str, Any]]
    memory: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    keyed_at: Mapped[datetime]
    keyed_by: Mapped[str] = mapped_column(String(80))
    keyed_by_account: Mapped[uuid.UUID | None]
