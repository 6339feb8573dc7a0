"""People who are set aside since nothing shows an honest phone behind their start: counted apart, admitted by a person.

Their answers are kept as anybody's are, with a receipt and a code by which they can be taken back.
"""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from evaluation.domain.answers_digest import BLANK
from evaluation.models import Participant, Response, SetAside
from evaluation.store.responses.progress import recount

SPAN = timedelta(minutes=10)
"""Those who came within so long for one reason are admitted together: of a flood nobody looks at each."""


@dataclass(frozen=True, slots=True, order=True)
class SetAsideGroup:
    """Who was set aside for one reason within ten minutes: a number of people, and of forms in which they answered."""

    since: datetime
    reason: str
    is_admitted: bool
    people: int
    sent: int


def people_set_aside(db: Session, experiment: uuid.UUID) -> Mapping[str, int]:
    """How many people of an experiment are set aside, by reason, of those who have not taken their answers back."""
    waiting = select(SetAside.reason, func.count()).where(*_there(experiment), SetAside.admitted_at.is_(None))
    return {reason: int(people) for reason, people in db.execute(waiting.group_by(SetAside.reason))}


def set_aside_groups(db: Session, experiment: uuid.UUID) -> list[SetAsideGroup]:
    """All who were set aside at an experiment, those admitted since too, in order of time."""
    answered = select(func.count()).where(Response.participant_id == Participant.id, Response.digest != BLANK)
    rows = db.execute(
        select(SetAside.noticed_at, SetAside.reason, SetAside.admitted_at, answered.scalar_subquery())
        .join(Participant, Participant.id == SetAside.participant_id)
        .where(*_there(experiment))
    )
    people, sent = Counter[tuple[datetime, str, bool]](), Counter[tuple[datetime, str, bool]]()
    for noticed_at, reason, admitted_at, forms in rows:
        about = (_since(noticed_at), reason, admitted_at is not None)
        people[about] += 1
        sent[about] += forms
    return sorted(SetAsideGroup(*about, people[about], sent[about]) for about in people)


def admit(db: Session, experiment: uuid.UUID, *, reason: str, since: datetime, now: datetime) -> int:
    """Let a group count from now on, as anybody does; how many people it lets in."""
    return _mark(db, experiment, reason, since, SetAside.admitted_at.is_(None), to=now)


def set_aside_again(db: Session, experiment: uuid.UUID, *, reason: str, since: datetime) -> int:
    """Take that back: the group counts nowhere; how many people it takes out."""
    return _mark(db, experiment, reason, since, SetAside.admitted_at.is_not(None), to=None)


def _mark(
    db: Session,
    experiment: uuid.UUID,
    reason: str,
    since: datetime,
    which: ColumnElement[bool],
    *,
    to: datetime | None,
) -> int:
    begun = _since(since)
    group = SetAside.reason == reason, SetAside.noticed_at >= begun, SetAside.noticed_at < begun + SPAN
    marked = update(SetAside).where(*_there(experiment), *group, which).values(admitted_at=to)
    people = db.execute(marked, execution_options={"synchronize_session": False})
    recount(db)
    return int(people.rowcount)  # type: ignore[attr-defined]


def _there(experiment: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    gone = select(Participant.id).where(Participant.withdrawn_at.is_not(None))
    return SetAside.experiment_id == experiment, SetAside.participant_id.not_in(gone)


def _since(moment: datetime) -> datetime:
    """When the ten minutes began that a moment is of."""
    seconds = int(SPAN.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)
