"""Presses of an evening: waves opened and closed, rounds started and ended, by whom, and which of it was taken back."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.domain.round_clock import RoundMove
from evaluation.models.base import Base, Identified
from evaluation.models.experiment import WAVES, one_of

MOVES = ("open", "reopen", "close")
ROUNDS = "round"
"""The kind of a press of the rounds' clock; that of another press is its wave."""


class WavePress(Identified, Base):
    """One press that changed a wave or the rounds of an experiment.

    What was done stays; taking it back is noted beside it.
    """

    __tablename__ = "wave_press"
    __table_args__ = (
        CheckConstraint(one_of("kind", (*WAVES, ROUNDS)), name="kind_known"),
        CheckConstraint(one_of("move", (*MOVES, *(move.value for move in RoundMove))), name="move_known"),
    )

    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"), index=True)
    number: Mapped[int]
    """Which press of its experiment it is: two in one moment have an order all the same."""
    kind: Mapped[str] = mapped_column(String(10))
    move: Mapped[str] = mapped_column(String(6))
    round_number: Mapped[int | None]
    """Of a press of the rounds' clock, the round; of "add", how many rounds there are with the one that it adds."""
    minutes: Mapped[int | None]
    """How long the round is to be, of a press that says so."""
    closed_before: Mapped[bool] = mapped_column(default=False)
    """Whether Before was open and was closed by opening After."""
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(80))
    account_id: Mapped[uuid.UUID | None]
    undone_at: Mapped[datetime | None]
