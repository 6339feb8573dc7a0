"""Instruments in the making, and what stays when one is published: its reasons and its translations."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified, Json
from evaluation.models.experiment import one_of


class Draft(Identified, Base):
    """A version of an instrument that is being written, or was. `counter` grows with every change: two people cannot
    overwrite each other unseen.
    """

    __tablename__ = "draft"

    instrument: Mapped[str] = mapped_column(String(60), index=True)
    based_on: Mapped[int | None]
    """The published number it began from."""
    body: Mapped[str] = mapped_column(Text)
    """The version as JSON: each part sound in itself, the parts not yet perhaps with one another."""
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Why something changed since the version it began from, by the change's key: text, and the change's digest."""
    classes: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    """The class a person declared for a change, by its key, with the change's digest, the class of the
    rule, and of one that compares against it who said so, the first and the second."""
    translator_notes: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    """What translators are told of a text, by its key: no part of the version's text."""
    taken_out: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list, server_default=text("'[]'"))
    """What was taken out and can be put back, the last one last."""
    ended_at: Mapped[datetime | None]
    """When it was published or thrown away, None while it is written; what it held and its history stay."""
    published_as: Mapped[int | None]
    """The number of the version that came of it; None where none did."""
    counter: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(String(254))


class DraftTranslation(Identified, Base):
    """A draft's words in one language: by key the text, the source it was made from, its writer, who looked at
    it again since (`looked`), whether checked.
    """

    __tablename__ = "draft_translation"
    __table_args__ = (UniqueConstraint("draft_id", "language"),)

    draft_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(30))
    entries: Mapped[dict[str, Any]] = mapped_column(default=dict)
    back_translations: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    """What somebody else read in a text, by its key: what it says, the text it is of, who read it and when."""
    counter: Mapped[int] = mapped_column(default=1)


class HistoryStep(StrEnum):
    """How a change of a draft came about."""

    SAVED = "saved"
    UNDONE = "undone"
    """A change that takes back an earlier one."""
    REDONE = "redone"
    """A change that does again what was taken back."""
    RESTORED = "restored"
    """A change that brings back how the draft stood after an earlier one."""
    TYPED = "typed"
    """Nothing of the draft: what somebody typed into a form and what could not be saved as it stood, or what the file
    had that the draft was begun from.
    """


class DraftChange(Identified, Base):
    """One change of a draft: who made it, when, and what it changed, before and after. Never edited, only added to."""

    __tablename__ = "draft_change"
    __table_args__ = (
        UniqueConstraint("draft_id", "number"),
        CheckConstraint(one_of("step", tuple(step.value for step in HistoryStep)), name="step_known"),
    )

    draft_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    number: Mapped[int]
    """Which change of its draft it is, from 1."""
    step: Mapped[str] = mapped_column(String(10))
    of: Mapped[int | None]
    """The change that it takes back or does again, or after which the draft stood as it stands now (0: as begun)."""
    changes: Mapped[dict[str, Any]]
    """By the key of what changed: what it was and what it became, None where there was or is nothing."""
    made_at: Mapped[datetime]
    writer: Mapped[str] = mapped_column(String(40))
    """The id of whoever made it, to tell one person from another; the name to show stands beside it."""
    made_by: Mapped[str] = mapped_column(String(254))


class Publication(Identified, Base):
    """That a version was published, from which one, by whom and why. Triggers refuse UPDATE and DELETE."""

    __tablename__ = "publication"

    instrument_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("instrument_version.id"), unique=True)
    based_on: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    reasons: Mapped[dict[str, Any]]
    classes: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """The class of every change since the version before, by the change's key; None where it was not yet kept."""
    confirmed: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """Who said that changes compare against the rule, by the change's key: names and reasons of two; None where one
    person's word was enough when it was published."""
    translator_notes: Mapped[dict[str, Any] | None] = mapped_column(Json)
    """What translators were told of its texts, by key; None where it was published before there were such notes."""
    published_by: Mapped[str] = mapped_column(String(254))


class PublishedTranslation(Identified, Base):
    """A published version's words in one language: canonical text and SHA-256. Triggers refuse UPDATE and DELETE."""

    __tablename__ = "published_translation"
    __table_args__ = (UniqueConstraint("instrument_version_id", "language"),)

    instrument_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("instrument_version.id"))
    language: Mapped[str] = mapped_column(String(30))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    body: Mapped[str] = mapped_column(Text)
    writers: Mapped[list[str]] = mapped_column(Json, default=list, server_default=text("'[]'"))
    """The ids of those who wrote any of it, none of whom may sign it."""
    back_translations: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))
    """What others read in its texts before it was published, as in a draft."""
    published_at: Mapped[datetime]
