"""What each secret key is known by, so that a lost, empty or strange one is noticed before it does harm."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base


class KeyMark(Base):
    """The fingerprint of a key that is kept in a file: it tells two keys apart and gives neither away."""

    __tablename__ = "key_mark"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    noted_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]
    """Since when the key is gone on purpose, and with it whatever only it could read; None while it is in use."""
