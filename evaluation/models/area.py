"""Tables of a study's area, from a survey of others: what the answers of those who came are set beside."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified, Json


class AreaTable(Identified, Base):
    """One version of a study's table: of each answer the percentage of people of the area who gave it.

    `rows` are mappings of item, answer, percent and chapter, the id of one or empty. A version without rows says that
    the table was taken away.
    """

    __tablename__ = "area_table"
    __table_args__ = (UniqueConstraint("study_id", "number"),)

    study_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("study.id"))
    number: Mapped[int]
    rows: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    source: Mapped[str] = mapped_column(String(300))
    year: Mapped[str] = mapped_column(String(20))
    licence: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(200))
