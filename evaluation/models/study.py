"""Studies, their chapters and their analysis plans."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from evaluation.models.base import Base, Identified, Named


class Study(Named, Identified, Base):
    """A set of chapters that share an analysis plan and a report across the chapters."""

    __tablename__ = "study"

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64), default="Europe/London")
    is_example: Mapped[bool] = mapped_column(default=False)
    parental_consent: Mapped[bool] = mapped_column(default=False)
    """Whether somebody under 16 may answer whose parent or carer has agreed."""
    who_asks: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    """Who asks the questions and what law lets them, as participants are told (`store.studies.who_asks.WhoAsks`)."""
    created_at: Mapped[datetime]


class AnalysisPlan(Identified, Base):
    """What will be looked for, written down before the answers: a version of a study's plan."""

    __tablename__ = "analysis_plan"
    __table_args__ = (UniqueConstraint("study_id", "number"),)

    study_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("study.id"))
    number: Mapped[int]
    body: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    locked_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Why it differs from the version before it; always there where that one was fixed."""
    written_by: Mapped[str] = mapped_column(String(200), default="", server_default="")


class Chapter(Named, Identified, Base):
    """A local chapter or alliance; it may belong to a wider one."""

    __tablename__ = "chapter"
    __table_args__ = (UniqueConstraint("study_id", "slug"),)

    study_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("study.id"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("chapter.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]

    study: Mapped[Study] = relationship()
