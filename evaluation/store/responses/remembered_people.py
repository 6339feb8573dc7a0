"""The people whom a phone remembers, and how far each of them has come in an experiment."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from evaluation.models import Card, Consent, Link, OpenAnswer, Participant, Response, Return, Wave
from evaluation.store.studies.persons import said_by_themselves, who_are


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunWave:
    """A wave that somebody has begun."""

    wave: str
    """The kind of the wave."""
    response: uuid.UUID
    language: str
    method: str
    """How we know who this is, as `models.consent.METHODS` has it."""
    consent: int | None
    """The version of the consent that they agreed to; None where nobody knows."""
    parental: bool
    early: bool
    """Whether After was begun by somebody leaving before it opened."""
    begun_at: datetime
    """When it was first begun, by which whoever began it knows that it was they."""
    sent_at: datetime | None
    sender: str = ""
    """The mark of the phone that sent it; empty where it was not sent, or that phone had none."""
    is_blank: bool = False
    """Whether it was sent with nothing answered."""

    @property
    def at(self) -> datetime:
        """When it was sent last, or begun where it was not sent."""
        return self.sent_at or self.begun_at


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedPerson:
    """Somebody whom a phone remembers, with the waves that they began."""

    participant: uuid.UUID
    steps: tuple[BegunWave, ...]
    token: str
    """The code that they hold, printed on a card or not."""
    also: frozenset[uuid.UUID] = frozenset()
    """Who else they are: under another code, which they have said is theirs."""

    def is_among(self, people: Collection[uuid.UUID | None]) -> bool:
        """Whether they are one of these, under whichever code."""
        return self.participant in people or not self.also.isdisjoint(people)

    @property
    def is_by_card(self) -> bool:
        """Whether the code that they hold is that of a card, with which they began; else a page showed it to them."""
        return min(self.steps, key=lambda step: step.begun_at).method == "card"

    def step(self, wave: str) -> BegunWave | None:
        """What they did at a wave; None where they did not begin it."""
        return next((step for step in self.steps if step.wave == wave), None)

    @property
    def latest(self) -> BegunWave:
        """What they sent last, or began last where they sent nothing."""
        return max(self.steps, key=lambda step: (step.sent_at is not None, step.at))


def holder_of(db: Session, token: str, *, experiment: uuid.UUID) -> uuid.UUID | None:
    """The participant of an experiment who holds a card, also one of its study; None where there is none.

    Who has not yet come to the experiment is the participant that they are where the card was made.
    """
    came_again = and_(Return.card_id == Card.id, Return.experiment_id == experiment)
    holder = (
        select(func.coalesce(Return.participant_id, Card.participant_id))
        .select_from(Card)
        .outerjoin(Return, came_again)
    )
    return db.scalars(holder.where(Card.token == token)).one_or_none()


def is_taken_back(db: Session, token: str, *, experiment: uuid.UUID) -> bool:
    """Whether the holder of a card has taken back what was answered with it at an experiment."""
    holder = db.get(Participant, found) if (found := holder_of(db, token, experiment=experiment)) else None
    return holder is not None and holder.withdrawn_at is not None


_HAS_WORDS = exists().where(OpenAnswer.response_id == Response.id)
_OF_STUDY = aliased(Card)
_TOKEN = func.coalesce(Card.token, _OF_STUDY.token)
_WHO = func.coalesce(Link.earlier_id, Consent.participant_id)
_STEPS = (
    select(Consent, Wave.kind, Response.submitted_at, Response.sender, Response.answers, _HAS_WORDS, _TOKEN, _WHO)
    .join(Participant, Participant.id == Consent.participant_id)
    .join(Wave, Wave.id == Consent.wave_id)
    .outerjoin(Response, Response.id == Consent.id)
    .outerjoin(Card, Card.participant_id == Consent.participant_id)
    .outerjoin(Return, Return.participant_id == Consent.participant_id)
    .outerjoin(_OF_STUDY, _OF_STUDY.id == Return.card_id)
    .outerjoin(Link, and_(Link.later_id == Consent.participant_id, said_by_themselves()))
)


def known_people(db: Session, people: Sequence[uuid.UUID], *, experiment: uuid.UUID) -> tuple[RememberedPerson, ...]:
    """Those of some people who began something at an experiment and took nothing back, in the order given.

    Somebody who is two of them, as they have said, is the first.
    """
    if not people:
        return ()
    of_experiment = Participant.experiment_id == experiment, Participant.withdrawn_at.is_(None)
    steps: dict[uuid.UUID, list[BegunWave]] = {}
    codes: dict[uuid.UUID, dict[uuid.UUID, str]] = {}
    for consent, wave, sent_at, sender, answers, has_words, token, who in db.execute(
        _STEPS.where(who_are(people), *of_experiment)
    ):
        is_blank = sent_at is not None and not (answers or has_words)
        steps.setdefault(who, []).append(_step(consent, wave, sent_at=sent_at, sender=sender or "", is_blank=is_blank))
        codes.setdefault(who, {})[consent.participant_id] = token or ""
    found: dict[uuid.UUID, RememberedPerson] = {}
    for person in people:
        who = next((each for each, theirs in codes.items() if person in theirs), None)
        if who is not None and who not in found:
            found[who] = _person(person, steps[who], codes[who])
    return tuple(found.values())


def _step(consent: Consent, wave: str, *, sent_at: datetime | None, sender: str, is_blank: bool) -> BegunWave:
    return BegunWave(
        wave=wave,
        response=consent.id,
        language=consent.language,
        method=consent.method,
        consent=consent.words,
        parental=consent.parental_consent,
        early=consent.early,
        begun_at=consent.given_at,
        sent_at=sent_at,
        sender=sender,
        is_blank=is_blank,
    )


def _person(participant: uuid.UUID, steps: list[BegunWave], codes: dict[uuid.UUID, str]) -> RememberedPerson:
    """Somebody with what they did; of a wave that they began under two codes, what they sent stands first."""
    return RememberedPerson(
        participant=participant,
        steps=tuple(sorted(steps, key=lambda step: step.sent_at is None) if len(codes) > 1 else steps),
        token=codes[participant],
        also=frozenset(codes) - {participant},
    )
