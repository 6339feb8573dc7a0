"""Decisions that two participants are one person, or are not: made, written down, and undone, but never changed."""

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.card_codes import normalise
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import WAVES, Card, Experiment, Link, Method, Participant, Response, Wave
from evaluation.store.linking.decided_links import decide_link, join_both, joins_standing, lock_links, undo_link
from evaluation.store.linking.review_queue import Suggestion, certain_pairs, suggest
from evaluation.store.log.actor import AUTOMATIC, RecordedActor
from evaluation.store.studies.persons import TAKES_PART


@dataclass(frozen=True, slots=True)
class Automatic:
    """How many pairs were joined by themselves, and how many taken apart since they are no longer the only ones."""

    made: int
    undone: int


def link_automatically(db: Session, experiment: Experiment, *, by: RecordedActor) -> Automatic:
    """Join every certain pair, and take apart those that later answers have made uncertain.

    What is joined by itself follows from the answers alone, however often this runs; what people decided stays.
    """
    lock_links(db, experiment)
    program = replace(by, actor=AUTOMATIC)
    wanted = certain_pairs(db, experiment)
    exact = [row for row in joins_standing(db, experiment) if row.method == Method.MEMORY_EXACT]
    gone = [row for row in exact if (row.earlier_id, row.later_id) not in wanted]
    for row in gone:
        undo_link(db, row, by=program)
    fresh = sorted(wanted - {(row.earlier_id, row.later_id) for row in exact})
    for before, after in fresh:
        decide_link(db, experiment, Link(earlier_id=before, later_id=after, joined=True, distance=0), by=program)
    return Automatic(len(fresh), len(gone))


def confirm_link(
    db: Session, experiment: Experiment, *, before: uuid.UUID, after: uuid.UUID, by: RecordedActor
) -> Link:
    """Join a suggested pair; refused where the pair is not suggested, so that two differences are never joined."""
    lock_links(db, experiment)
    pair = _suggestion(db, experiment, before, after)
    method = Method.MEMORY_CONFIRMED
    row = Link(earlier_id=before, later_id=after, joined=True, distance=pair.distance, method=method)
    return decide_link(db, experiment, row, by=by)


def reject_link(db: Session, experiment: Experiment, *, before: uuid.UUID, after: uuid.UUID, by: RecordedActor) -> Link:
    """Keep a suggested pair apart: it is not suggested again unless this is undone."""
    lock_links(db, experiment)
    pair = _suggestion(db, experiment, before, after)
    method = Method.MEMORY_CONFIRMED
    row = Link(earlier_id=before, later_id=after, joined=False, distance=pair.distance, method=method)
    return decide_link(db, experiment, row, by=by)


def join_by_codes(db: Session, experiment: Experiment, *, codes: tuple[str, str], by: RecordedActor) -> Link:
    """Join the holders of two codes, for somebody who says that both are theirs; no memory element is looked at."""
    lock_links(db, experiment)
    one, other = _holders(db, experiment, codes)
    earlier, later = sorted((one, other), key=lambda person: (_first_wave(db, person), str(person)))
    return join_both(db, experiment, earlier=earlier, later=later, by=by)


def undo_decision(db: Session, experiment: Experiment, *, link: uuid.UUID, by: RecordedActor) -> Link:
    """Take a decision back: everything is as it was before, and both the decision and this are on record."""
    lock_links(db, experiment)
    row = db.scalars(select(Link).where(Link.id == link, Link.experiment_id == experiment.id)).one_or_none()
    if row is None:
        raise Refused(Message("This experiment has no link with the id %(link)s.", link=link))
    if row.undone_at is not None:
        raise Refused("This was undone already.")
    undo_link(db, row, by=by)
    return row


def decisions_of(db: Session, experiment: Experiment) -> list[Link]:
    """Every decision about an experiment's participants, the undone ones as well, the latest first."""
    found = select(Link).where(Link.experiment_id == experiment.id)
    return list(db.scalars(found.order_by(Link.made_at.desc(), Link.id)))


def _suggestion(db: Session, experiment: Experiment, before: uuid.UUID, after: uuid.UUID) -> Suggestion:
    for pair in suggest(db, experiment).suggested:
        if (pair.before, pair.after) == (before, after):
            return pair
    raise Refused("This pair is not suggested, or no longer: look at the queue again.")


def _holders(db: Session, experiment: Experiment, codes: tuple[str, str]) -> list[uuid.UUID]:
    """The participants of two codes; every code that is nobody's here is a fault."""
    found, faults = [], []
    for written in codes:
        holders = select(Card.participant_id).join(Participant, Participant.id == Card.participant_id)
        mine = Card.token == (normalise(written) or ""), Card.experiment_id == experiment.id
        person = db.scalars(holders.where(*mine, TAKES_PART)).one_or_none()
        if person is None:
            faults.append(Message("%(code)s is not the code of anybody at this experiment.", code=repr(written)))
        else:
            found.append(person)
    if faults:
        raise Refused(*faults)
    return found


def _first_wave(db: Session, participant: uuid.UUID) -> int:
    kinds = db.scalars(select(Wave.kind).join(Response).where(Response.participant_id == participant))
    return min((WAVES.index(kind) for kind in kinds), default=len(WAVES))
