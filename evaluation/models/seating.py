"""Seating plans of evenings: groups, how many people each has, and who sits where by number. Nobody's name."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified, Json


class SeatingVersion(Identified, Base):
    """A seating plan of an experiment as it was after a change; the one with the highest number holds.

    One without a plan says that the plan was taken away, which can be taken back as any other change.
    """

    __tablename__ = "seating_version"
    __table_args__ = (UniqueConstraint("experiment_id", "number"),)

    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"))
    number: Mapped[int]
    first_round: Mapped[int]
    """From which round on it is new, counted from 1."""
    plan: Mapped[dict[str, Any]] = mapped_column(Json)
    """What groups are called, the group of each person, and for each round the people at each table; empty where there
    is no plan from then on."""
    made_at: Mapped[datetime]
