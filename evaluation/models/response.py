"""People without names, their cards, and what they answered."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified
from evaluation.models.experiment import one_of

MODES = ("phone", "kiosk", "paper")
"""How a response came: from one's own phone, from a shared device, or on paper, as what a file held."""


class Participant(Identified, Base):
    """Somebody who took part, known by a pseudonym alone."""

    __tablename__ = "participant"
    __table_args__ = (CheckConstraint(f"role IS NULL OR {one_of('role', ('host', 'guest'))}", name="role_known"),)

    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"), index=True)
    role: Mapped[str | None] = mapped_column(String(5))
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class Card(Identified, Base):
    """A printed card with a random token. Nobody keeps a list of who took which."""

    __tablename__ = "card"

    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"), index=True)
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participant.id"), unique=True)
    token: Mapped[str] = mapped_column(String(9), unique=True)
    issued_at: Mapped[datetime]


REASONS = ("no_start", "repeated", "flood")
"""Why somebody is set aside: no start page was opened, one began too many, or more came than a hall holds."""


class SetAside(Base):
    """Somebody of whose start nothing shows an honest phone: in no count and no report until a person admits them."""

    __tablename__ = "set_aside"
    __table_args__ = (CheckConstraint(one_of("reason", REASONS), name="reason_known"),)

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"), index=True)
    reason: Mapped[str] = mapped_column(String(8))
    noticed_at: Mapped[datetime]
    admitted_at: Mapped[datetime | None]


class Response(Identified, Base):
    """One participant's answers to one version at one wave.

    `answers` maps an item to its value, to "declined", to "not_applicable" or to "not_asked".
    """

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint(one_of("mode", MODES), name="mode_known"),
        Index("ix_response_experiment_wave", "experiment_id", "wave_id"),
    )

    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"))
    wave_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("wave.id"))
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participant.id"), index=True)
    instrument_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("instrument_version.id"))
    language: Mapped[str] = mapped_column(String(12))
    translation: Mapped[str] = mapped_column(String(300), default="", server_default="")
    """Which of its words were a corrected translation: by version the translation's number, as in `common-ground/2:2`;
    empty where they were all as first published (`store.instruments.translations.translation_numbers`)."""
    mode: Mapped[str] = mapped_column(String(5), default="phone")
    answers: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    receipt: Mapped[str] = mapped_column(String(16))
    """Its short code; empty once whoever sent it has left the shared device that it was sent from."""
    revision: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime]
    late: Mapped[bool] = mapped_column(default=False)
    stopped: Mapped[bool] = mapped_column(default=False)
    sender: Mapped[str] = mapped_column(String(12), default="", server_default="")
    """A mark of the phone that sent it, by which that phone may change it; no two responses of a phone share one."""


class ResponseCount(Base):
    """How many responses a wave has, in parts that are added up: kept by triggers as responses come and go.

    People wait for a receipt that tells the number, and counting takes longer the more have answered.
    """

    __tablename__ = "response_count"

    wave_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    responses: Mapped[int]


class ResponseRevision(Identified, Base):
    """What a response said before it was sent again with other answers, or a conflict that came too late: kept."""

    __tablename__ = "response_revision"

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("response.id"), index=True)
    revision: Mapped[int]
    answers: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]
    conflict: Mapped[bool] = mapped_column(default=False)


STANCES = ("supports", "complicates", "contradicts")
"""How words stand to the other answers: with them, neither with nor against them, or against them."""


class OpenAnswer(Identified, Base):
    """Free text, kept apart from the numbers and out of every report until a person releases it.

    It can be released only where its writer agreed to be quoted. `theme` and `stance` are empty until somebody has
    sorted it; `released_by` says who released it. `disclosed_at` is when it was first shown, with others of its batch.
    """

    __tablename__ = "open_answer"
    __table_args__ = (
        CheckConstraint(one_of("stance", ("", *STANCES)), name="stance_known"),
        CheckConstraint("released_at IS NULL OR may_quote", name="released_as_agreed"),
    )

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("response.id"), index=True)
    item: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    may_quote: Mapped[bool] = mapped_column(default=False)
    theme: Mapped[str] = mapped_column(String(80), default="", server_default="")
    stance: Mapped[str] = mapped_column(String(11), default="", server_default="")
    released_at: Mapped[datetime | None]
    released_by: Mapped[str] = mapped_column(String(200), default="", server_default="")
    disclosed_at: Mapped[datetime | None]
