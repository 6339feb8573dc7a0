"""What people were promised when they agreed: until which day the averages can still be changed."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import instruments
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment, InstrumentVersion, Participant, Wave
from evaluation.store.studies.announced_day import was_announced

CHANGEABLE = timedelta(days=28)
NAMED = "{release_day}"
"""What stands for that day in the words of consent; words without it promise no day."""
TAKEN_BACK = Message(
    "Answers or words that may be in this have been taken back or changed since it was frozen, so it can neither be "
    "shown to its chapters nor put out. Freeze the data again. Where that is refused, there can be no report in its "
    "place for now, and the refusal says why and what would change that."
)
"""The same words for each such reason, so that they do not tell whose answers or words it was."""


def changeable_until(held: date) -> date:
    """The last day on which averages of an evening held on a day can still be changed, as consent says it."""
    return held + CHANGEABLE


def promised_until(db: Session, experiments: Collection[uuid.UUID]) -> date | None:
    """The last such day that people of these experiments were told; None where none was told any.

    A day that was corrected later counts as it was told: whoever agreed under it was promised that time. One that
    nobody was told, as everybody had answered by then, promises nothing.
    """
    dated = (
        select(Experiment.id, Experiment.date, Experiment.promised_date, InstrumentVersion.body)
        .join(Wave, Wave.experiment_id == Experiment.id)
        .join(InstrumentVersion, InstrumentVersion.id == Wave.instrument_version_id)
        .where(Experiment.id.in_(experiments))
        .distinct()
    )
    rows = db.execute(dated).all()
    naming = {body: _names_a_day(body) for body in {row.body for row in rows}}
    held = {row.id: (row.date, row.promised_date) for row in rows if naming[row.body]}
    promised = [day for each, days in held.items() for day in _announced(db, each, *days) if day]
    return max(map(changeable_until, promised), default=None)


def _announced(db: Session, experiment: uuid.UUID, day: date | None, before: date | None) -> list[date | None]:
    """The days that people were told an evening was on: what stands now, unless only an earlier one was."""
    if before is None or was_announced(db, db.get_one(Experiment, experiment)):
        return [day, before]
    return [before]


def withdrawn_since(db: Session, experiments: Collection[uuid.UUID], moment: datetime) -> int:
    """How many people of these experiments have taken their answers back since a moment."""
    gone = select(func.count(Participant.id)).where(Participant.experiment_id.in_(experiments))
    return db.scalars(gone.where(Participant.withdrawn_at >= moment)).one()


def refuse_taken_back(db: Session, experiments: Collection[uuid.UUID], moment: datetime) -> None:
    """Refuse what was frozen at a moment once somebody who may be in it has withdrawn."""
    if withdrawn_since(db, experiments, moment):
        raise Refused(TAKEN_BACK)


def _names_a_day(body: str) -> bool:
    return any(NAMED in statement for statement in instruments.parse(body).consent.all_statements)
