"""Decisions that two participants are one person, or are not: made, written down, and undone, but never changed."""

import uuid
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.card_codes import normalise
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import WAVES, Card, Experiment, Link, Method, Participant, Response, Wave
from evaluation.store.linking.review_queue import Suggestion, certain_pairs, suggest
from evaluation.store.log.actor import AUTOMATIC, RecordedActor
from evaluation.store.studies.waves import WAVE_WORDS


@dataclass(frozen=True, slots=True)
class Automatic:
    """How many pairs were joined by themselves, and how many taken apart since they are no longer the only ones."""

    made: int
    undone: int


def link_automatically(db: Session, experiment: Experiment, *, by: RecordedActor) -> Automatic:
    """Join every certain pair, and take apart those that later answers have made uncertain.

    What is joined by itself follows from the answers alone, however often this runs; what people decided stays.
    """
    _lock(db, experiment)
    program = replace(by, actor=AUTOMATIC)
    wanted = certain_pairs(db, experiment)
    exact = [row for row in _standing(db, experiment) if row.method == Method.MEMORY_EXACT]
    gone = [row for row in exact if (row.earlier_id, row.later_id) not in wanted]
    for row in gone:
        _undo(db, row, by=program)
    fresh = sorted(wanted - {(row.earlier_id, row.later_id) for row in exact})
    for before, after in fresh:
        _decide(db, experiment, Link(earlier_id=before, later_id=after, joined=True, distance=0), by=program)
    return Automatic(len(fresh), len(gone))


def confirm_link(
    db: Session, experiment: Experiment, *, before: uuid.UUID, after: uuid.UUID, by: RecordedActor
) -> Link:
    """Join a suggested pair; refused where the pair is not suggested, so that two differences are never joined."""
    _lock(db, experiment)
    pair = _suggestion(db, experiment, before, after)
    method = Method.MEMORY_CONFIRMED
    row = Link(earlier_id=before, later_id=after, joined=True, distance=pair.distance, method=method)
    return _decide(db, experiment, row, by=by)


def reject_link(db: Session, experiment: Experiment, *, before: uuid.UUID, after: uuid.UUID, by: RecordedActor) -> Link:
    """Keep a suggested pair apart: it is not suggested again unless this is undone."""
    _lock(db, experiment)
    pair = _suggestion(db, experiment, before, after)
    method = Method.MEMORY_CONFIRMED
    row = Link(earlier_id=before, later_id=after, joined=False, distance=pair.distance, method=method)
    return _decide(db, experiment, row, by=by)


def join_by_codes(db: Session, experiment: Experiment, *, codes: tuple[str, str], by: RecordedActor) -> Link:
    """Join the holders of two codes, for somebody who says that both are theirs; no memory element is looked at."""
    _lock(db, experiment)
    one, other = _holders(db, experiment, codes)
    earlier, later = sorted((one, other), key=lambda person: (_first_wave(db, person), str(person)))
    return _decide(db, experiment, Link(earlier_id=earlier, later_id=later, joined=True, method=Method.PERSON), by=by)


def undo_decision(db: Session, experiment: Experiment, *, link: uuid.UUID, by: RecordedActor) -> Link:
    """Take a decision back: everything is as it was before, and both the decision and this are on record."""
    _lock(db, experiment)
    row = db.scalars(select(Link).where(Link.id == link, Link.experiment_id == experiment.id)).one_or_none()
    if row is None:
        raise Refused(Message("This experiment has no link with the id %(link)s.", link=link))
    if row.undone_at is not None:
        raise Refused("This was undone already.")
    _undo(db, row, by=by)
    return row


def decisions_of(db: Session, experiment: Experiment) -> list[Link]:
    """Every decision about an experiment's participants, the undone ones as well, the latest first."""
    found = select(Link).where(Link.experiment_id == experiment.id)
    return list(db.scalars(found.order_by(Link.made_at.desc(), Link.id)))


def _lock(db: Session, experiment: Experiment) -> None:
    """One decision at a time in an experiment, and none once its data are frozen."""
    db.execute(select(Experiment.id).where(Experiment.id == experiment.id).with_for_update())
    if experiment.frozen_at:
        raise Refused("The data of this experiment are frozen: links cannot be changed any more.")


def _suggestion(db: Session, experiment: Experiment, before: uuid.UUID, after: uuid.UUID) -> Suggestion:
    for pair in suggest(db, experiment).suggested:
        if (pair.before, pair.after) == (before, after):
            return pair
    raise Refused("This pair is not suggested, or no longer: look at the queue again.")


def _standing(db: Session, experiment: Experiment) -> list[Link]:
    joined = (Link.experiment_id == experiment.id, Link.joined, Link.undone_at.is_(None))
    return list(db.scalars(select(Link).where(*joined)))


def _decide(db: Session, experiment: Experiment, row: Link, *, by: RecordedActor) -> Link:
    row.method = row.method or Method.MEMORY_EXACT
    if row.joined:
        _refuse_impossible(db, experiment, row)
    row.id, row.experiment_id = uuid.uuid4(), experiment.id
    row.made_at, row.made_by, row.made_by_account = by.now, by.actor.name, by.actor.account
    db.add(row)
    db.flush()
    about = {"experiment": str(experiment.id), "method": row.method, "distance": row.distance}
    by.note(db, "two joined" if row.joined else "two kept apart", f"link {row.id}", **about)
    return row


def _undo(db: Session, row: Link, *, by: RecordedActor) -> None:
    row.undone_at, row.undone_by, row.undone_by_account = by.now, by.actor.name, by.actor.account
    db.flush()
    about = {"experiment": str(row.experiment_id), "method": row.method, "joined": row.joined}
    by.note(db, "link undone", f"link {row.id}", **about)


def _refuse_impossible(db: Session, experiment: Experiment, row: Link) -> None:
    """Refuse to join one person with themselves, a chain of joins, or two who answered the same wave."""
    pair, faults = {row.earlier_id, row.later_id}, []
    if len(pair) == 1:
        raise Refused("Both codes belong to one person already.")
    if any({link.earlier_id, link.later_id} == pair for link in _standing(db, experiment)):
        raise Refused("These two are joined already.")
    if any(link.later_id in pair or link.earlier_id == row.later_id for link in _standing(db, experiment)):
        faults.append(Message("One of the two is joined with somebody already: undo that link first."))
    group = pair | {link.later_id for link in _standing(db, experiment) if link.earlier_id == row.earlier_id}
    waves = list(db.scalars(select(Wave.kind).join(Response).where(Response.participant_id.in_(group))))
    twice = sorted({kind for kind in waves if waves.count(kind) > 1}, key=WAVES.index)
    if twice:
        said = ", ".join(WAVE_WORDS[kind] for kind in twice)
        faults.append(Message("Both answered the same wave (%(waves)s), so they are two people.", waves=said))
    if faults:
        raise Refused(*faults)


def _holders(db: Session, experiment: Experiment, codes: tuple[str, str]) -> list[uuid.UUID]:
    """The participants of two codes; every code that is nobody's here is a fault."""
    found, faults = [], []
    for written in codes:
        holders = select(Card.participant_id).join(Participant, Participant.id == Card.participant_id)
        mine = Card.token == (normalise(written) or ""), Card.experiment_id == experiment.id
        person = db.scalars(holders.where(*mine, Participant.withdrawn_at.is_(None))).one_or_none()
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
