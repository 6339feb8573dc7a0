"""Presses of the evening's switch: what was opened and closed, by whom, and which of it was taken back."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified
from evaluation.models.experiment import WAVES, one_of

MOVES = ("open", "reopen", "close")


class WavePress(Identified, Base):
    """One press that changed a wave of an experiment. What was done stays; taking it back is noted beside it."""

    __tablename__ = "wave_press"
    __table_args__ = (
        CheckConstraint(one_of("kind", WAVES), name="kind_known"),
        CheckConstraint(one_of("move", MOVES), name="move_known"),
    )

    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"), index=True)
    number: Mapped[int]
    """Which press of its experiment it is: two in one moment have an order all the same."""
    kind: Mapped[str] = mapped_column(String(10))
    move: Mapped[str] = mapped_column(String(6))
    closed_before: Mapped[bool] = mapped_column(default=False)
    """Whether Before was open and was closed by opening After."""
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(80))
    account_id: Mapped[uuid.UUID | None]
    undone_at: Mapped[datetime | None]
