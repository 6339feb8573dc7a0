"""Counts for the evening: who has answered, who has begun, what became of the cards. Never what anybody said."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from evaluation.models import Card, Chapter, Consent, Experiment, Participant, Response, Study, Wave
from evaluation.store.waves import counts_of


@dataclass(frozen=True, slots=True)
class Progress:
    """People at one wave: those who have answered, and those who have begun and not yet sent."""

    answered: int
    begun: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whether everything adds up: cards issued are started or unused, responses are linked or not."""

    cards: int
    started: int
    unused: int
    pre: int
    post: int
    linked: int
    pre_only: int
    post_only: int
    withdrawn: int

    @property
    def holds(self) -> bool:
        """Both identities, from counts that were each made on their own."""
        return (
            self.cards == self.started + self.unused
            and self.pre + self.post == 2 * self.linked + self.pre_only + self.post_only
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterCounts:
    """A chapter's share of a study in counts."""

    chapter: str
    experiments: int
    came: int
    pre: int
    post: int
    linked: int


def progress_of(db: Session, experiment: uuid.UUID, *, kind: str) -> Progress:
    """How far one wave of an experiment is."""
    people = _here(experiment)
    answered = select(func.count(func.distinct(Response.participant_id))).join(Wave, Wave.id == Response.wave_id)
    answered = answered.join(Participant, Participant.id == Response.participant_id).where(people, Wave.kind == kind)
    sent = select(Response.id).where(Response.participant_id == Consent.participant_id, Response.wave_id == Wave.id)
    begun = select(func.count(func.distinct(Consent.participant_id))).join(Wave, Wave.id == Consent.wave_id)
    begun = begun.join(Participant, Participant.id == Consent.participant_id).where(people, Wave.kind == kind)
    return Progress(db.scalars(answered).one(), db.scalars(begun.where(~sent.exists())).one())


def account_of(db: Session, experiment: uuid.UUID) -> Account:
    """The accounting identity of an experiment: every figure is its own count, so that the sums can fail."""
    live = and_(Participant.experiment_id == experiment, Participant.withdrawn_at.is_(None))
    pre, post = _answered("pre"), _answered("post")
    answered_any = select(Response.id).where(Response.participant_id == Participant.id).exists()
    begun = select(Consent.id).where(Consent.participant_id == Participant.id).exists()
    touched = answered_any | begun | Participant.withdrawn_at.is_not(None)
    cards = select(func.count()).select_from(Card).join(Participant, Participant.id == Card.participant_id)
    cards = cards.where(Card.experiment_id == experiment)
    return Account(
        cards=db.scalars(select(func.count()).select_from(Card).where(Card.experiment_id == experiment)).one(),
        started=db.scalars(cards.where(touched)).one(),
        unused=db.scalars(cards.where(~touched)).one(),
        pre=_people(db, live & pre),
        post=_people(db, live & post),
        linked=_people(db, live & pre & post),
        pre_only=_people(db, live & pre & ~post),
        post_only=_people(db, live & post & ~pre),
        withdrawn=_people(db, and_(Participant.experiment_id == experiment, Participant.withdrawn_at.is_not(None))),
    )


def counts_by_chapter(db: Session, study: Study) -> list[ChapterCounts]:
    """A study's participants by chapter, in name order."""
    rows = db.execute(
        select(Chapter.name, Experiment.id, Experiment.came)
        .join(Experiment, Experiment.chapter_id == Chapter.id)
        .where(Experiment.study_id == study.id)
    ).all()
    counts = counts_of(db, [row.id for row in rows])
    found = []
    for name in sorted({row.name for row in rows}):
        here = [row for row in rows if row.name == name]
        found.append(
            ChapterCounts(
                chapter=name,
                experiments=len(here),
                came=sum(row.came or 0 for row in here),
                pre=sum(counts[row.id].pre for row in here),
                post=sum(counts[row.id].post for row in here),
                linked=sum(counts[row.id].linked for row in here),
            )
        )
    return found


def _here(experiment: uuid.UUID) -> ColumnElement[bool]:
    return and_(Participant.experiment_id == experiment, Participant.withdrawn_at.is_(None))


def _answered(kind: str) -> ColumnElement[bool]:
    sent = select(Response.id).join(Wave, Wave.id == Response.wave_id)
    return sent.where(Response.participant_id == Participant.id, Wave.kind == kind).exists()


def _people(db: Session, condition: ColumnElement[bool]) -> int:
    return db.scalars(select(func.count()).select_from(Participant).where(condition)).one()
