"""Cards: random tokens, each with a participant of its own, and no list of who took which."""

import random
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from evaluation.domain.card_codes import new_token
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Card, Consent, Experiment, Participant, Wave
from evaluation.store.linking.methods import OWN_CODES


def issue_cards(
    db: Session, experiment: Experiment, *, count: int, now: datetime, rng: random.Random, role: str | None = None
) -> list[str]:
    """Issue `count` new cards, in random order; `role` keeps the stacks of hosts and guests apart."""
    if not 1 <= count <= 5000:
        raise Refused(Message("Between 1 and 5000 cards can be made at once, not %(count)s.", count=count))
    tokens: set[str] = set()
    while len(tokens) < count:
        fresh = {new_token(rng) for _ in range(count - len(tokens))}
        tokens |= fresh - set(db.scalars(select(Card.token).where(Card.token.in_(fresh))))
    shuffled = sorted(tokens)
    rng.shuffle(shuffled)
    people = [uuid.uuid4() for _ in shuffled]
    of_experiment = {"experiment_id": experiment.id}
    db.execute(insert(Participant), [{"id": each, **of_experiment, "role": role, "created_at": now} for each in people])
    issued = zip(people, shuffled, strict=True)
    db.execute(
        insert(Card),
        [{**of_experiment, "participant_id": each, "token": token, "issued_at": now} for each, token in issued],
    )
    return shuffled


def has_printed_cards(db: Session, experiment: Experiment, *, until: datetime | None = None) -> bool:
    """Whether cards were printed for an experiment, or were by then; a code that the page made is no card."""
    by_the_page = select(Consent.id).where(Consent.participant_id == Card.participant_id, Consent.method.in_(OWN_CODES))
    printed = select(Card.id).where(Card.experiment_id == experiment.id, ~by_the_page.exists())
    printed = printed.where(Card.issued_at <= until) if until else printed
    return db.scalars(printed.limit(1)).first() is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameTo:
    """How many people have begun a wave with a card, and how many without one."""

    with_card: int
    without: int


def came_to(db: Session, wave: Wave) -> CameTo:
    """How those who have begun a wave came to it."""
    begun = select(Consent.method, func.count()).where(Consent.wave_id == wave.id).group_by(Consent.method)
    came = db.execute(begun).all()
    without = sum(people for method, people in came if method in OWN_CODES)
    return CameTo(with_card=sum(people for _method, people in came) - without, without=without)


def has_host_cards(db: Session, experiment: Experiment) -> bool:
    """Whether cards of an experiment lie in two stacks, one of them for hosts."""
    of_hosts = select(Card.id).join(Participant, Participant.id == Card.participant_id)
    found = of_hosts.where(Card.experiment_id == experiment.id, Participant.role == "host").limit(1)
    return db.scalars(found).first() is not None
