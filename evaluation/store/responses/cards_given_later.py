"""A card that becomes somebody's after they have begun without it: given since, or theirs from before."""

import uuid

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from evaluation.models import Card, Consent, Link, Participant, Response, Wave
from evaluation.store.responses.after_sent import AFTER


def is_unused(db: Session, token: str, *, experiment: uuid.UUID) -> bool:
    """Whether a card is one of this experiment's with which nobody has begun anything or taken anything back."""
    return db.scalars(_made_for(token, experiment)).first() is not None


def can_be_given_card(db: Session, participant: uuid.UUID, *, token: str) -> bool:
    """Whether a card is unused, and somebody began with a code that the page made and has sent nothing.

    From then on they have seen their code, and it has to stay theirs.
    """
    experiment = select(Participant.experiment_id).where(Participant.id == participant)
    methods = set(db.scalars(select(Consent.method).where(Consent.participant_id == participant)))
    sent = select(Response.id).where(Response.participant_id == participant).limit(1)
    return (
        methods == {"page"}
        and db.scalars(sent).first() is None
        and is_unused(db, token, experiment=db.scalars(experiment).one())
    )


def give_card(db: Session, participant: uuid.UUID, *, token: str) -> None:
    """Make a card somebody's in the place of the code that the page made, where it can be."""
    if not can_be_given_card(db, participant, token=token):
        return
    person = db.get_one(Participant, participant)
    # on PostgreSQL nobody begins with the card meanwhile
    holder = db.scalars(_made_for(token, person.experiment_id).with_for_update(of=Participant)).one_or_none()
    if holder is None:
        return
    db.execute(delete(Card).where(Card.participant_id == participant))
    db.execute(update(Card).where(Card.token == token).values(participant_id=participant))
    db.execute(update(Participant).where(Participant.id == participant).values(role=holder.role))
    db.execute(update(Consent).where(Consent.participant_id == participant).values(method="card"))
    db.execute(delete(Participant).where(Participant.id == holder.id))


def can_be_joined_with_card(db: Session, participant: uuid.UUID, *, token: str) -> bool:
    """Whether somebody who has begun After and sent nothing may say that they answered with a card before.

    They have begun nothing else, nobody has begun After with the card, and no link names either of the two.
    """
    return _holder_for(db, participant, token=token) is not None


def join_with_card(db: Session, participant: uuid.UUID, *, token: str) -> uuid.UUID | None:
    """Make the After that somebody has begun the card holder's, who says that it was they; who that is.

    None where it cannot be: then everything stays as it is.
    """
    holder = _holder_for(db, participant, token=token, lock=True)
    if holder is not None:
        theirs = update(Consent).where(Consent.participant_id == participant)
        db.execute(theirs.values(participant_id=holder, method="card"))
        db.execute(delete(Card).where(Card.participant_id == participant))
        db.execute(delete(Participant).where(Participant.id == participant))
    return holder


def _holder_for(db: Session, participant: uuid.UUID, *, token: str, lock: bool = False) -> uuid.UUID | None:
    begun = select(Wave.kind, Wave.experiment_id, Consent.method).join(Consent, Consent.wave_id == Wave.id)
    mine = db.execute(begun.where(Consent.participant_id == participant)).all()
    sent = select(Response.id).where(Response.participant_id == participant).limit(1)
    if [row.kind for row in mine] != [AFTER] or mine[0].method not in {"page", "unmatched"}:
        return None
    if db.scalars(sent).first() is not None:
        return None
    held = (
        select(Participant.id)
        .join(Card, Card.participant_id == Participant.id)
        .where(Card.token == token, Card.experiment_id == mine[0].experiment_id)
        .where(Participant.withdrawn_at.is_(None))
    )
    # on PostgreSQL nobody begins with the card meanwhile
    holder = db.scalars(held.with_for_update(of=Participant) if lock else held).one_or_none()
    theirs = [row.kind for row in db.execute(begun.where(Consent.participant_id == holder))] if holder else []
    people = (participant, holder)
    linked = select(Link.id).where(or_(Link.earlier_id.in_(people), Link.later_id.in_(people)))
    is_linked = db.scalars(linked.limit(1)).first() is not None
    return holder if theirs and AFTER not in theirs and not is_linked else None


def _made_for(token: str, experiment: uuid.UUID) -> Select[*tuple[Participant]]:
    """Whom an unused card was made for."""
    return (
        select(Participant)
        .join(Card, Card.participant_id == Participant.id)
        .where(Card.token == token, Card.experiment_id == experiment)
        .where(Participant.started_at.is_(None), Participant.withdrawn_at.is_(None))
    )
