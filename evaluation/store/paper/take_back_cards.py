"""Taking back what was printed in a wrong number: the cards of a pack that nobody has used, as if never issued."""

import uuid
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeVar

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Card, Consent, Experiment, Job, Participant, Response
from evaluation.store.paper.print_packs import JOBS_UNDER_WAY, stacks_of

Each = TypeVar("Each")
AT_ONCE = 400
"""So many cards are asked for in one statement: a database takes so many values and not many more."""


def take_back_cards(db: Session, experiment: Experiment, job: Job) -> int:
    """Take away the cards of a pack, and the pack with them; how many there were.

    Refused while they are being printed, and as soon as anybody has begun with one of them.
    """
    if experiment.frozen_at:
        raise Refused("The data of this experiment are frozen: no card can be taken back any more.")
    if job.state in JOBS_UNDER_WAY:
        raise Refused("These cards are being printed just now: wait until they are made, then take them back.")
    people = _holders(db, experiment, [*chain.from_iterable(stacks_of(job.arguments).values())])
    used = sum(_used(db, some) for some in _some(people))
    if used:
        raise Refused(
            Message(
                "Cards of this pack have been used already, %(used)s of them, so that it stays. Unused cards do no "
                "harm: they are counted apart.",
                used=used,
            )
        )
    for some in _some(people):
        db.execute(delete(Card).where(Card.participant_id.in_(some)))
        db.execute(delete(Participant).where(Participant.id.in_(some)))
    db.delete(job)
    db.flush()
    return len(people)


def _holders(db: Session, experiment: Experiment, tokens: Sequence[str]) -> list[uuid.UUID]:
    """Whose cards these are, held until they are taken back, so that nobody begins with one meanwhile."""
    held = select(Participant.id).join(Card, Card.participant_id == Participant.id)
    of_it = held.where(Card.experiment_id == experiment.id).with_for_update(of=Participant)
    return [person for some in _some(tokens) for person in db.scalars(of_it.where(Card.token.in_(some)))]


def _used(db: Session, people: Sequence[uuid.UUID]) -> int:
    """How many of these people have begun or sent anything."""
    began = Participant.started_at.is_not(None) | Participant.withdrawn_at.is_not(None)
    for trace in (Consent, Response):
        began |= exists().where(trace.participant_id == Participant.id)
    return db.scalar(select(func.count()).select_from(Participant).where(Participant.id.in_(people), began)) or 0


def _some(each: Sequence[Each]) -> Iterator[Sequence[Each]]:
    return (each[first : first + AT_ONCE] for first in range(0, len(each), AT_ONCE))
