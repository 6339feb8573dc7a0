"""Evening keys: what a volunteer leader holds instead of an account."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified


class EveningKey(Identified, Base):
    """The power over the evening of one experiment, until noon the next day: its waves, rounds, seats and counts.

    The key itself is known to its holder alone; here is its SHA-256.
    """

    __tablename__ = "evening_key"

    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    """Whose it is, as whoever handed it over wrote."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(80))
    made_by_account: Mapped[uuid.UUID | None]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
