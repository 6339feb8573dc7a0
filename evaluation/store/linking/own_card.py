"""After was sent without the card with which its sender sent Before: they scan it then, and say that it is theirs."""

import uuid
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session

from evaluation.models import Consent, Experiment, Link, Response
from evaluation.store.linking.decided_links import join_both, undo_link
from evaluation.store.log.actor import RecordedActor
from evaluation.store.responses.after_sent import AFTER, BEFORE_IT
from evaluation.store.responses.remembered_people import BegunWave, RememberedPerson, holder_of, known_people


class OwnCard(NamedTuple):
    """An After that was sent, and the holder of a card with which Before was sent and no After."""

    sent_by: uuid.UUID
    """Under whose code After was sent."""
    after: BegunWave
    holder: uuid.UUID
    joined_to: BegunWave | None
    """The Before with which After is joined already: the wrong one, if the card is theirs."""
    is_one_with_it: bool
    """Whether that was sent under the same code as After, so that no link can be undone."""
    link: uuid.UUID | None
    """The link by which it is joined with that; None where there is none."""


def own_card(db: Session, participant: uuid.UUID, *, token: str, experiment: uuid.UUID) -> OwnCard | None:
    """What can be joined where somebody who has sent After says that a card is theirs; None where nothing can be."""
    holder = holder_of(db, token, experiment=experiment)
    known = known_people(db, [each for each in (participant, holder) if each], experiment=experiment)
    if holder is None or len(known) != 2 or db.get_one(Experiment, experiment).frozen_at:
        return None
    mine, theirs = known
    after, before = mine.step(AFTER), before_of(theirs)
    if after is None or after.sent_at is None or before is None or has_sent_after(theirs):
        return None
    sent_by = db.scalars(select(Response.participant_id).where(Response.id == after.response)).one()
    link = db.scalars(_standing(Link.later_id == sent_by)).one_or_none()
    joined_to = before_of(mine) or (_before_under(db, link.earlier_id, experiment) if link else None)
    is_one_with_it = joined_to is not None and link is None
    is_linked = or_(Link.later_id == holder, Link.earlier_id.in_((holder, sent_by)))
    if db.scalars(_standing(is_linked).limit(1)).first() or (is_one_with_it and theirs.step(AFTER)):
        return None
    return OwnCard(sent_by, after, holder, joined_to, is_one_with_it, link.id if link else None)


def before_of(person: RememberedPerson) -> BegunWave | None:
    """What somebody sent that comes before After."""
    return next((step for step in person.steps if step.wave in BEFORE_IT and step.sent_at), None)


def has_sent_after(person: RememberedPerson) -> bool:
    """Whether somebody has sent After."""
    step = person.step(AFTER)
    return step is not None and step.sent_at is not None


def join_own_card(db: Session, own: OwnCard, *, experiment: uuid.UUID, by: RecordedActor) -> uuid.UUID:
    """Join After with what was sent with the card, and with nothing else; under whose code After stands now.

    It is joined by a link. Where it was begun under the code of another Before it is given to the card's holder.
    """
    there = db.get_one(Experiment, experiment)
    if own.is_one_with_it:
        begun, sent = update(Consent), update(Response)
        db.execute(begun.where(Consent.id == own.after.response).values(participant_id=own.holder, method="card"))
        db.execute(sent.where(Response.id == own.after.response).values(participant_id=own.holder))
        by.note(db, "answers moved", f"response {own.after.response}", experiment=str(experiment))
        return own.holder
    if own.link:
        undo_link(db, db.get_one(Link, own.link), by=by)
    join_both(db, there, earlier=own.holder, later=own.sent_by, by=by)
    return own.sent_by


def _standing(which: ColumnElement[bool]) -> Select[*tuple[Link]]:
    return select(Link).where(Link.joined, Link.undone_at.is_(None), which)


def _before_under(db: Session, participant: uuid.UUID, experiment: uuid.UUID) -> BegunWave | None:
    known = known_people(db, (participant,), experiment=experiment)
    return before_of(known[0]) if known else None
