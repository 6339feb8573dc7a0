"""What people wrote is shown in batches, so that looking again does not tell which words are whose.

What was shown first stays what is shown, until enough more people have answered the same wave: their words are then
shown together. Words that were taken back are gone at once, and bring no others.
"""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from evaluation.models import OpenAnswer, Participant, Response, Wave


def waves_to_disclose(db: Session, experiment: uuid.UUID, *, below: int) -> list[uuid.UUID]:
    """The waves of an experiment that so many people have answered of whose words, or silence, nothing is told yet."""
    unseen = select(OpenAnswer.id).where(OpenAnswer.response_id == Response.id, OpenAnswer.disclosed_at.is_(None))
    new = or_(Wave.words_disclosed_at.is_(None), Response.submitted_at > Wave.words_disclosed_at, unseen.exists())
    people = (
        select(Response.wave_id)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.experiment_id == experiment, Participant.withdrawn_at.is_(None), new)
    )
    enough = people.group_by(Response.wave_id).having(func.count(Response.participant_id.distinct()) >= below)
    return list(db.scalars(enough.order_by(Response.wave_id)))


def disclose_words(db: Session, waves: Collection[uuid.UUID], *, now: datetime) -> None:
    """Let all that was written at these waves be shown from now on."""
    written = select(Response.id).where(Response.wave_id.in_(waves))
    undisclosed = update(OpenAnswer).where(OpenAnswer.response_id.in_(written), OpenAnswer.disclosed_at.is_(None))
    db.execute(undisclosed.values(disclosed_at=now))
    db.execute(update(Wave).where(Wave.id.in_(waves)).values(words_disclosed_at=now))
