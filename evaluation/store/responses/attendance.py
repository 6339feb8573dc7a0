"""Who comes back: cards that serve a whole study, and people counted by chapter."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.domain.name_order import name_order
from evaluation.models import Card, Chapter, Experiment, Participant, Return, Study
from evaluation.store.log.upsert import insert_once
from evaluation.store.responses.join_page import STUDY_CARDS, JoinPage
from evaluation.store.studies.waves import WaveCounts, wave_counts


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterCount:
    """A chapter's share of a study in counts: never what anybody said. They are of workshops, but for `comparison`."""

    chapter: Chapter
    experiments: int
    came: int | None
    """People counted at the door; None where no experiment has a count."""
    counts: WaveCounts
    """Attendances: somebody who came twice is here twice."""
    returned: int
    """How many of the attendances are of somebody who was at another experiment of the study before."""
    comparison: tuple[WaveCounts, ...] = ()
    """The counts of each of its comparison groups."""


def accept_study_cards(db: Session, experiment: Experiment, *, accept: bool) -> None:
    """Take the cards of the study's other experiments at this one as well, or no longer."""
    experiment.options = {**experiment.options, STUDY_CARDS: accept}
    db.flush()


def who_returned(db: Session, evening: JoinPage, *, token: str, now: datetime) -> Participant | None:
    """The participant of this evening who holds a card of another experiment of its study; made when they first come.

    None where the card is not of this study, or the evening does not take such cards. Somebody who has withdrawn is
    given as they were, so that nothing can be added under their card.
    """
    if not evening.options.get(STUDY_CARDS):
        return None
    study = select(Experiment.study_id).where(Experiment.id == evening.experiment).scalar_subquery()
    found = db.execute(
        select(Card, Participant)
        .join(Participant, Participant.id == Card.participant_id)
        .join(Experiment, Experiment.id == Card.experiment_id)
        .where(Card.token == token, Experiment.study_id == study)
    ).one_or_none()
    if found is None or found.Participant.withdrawn_at is not None:
        return found and found.Participant
    return _participant_of(db, found.Card, evening, like=found.Participant, now=now)


def chapter_counts(db: Session, study: Study) -> list[ChapterCount]:
    """A study's people by chapter, in name order; a chapter without an experiment is there with nought."""
    chapters = db.scalars(select(Chapter).where(Chapter.study_id == study.id))
    return counts_of_chapters(db, sorted(chapters, key=lambda chapter: name_order(chapter.name)))


def counts_of_chapters(db: Session, chapters: Sequence[Chapter]) -> list[ChapterCount]:
    """People by chapter for these chapters, in their order."""
    held = defaultdict[uuid.UUID, list[Experiment]](list)
    wanted = [chapter.id for chapter in chapters]
    found = select(Experiment).where(Experiment.chapter_id.in_(wanted), Experiment.cancelled_at.is_(None))
    for experiment in db.scalars(found):
        held[experiment.chapter_id].append(experiment)
    ids = [experiment.id for experiments in held.values() for experiment in experiments]
    counts, returns = wave_counts(db, ids), _returns(db, ids)
    return [_chapter_count(chapter, held[chapter.id], counts, returns) for chapter in chapters]


def _chapter_count(
    chapter: Chapter, held: list[Experiment], counts: dict[uuid.UUID, WaveCounts], returns: dict[uuid.UUID, int]
) -> ChapterCount:
    workshops = [experiment for experiment in held if not experiment.is_comparison]
    came = [experiment.came for experiment in workshops if experiment.came is not None]
    each = [counts[experiment.id] for experiment in workshops]
    together = WaveCounts(sum(c.pre for c in each), sum(c.post for c in each), sum(c.linked for c in each))
    return ChapterCount(
        chapter=chapter,
        experiments=len(workshops),
        came=sum(came) if came else None,
        counts=together,
        returned=sum(returns.get(experiment.id, 0) for experiment in workshops),
        comparison=tuple(counts[experiment.id] for experiment in held if experiment.is_comparison),
    )


def _returns(db: Session, experiments: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    counted = (
        select(Return.experiment_id, func.count())
        .join(Participant, Participant.id == Return.participant_id)
        .where(Return.experiment_id.in_(experiments), Participant.withdrawn_at.is_(None))
        .group_by(Return.experiment_id)
    )
    return {row[0]: row[1] for row in db.execute(counted)}


def _participant_of(db: Session, card: Card, evening: JoinPage, *, like: Participant, now: datetime) -> Participant:
    """The holder of a card as a participant of an evening; two tabs make one."""
    person = uuid.uuid5(card.id, evening.experiment.hex)
    fresh = {"id": person, "experiment_id": evening.experiment, "role": like.role, "created_at": now}
    if insert_once(db, Participant, values=fresh):
        row = {"id": uuid.uuid4(), "card_id": card.id, "experiment_id": evening.experiment, "participant_id": person}
        insert_once(db, Return, values={**row, "came_at": now})
    return db.get_one(Participant, person)
