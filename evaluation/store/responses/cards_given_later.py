"""A card that somebody is given after they have begun without one."""

import uuid

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from evaluation.models import Card, Consent, Participant, Response


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


def _made_for(token: str, experiment: uuid.UUID) -> Select[*tuple[Participant]]:
    """Whom an unused card was made for."""
    return (
        select(Participant)
        .join(Card, Card.participant_id == Participant.id)
        .where(Card.token == token, Card.experiment_id == experiment)
        .where(Participant.started_at.is_(None), Participant.withdrawn_at.is_(None))
    )
