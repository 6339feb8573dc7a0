"""Work that takes longer than a page may: asked for, done elsewhere, and found again by what it was made from.

And what is left to do after answers were deleted, which a sweep does until it has succeeded.
"""

import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified
from evaluation.models.experiment import one_of


class JobState(enum.StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class Job(Identified, Base):
    """One job, known by the digest of what it is made from: the same request again is the same row.

    A running job is leased: whoever works on it says so at every beat, and once `lease_until` has passed anybody may
    begin it again. `attempts` numbers the leases, so that a worker that lost its lease can no longer write here.
    """

    __tablename__ = "job"
    __table_args__ = (CheckConstraint(one_of("state", tuple(state.value for state in JobState)), name="state_known"),)

    kind: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[str] = mapped_column(String(7), default=JobState.QUEUED.value, index=True)
    step: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(Text, default="")
    stop_asked: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(default=0)
    losses: Mapped[int] = mapped_column(default=0)
    """How many workers were lost over it since it was last asked for."""
    lease_until: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    started_by: Mapped[str] = mapped_column(String(200), default="")
    requested_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    artefact: Mapped[str | None] = mapped_column(String(200))
    """The folder of what was made, relative to the folder of all artefacts."""
    recalled_at: Mapped[datetime | None]
    """When its files were taken away since somebody whose answers they held took these back."""


class PendingErasure(Identified, Base):
    """Answers of an experiment that are deleted, and whose bytes may still be in files: it goes once they are not."""

    __tablename__ = "pending_erasure"

    experiment_id: Mapped[uuid.UUID]
    """Which experiment it was, without a reference: what is left to do outlives the experiment."""
    deleted_at: Mapped[datetime]
    words: Mapped[bool]
    """Whether words were among them, or earlier answers: draft reports may quote such words."""
    files_gone_at: Mapped[datetime | None]
    """Since when no file that a job made holds them; what is left then is in the database's own files."""
