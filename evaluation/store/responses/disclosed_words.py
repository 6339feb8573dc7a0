"""What people wrote is shown in batches, so that looking again does not tell which words are whose.

What was shown first stays what is shown, until enough more people have answered the same wave: their words are then
shown together. Words that were taken back are gone at once, and bring no others. Nor may they be told by being missing:
while only a few people have left, all words of their experiment are held back, on the page, in reports and in exports.
"""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from evaluation.models import Experiment, OpenAnswer, Participant, Response, Wave
from evaluation.store.studies.persons import REPORTED, TAKES_PART
from evaluation.store.studies.studies import suppress_below

DISCLOSED = OpenAnswer.disclosed_at.is_not(None)
"""The condition that words have been shown, with others."""
HELD_BACK = Response.experiment_id.in_(select(Wave.experiment_id).where(Wave.left_since_disclosed > 0))
"""The condition that a response is of an experiment whose words would tell, by those missing, who wrote them."""


def waves_to_disclose(db: Session, experiment: uuid.UUID, *, below: int) -> list[uuid.UUID]:
    """The waves of an experiment that so many people have answered of whose words, or silence, nothing is told yet.

    Not a follow-up that has not closed, of which nothing is told.
    """
    unseen = select(OpenAnswer.id).where(OpenAnswer.response_id == Response.id, ~DISCLOSED)
    new = or_(Wave.words_disclosed_at.is_(None), Response.submitted_at > Wave.words_disclosed_at, unseen.exists())
    people = (
        select(Response.wave_id)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.experiment_id == experiment, TAKES_PART, new, REPORTED)
    )
    enough = people.group_by(Response.wave_id).having(func.count(Response.participant_id.distinct()) >= below)
    return list(db.scalars(enough.order_by(Response.wave_id)))


def disclose_words(db: Session, waves: Collection[uuid.UUID], *, now: datetime) -> None:
    """Let all that was written at these waves be shown from now on."""
    written = select(Response.id).where(Response.wave_id.in_(waves))
    undisclosed = update(OpenAnswer).where(OpenAnswer.response_id.in_(written), ~DISCLOSED)
    db.execute(undisclosed.values(disclosed_at=now))
    db.execute(update(Wave).where(Wave.id.in_(waves)).values(words_disclosed_at=now))


def are_held_back(db: Session, experiment: uuid.UUID) -> bool:
    """Whether a few people have left since words of an experiment were shown, so that none are shown now."""
    left = select(Wave.id).where(Wave.experiment_id == experiment, Wave.left_since_disclosed > 0)
    return db.scalars(left).first() is not None


def count_as_left(db: Session, responses: Collection[uuid.UUID]) -> None:
    """Count those who gave these responses among those who have left, where their words or silence had been shown.

    Call it before anything of the responses is deleted. Once enough people have left each wave, the words of those who
    stay may be shown again.
    """
    seen = select(Response.wave_id, Response.experiment_id, func.count(Response.participant_id.distinct()))
    seen = seen.join(Wave, Wave.id == Response.wave_id).where(Response.id.in_(responses), _was_shown())
    left = db.execute(seen.group_by(Response.wave_id, Response.experiment_id)).all()
    for wave, _, people in left:
        more = Wave.left_since_disclosed + people
        db.execute(update(Wave).where(Wave.id == wave).values(left_since_disclosed=more))
    for experiment in {experiment for _, experiment, _ in left}:
        _show_again(db, experiment)


def _was_shown() -> ColumnElement[bool]:
    """Words of this response had been shown, or stood to be printed, or others' words and this one's silence had."""
    own = select(OpenAnswer.id).where(OpenAnswer.response_id == Response.id)
    shown = own.where(or_(DISCLOSED, OpenAnswer.released_at.is_not(None))).exists()
    return or_(shown, (Response.submitted_at <= Wave.words_disclosed_at) & ~own.exists())


def _show_again(db: Session, experiment: uuid.UUID) -> None:
    below = suppress_below(db, db.get_one(Experiment, experiment))
    waves = update(Wave).where(Wave.experiment_id == experiment)
    left = select(Wave.left_since_disclosed).where(Wave.experiment_id == experiment, Wave.left_since_disclosed > 0)
    if all(people >= below for people in db.scalars(left)):
        db.execute(waves.values(left_since_disclosed=0))
