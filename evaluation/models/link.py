"""How what somebody answered before is joined to what they answered after."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified
from evaluation.models.experiment import one_of

ELEMENTS = ("carer_letter", "birth_day", "older_siblings", "town_letter", "phone_digits")
"""The memory questions: first letter of the mother's or main carer's name, day of month of birth, number of older
brothers and sisters, first letter of the town of birth, last two digits of the phone number."""


class Method(enum.StrEnum):
    """How a pre and a post were joined.

    The first three follow from how one participant began each wave (`Consent`), and the last from a file that answers
    came from; the others join two participants (`Link`).
    """

    CARD = "card"
    SAME_PHONE = "same_phone"
    PAGE_CODE = "page_code"
    MEMORY_EXACT = "memory_exact"
    MEMORY_CONFIRMED = "memory_confirmed"
    PERSON = "person"
    FILE = "file"


JOINING = (Method.MEMORY_EXACT, Method.MEMORY_CONFIRMED, Method.PERSON)
EXACT_METHODS = (Method.CARD, Method.SAME_PHONE, Method.PAGE_CODE, Method.MEMORY_EXACT, Method.FILE)
"""The methods in which nobody had to judge: the links of a result "with exact links only"."""


class Link(Identified, Base):
    """A decision about two participants of one experiment: that they are one person, or that they are not.

    A decision is never changed but undone, and stays. While it stands, `later` counts as `earlier`.
    """

    __tablename__ = "link"
    __table_args__ = (
        CheckConstraint(one_of("method", tuple(method.value for method in JOINING)), name="method_known"),
        CheckConstraint("earlier_id <> later_id", name="two_people"),
        Index(
            "uq_link_standing_later",
            "later_id",
            unique=True,
            sqlite_where=text("joined AND undone_at IS NULL"),
            postgresql_where=text("joined AND undone_at IS NULL"),
        ),
    )

    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"), index=True)
    earlier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participant.id"), index=True)
    later_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participant.id"), index=True)
    joined: Mapped[bool]
    method: Mapped[str] = mapped_column(String(16))
    distance: Mapped[int | None]
    """In how many memory elements the two differ; None where the two were joined by their codes."""
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(80))
    made_by_account: Mapped[uuid.UUID | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(80))
    undone_by_account: Mapped[uuid.UUID | None]


class MemoryAnswer(Identified, Base):
    """The memory elements given with one response, each a keyed hash of its own; None where not known.

    They go when the response goes.
    """

    __tablename__ = "memory_answer"

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), unique=True)
    carer_letter: Mapped[str | None] = mapped_column(String(32))
    birth_day: Mapped[str | None] = mapped_column(String(32))
    older_siblings: Mapped[str | None] = mapped_column(String(32))
    town_letter: Mapped[str | None] = mapped_column(String(32))
    phone_digits: Mapped[str | None] = mapped_column(String(32))


class Return(Identified, Base):
    """A card used again at another experiment of its study: who came back, as a participant of each."""

    __tablename__ = "card_return"
    __table_args__ = (UniqueConstraint("card_id", "experiment_id"),)

    card_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("card.id"))
    experiment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("experiment.id"), index=True)
    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participant.id"), unique=True)
    came_at: Mapped[datetime]
