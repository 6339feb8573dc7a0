"""Who is not joined yet, and which pairs a person may look at: ids, waves, times and what agrees. Never an answer."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from analysis.io.linkage import Elements, Linkage, Pair, link
from evaluation.domain.answers_digest import BLANK
from evaluation.models import ELEMENTS, Experiment, Link, MemoryAnswer, Method, Participant, Response, Wave
from evaluation.store.log.actor import AUTOMATIC
from evaluation.store.studies.persons import PERSON, TAKES_PART, standing_links

Couple = tuple[uuid.UUID, uuid.UUID]
Found = Row[*tuple[Any, ...]]
Alone = dict[str, dict[uuid.UUID, Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingParticipant:
    """Somebody who answered one of Before and After, and when it was sent."""

    participant: uuid.UUID
    wave: str
    at: datetime
    remembered: bool
    """Whether they gave memory elements; without any, nobody can be suggested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A pair for a person to look at, and why: the elements in which the two agree, and those that one left out."""

    before: uuid.UUID
    after: uuid.UUID
    distance: int
    agreeing: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQueue:
    """What the reviewer sees."""

    before: tuple[WaitingParticipant, ...]
    after: tuple[WaitingParticipant, ...]
    suggested: tuple[Suggestion, ...]


def suggest(db: Session, experiment: Experiment) -> ReviewQueue:
    """The queue of one experiment; the pool is never wider."""
    rows = _rows(db, experiment)
    waiting = _alone([row for row in rows if row.digest != BLANK], freed=False)
    return ReviewQueue(
        before=tuple(sorted((_waiting(row) for row in waiting["pre"].values()), key=_by_time)),
        after=tuple(sorted((_waiting(row) for row in waiting["post"].values()), key=_by_time)),
        suggested=_suggested(db, experiment, rows, waiting),
    )


def certain_pairs(db: Session, experiment: Experiment) -> set[Couple]:
    """The pairs that may be joined at once, judged among all who are not joined in another way.

    A pair that a person has kept apart, or has taken apart after it was joined by itself, is left to people.
    """
    found = _linkage(_alone(_rows(db, experiment), freed=True))
    return {_couple(pair) for pair in found.certain} - _judged(db, experiment)


def _suggested(db: Session, experiment: Experiment, rows: Sequence[Found], waiting: Alone) -> tuple[Suggestion, ...]:
    """Suggestions among all who may be told apart by memory; a certain pair that people took apart is one as well."""
    found = _linkage(_alone(rows, freed=True))
    refused = _refused(db, experiment)
    return tuple(
        _suggestion(pair, waiting["pre"][couple[0]], waiting["post"][couple[1]])
        for pair in (*found.suggested, *found.certain)
        if (couple := _couple(pair))[0] in waiting["pre"] and couple[1] in waiting["post"] and couple not in refused
    )


def _rows(db: Session, experiment: Experiment) -> Sequence[Found]:
    """A row a response before or after, with who gave it and its memory elements."""
    return db.execute(
        select(
            Response.participant_id,
            PERSON.label("person"),
            Link.method,
            Wave.kind,
            Response.submitted_at,
            Response.digest,
            *(getattr(MemoryAnswer, element) for element in ELEMENTS),
        )
        .join(Wave, Wave.id == Response.wave_id)
        .join(Participant, Participant.id == Response.participant_id)
        .outerjoin(Link, standing_links())
        .outerjoin(MemoryAnswer, MemoryAnswer.response_id == Response.id)
        .where(
            Response.experiment_id == experiment.id,
            Wave.kind.in_(("pre", "post")),
            TAKES_PART,
        )
        .order_by(Response.submitted_at, Response.id)
    ).all()


def _alone(rows: Sequence[Found], *, freed: bool) -> Alone:
    """The one response of everybody who answered one wave only, by wave and person.

    `freed` takes apart for the moment those who were joined by themselves, so that they are judged again with all.
    """
    people = defaultdict[uuid.UUID, dict[str, Found]](dict)
    for row in rows:
        person = row.participant_id if freed and row.method == Method.MEMORY_EXACT else row.person
        people[person].setdefault(row.kind, row)
    return {
        kind: {person: waves[kind] for person, waves in people.items() if set(waves) == {kind}}
        for kind in ("pre", "post")
    }


def _linkage(alone: Alone) -> Linkage:
    before, after = ({str(person): _elements(row) for person, row in alone[kind].items()} for kind in ("pre", "post"))
    return link(before, after)


def _elements(row: Found) -> Elements:
    return tuple(row[-len(ELEMENTS) :])


def _judged(db: Session, experiment: Experiment) -> set[Couple]:
    """Pairs that a person keeps apart or has taken apart."""
    by_people = or_(~Link.joined & Link.undone_at.is_(None), Link.joined & (Link.undone_by != AUTOMATIC.name))
    rows = db.execute(select(Link.earlier_id, Link.later_id).where(Link.experiment_id == experiment.id, by_people))
    return {(row.earlier_id, row.later_id) for row in rows}


def _refused(db: Session, experiment: Experiment) -> set[Couple]:
    """Pairs that a person keeps apart."""
    kept = (Link.experiment_id == experiment.id, ~Link.joined, Link.undone_at.is_(None))
    return {(row.earlier_id, row.later_id) for row in db.execute(select(Link.earlier_id, Link.later_id).where(*kept))}


def _couple(pair: Pair) -> Couple:
    return uuid.UUID(pair.before), uuid.UUID(pair.after)


def _suggestion(pair: Pair, early: Found, late: Found) -> Suggestion:
    before, after = _couple(pair)
    agreeing = tuple(ELEMENTS[place] for place in pair.agreeing)
    given = zip(ELEMENTS, _elements(early), _elements(late), strict=True)
    unknown = tuple(element for element, one, other in given if one is None or other is None)
    return Suggestion(before=before, after=after, distance=pair.distance, agreeing=agreeing, unknown=unknown)


def _waiting(row: Found) -> WaitingParticipant:
    return WaitingParticipant(
        participant=row.person, wave=row.kind, at=row.submitted_at, remembered=any(_elements(row))
    )


def _by_time(waiting: WaitingParticipant) -> tuple[datetime, uuid.UUID]:
    return waiting.at, waiting.participant
