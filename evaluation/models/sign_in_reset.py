"""A way back in for somebody who lost what they sign in with, asked for by one administrator and let by another."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified


class SignInReset(Identified, Base):
    """A reset of how somebody signs in: asked for, confirmed by a second person, used once by the person themself.

    `asked_by` and `confirmed_by` are None where it was done on the command line, by whoever runs the server.
    """

    __tablename__ = "sign_in_reset"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    confirmed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[datetime | None]
    digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The hash of its address, which whoever confirms is shown once."""
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When it was used, or stopped."""
    used: Mapped[bool] = mapped_column(default=False)
    told_at: Mapped[datetime | None]
    """When the person was told, at the first sign-in afterwards."""
