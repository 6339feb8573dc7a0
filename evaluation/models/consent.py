"""What somebody agreed to before the first question of a wave."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from evaluation.models.base import Base, Identified
from evaluation.models.experiment import one_of

METHODS = ("card", "phone", "page", "unmatched")
"""How we know who this is: a card, the same phone, a code the page made, or a code that fitted nobody."""


class Consent(Identified, Base):
    """One participant's agreement to one wave. Its id is the identity of the response that follows.

    It stays when answers are withdrawn: then it is the tombstone that turns a late retry away.
    """

    __tablename__ = "consent"
    __table_args__ = (
        UniqueConstraint("participant_id", "wave_id"),
        CheckConstraint(one_of("method", METHODS), name="method_known"),
    )

    participant_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("participant.id"))
    wave_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("wave.id"), index=True)
    words: Mapped[int | None]
    """The version number of the consent's words that they were shown; none where nobody can know."""
    language: Mapped[str] = mapped_column(String(12))
    """The language they were shown in; empty where nobody can know."""
    method: Mapped[str] = mapped_column(String(9))
    early: Mapped[bool] = mapped_column(default=False)
    """After answered from the page between, by somebody leaving before it opened."""
    parental_consent: Mapped[bool] = mapped_column(default=False)
    """Somebody under 16, who said that a parent or carer has agreed."""
    given_at: Mapped[datetime]


ATTEMPTS = ("wrong_code", "code_put_off", "start_put_off")
"""What is counted of tries: codes that fit nobody; codes and starts that were put off since too many came."""


class AttemptCount(Identified, Base):
    """How often something was tried in an hour: a number alone, of nobody. Several rows of one hour are added up."""

    __tablename__ = "attempt_count"
    __table_args__ = (CheckConstraint(one_of("kind", ATTEMPTS), name="kind_known"),)

    words: Mapped[str] = mapped_column(String(40), index=True)
    """The join address of the meeting; empty where a code was tried beside any."""
    kind: Mapped[str] = mapped_column(String(13))
    hour: Mapped[datetime]
    count: Mapped[int]
