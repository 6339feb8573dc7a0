"""Complaints about how somebody's data are handled, and, apart from them, how to reach whoever complained."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified


class Complaint(Identified, Base):
    """What somebody complained of. Nothing says who they are; a code that they were given finds the answer."""

    __tablename__ = "complaint"

    study_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("study.id"), index=True)
    """The study that it is about; None where they came without a meeting's address."""
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the code with which the answer is read."""
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(12))
    received_at: Mapped[datetime] = mapped_column(index=True)
    acknowledged_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="", server_default="")
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class ComplaintContact(Base):
    """How to reach whoever complained, where they said; it is deleted as the complaint is closed."""

    __tablename__ = "complaint_contact"

    complaint_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("complaint.id", ondelete="CASCADE"), primary_key=True)
    contact: Mapped[str] = mapped_column(String(200))
