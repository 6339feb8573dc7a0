"""API tokens: what a program of somebody's shows in place of signing in."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from evaluation.models.account import Account
from evaluation.models.base import Base, Identified, Named


class ApiToken(Named, Identified, Base):
    """A program's way in to the API, as its owner and within some of what they may do.

    The token itself is known to its owner alone; its SHA-256 is kept. `study_id` and `chapter_id` limit it to one
    study, or to one chapter and those within it.
    """

    __tablename__ = "api_token"
    __table_args__ = (CheckConstraint("chapter_id IS NULL OR study_id IS NOT NULL", name="chapter_in_study"),)

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]]
    study_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("study.id"))
    chapter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("chapter.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_on: Mapped[date | None]
    """The last day on which it was used; neither a time nor an address is kept."""
    revoked_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()
