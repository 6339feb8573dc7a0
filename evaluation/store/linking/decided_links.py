"""A decision about two participants is written down, or taken back by a note on it: what every way of joining does."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import WAVES, Experiment, Link, Method, Response, Wave
from evaluation.store.log.actor import RecordedActor
from evaluation.store.studies.waves import WAVE_WORDS


def join_both(db: Session, experiment: Experiment, *, earlier: uuid.UUID, later: uuid.UUID, by: RecordedActor) -> Link:
    """Join two of whom somebody says that they are one, by whose codes they know it."""
    lock_links(db, experiment)
    row = Link(earlier_id=earlier, later_id=later, joined=True, method=Method.PERSON)
    return decide_link(db, experiment, row, by=by)


def lock_links(db: Session, experiment: Experiment) -> None:
    """One decision at a time in an experiment, and none once its data are frozen."""
    db.execute(select(Experiment.id).where(Experiment.id == experiment.id).with_for_update())
    if experiment.frozen_at:
        raise Refused("The data of this experiment are frozen: links cannot be changed any more.")


def joins_standing(db: Session, experiment: Experiment) -> list[Link]:
    """Every join of an experiment's participants that nobody has undone."""
    joined = (Link.experiment_id == experiment.id, Link.joined, Link.undone_at.is_(None))
    return list(db.scalars(select(Link).where(*joined)))


def decide_link(db: Session, experiment: Experiment, row: Link, *, by: RecordedActor) -> Link:
    """Write a decision down, and in the audit log; refused where it joins who cannot be one person."""
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


def undo_link(db: Session, row: Link, *, by: RecordedActor) -> None:
    """Note on a decision that it is undone, and in the audit log."""
    row.undone_at, row.undone_by, row.undone_by_account = by.now, by.actor.name, by.actor.account
    db.flush()
    about = {"experiment": str(row.experiment_id), "method": row.method, "joined": row.joined}
    by.note(db, "link undone", f"link {row.id}", **about)


def _refuse_impossible(db: Session, experiment: Experiment, row: Link) -> None:
    """Refuse to join one person with themselves, a chain of joins, or two who answered the same wave."""
    pair, faults = {row.earlier_id, row.later_id}, []
    if len(pair) == 1:
        raise Refused("Both codes belong to one person already.")
    if any({link.earlier_id, link.later_id} == pair for link in joins_standing(db, experiment)):
        raise Refused("These two are joined already.")
    if any(link.later_id in pair or link.earlier_id == row.later_id for link in joins_standing(db, experiment)):
        faults.append(Message("One of the two is joined with somebody already: undo that link first."))
    group = pair | {link.later_id for link in joins_standing(db, experiment) if link.earlier_id == row.earlier_id}
    waves = list(db.scalars(select(Wave.kind).join(Response).where(Response.participant_id.in_(group))))
    twice = sorted({kind for kind in waves if waves.count(kind) > 1}, key=WAVES.index)
    if twice:
        said = ", ".join(WAVE_WORDS[kind] for kind in twice)
        faults.append(Message("Both answered the same wave (%(waves)s), so they are two people.", waves=said))
    if faults:
        raise Refused(*faults)
