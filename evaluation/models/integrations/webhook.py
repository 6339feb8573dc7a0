"""Webhooks: addresses that are told when something happens, and each telling with what came of it."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from evaluation.models.account import Account
from evaluation.models.base import Base, Identified


class Webhook(Identified, Base):
    """An address of a program of somebody's that is told of events within their scope, or within a part of it.

    What it signs with follows from a key and its id, and is not kept. One that failed for too long is stopped.
    """

    __tablename__ = "webhook"
    __table_args__ = (CheckConstraint("chapter_id IS NULL OR study_id IS NOT NULL", name="chapter_in_study"),)

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    address: Mapped[str] = mapped_column(String(500))
    events: Mapped[list[str]]
    study_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("study.id"))
    chapter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("chapter.id"))
    made_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()


class WebhookDelivery(Identified, Base):
    """One event for one webhook: how often it was tried, when it is tried next, and what the receiver said last."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (UniqueConstraint("webhook_id", "event", "subject", "happened_at"),)

    webhook_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("webhook.id"))
    event: Mapped[str] = mapped_column(String(20))
    subject: Mapped[uuid.UUID]
    """The wave or the release."""
    happened_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it is tried next; None once it was delivered or given up."""
    delivered_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(60), default="")
    """The status that the receiver answered with, or what kept it from answering; never its words."""

    webhook: Mapped[Webhook] = relationship()
