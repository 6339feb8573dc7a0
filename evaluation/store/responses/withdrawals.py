"""Withdrawal: what somebody answered is deleted for good, and a tombstone keeps a late retry from reviving it."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, delete, func, or_, select, update
from sqlalchemy.orm import Session

from evaluation.models import (
    Card,
    Consent,
    Experiment,
    Link,
    OpenAnswer,
    PaperSheet,
    Participant,
    PendingErasure,
    Response,
    ResponseRevision,
    Return,
    SetAside,
    SheetBatch,
    SheetPass,
    Study,
    Wave,
)
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.session_role import is_of_participants
from evaluation.store.responses.disclosed_words import count_as_left
from evaluation.store.studies.persons import who_are

BY_PAGE, BY_COMMAND = "participant page", "command line"
"""The ways in which answers are taken back, as the audit log names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What was deleted: how many questionnaires, and whether the person had withdrawn before."""

    responses: int
    already: bool
    at: datetime | None = None
    """When they were taken back; None where that is not known."""
    people: frozenset[uuid.UUID] = frozenset()
    """Who they were at each experiment."""
    forms: tuple[uuid.UUID, ...] = ()
    """What they began, sent or not."""
    deleted: Mapping[uuid.UUID, int] = field(default_factory=dict)
    """How many questionnaires were deleted, by experiment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderCode:
    """What would be deleted: when each questionnaire was sent, with the time zone there."""

    sent: tuple[tuple[datetime, str], ...]
    already: bool
    """Whether the person has withdrawn before."""
    words: str = ""
    """The join address of the meeting where the person came last."""
    is_unused: bool = False
    """Whether nothing was ever begun under it, so that there is nothing to take back."""
    codes: int = 1
    """Under how many codes the questionnaires were sent, all of one person, as that person said."""
    people: frozenset[uuid.UUID] = frozenset()
    """Who they were at each experiment."""


_SENT = (
    select(Response.submitted_at, Study.time_zone)
    .join(Experiment, Experiment.id == Response.experiment_id)
    .join(Study, Study.id == Experiment.study_id)
)
_CODES = (
    select(func.coalesce(Return.card_id, Card.id))
    .distinct()
    .select_from(Response)
    .outerjoin(Card, Card.participant_id == Response.participant_id)
    .outerjoin(Return, Return.participant_id == Response.participant_id)
)


def under_code(db: Session, token: str) -> UnderCode | None:
    """What is stored of the person whose card or code this is, at every experiment; None where it is nobody's."""
    people = list(db.scalars(select(Participant).where(_held_by(token))))
    if not people:
        return None
    staying = [person.id for person in people if person.withdrawn_at is None]
    sent = db.execute(_SENT.where(Response.participant_id.in_(staying)).order_by(Response.submitted_at)).all()
    begun = select(Consent.id).where(Consent.participant_id.in_([person.id for person in people])).limit(1)
    last = max(people, key=lambda person: (person.started_at or person.created_at, str(person.id)))
    return UnderCode(
        sent=tuple((row.submitted_at, row.time_zone) for row in sent),
        already=not staying,
        is_unused=bool(staying) and not sent and db.scalars(begun).first() is None,
        words=db.scalars(select(Experiment.slug).where(Experiment.id == last.experiment_id)).one(),
        codes=len(db.scalars(_CODES.where(Response.participant_id.in_(staying))).all()),
        people=frozenset(person.id for person in people),
    )


def joined_by_others(db: Session, people: Collection[uuid.UUID]) -> tuple[tuple[datetime, str], ...]:
    """When each questionnaire was sent that is joined to some people's and stays, with the time zone there.

    They were joined by memory questions or by staff, and who sent them has not said that they are one person.
    """
    stands = Link.joined, Link.undone_at.is_(None)
    earlier = select(Link.earlier_id).where(Link.later_id.in_(people), *stands)
    later = select(Link.later_id).where(Link.earlier_id.in_(people), *stands)
    is_other = or_(*(Response.participant_id.in_(each) for each in (earlier, later)))
    stays = _SENT.join(Participant, Participant.id == Response.participant_id).where(
        is_other, Participant.withdrawn_at.is_(None), Response.participant_id.not_in(people)
    )
    return tuple((row.submitted_at, row.time_zone) for row in db.execute(stays.order_by(Response.submitted_at)))


def withdraw_answers(db: Session, token: str, *, now: datetime) -> Withdrawal | None:
    """Delete every answer of the person whose card or code this is, at every experiment; None where it is nobody's.

    The participant, the card and the consents stay, empty: they turn away whatever is sent later.
    """
    people = list(db.scalars(select(Participant).where(_held_by(token)).order_by(Participant.id).with_for_update()))
    if not people:
        return None
    staying = [person for person in people if person.withdrawn_at is None]
    ids = [person.id for person in staying]
    forms = tuple(db.scalars(select(Consent.id).where(Consent.participant_id.in_([each.id for each in people]))))
    gone = _delete_answers(db, ids, now=now)
    if not is_of_participants(db):  # who knows nothing of paper forms: the sweep does it seconds later
        _delete_keyed(db, staying, now=now)
    elsewhere = {person.experiment_id for person in staying} - gone.keys()
    db.add_all(PendingErasure(experiment_id=each, deleted_at=now, words=False) for each in elsewhere)
    db.execute(update(Participant).where(Participant.id.in_(ids)).values(withdrawn_at=now))
    return Withdrawal(
        responses=gone.total(),
        already=not staying,
        at=now if staying else max(person.withdrawn_at for person in people if person.withdrawn_at),
        people=frozenset(person.id for person in people),
        forms=tuple(sorted(forms)),
        deleted={person.experiment_id: gone[person.experiment_id] for person in staying},
    )


def note_withdrawal(db: Session, done: Withdrawal, *, by: RecordedActor, way: str) -> None:
    """Write down at which experiments how many questionnaires were taken back, and in which way: not whose they were.

    Whoever had taken theirs back before has done nothing.
    """
    for experiment, forms in done.deleted.items():
        by.note(db, "answers withdrawn", f"experiment {experiment}", way=way, forms=forms)


def delete_answers_of_some(db: Session, experiment: uuid.UUID, *, now: datetime, most: int) -> tuple[int, int]:
    """Delete the answers of some people of an experiment; how many people, and how many questionnaires they sent.

    As after a withdrawal the participants, the cards and the consents stay, empty.
    """
    staying = select(Participant).where(Participant.experiment_id == experiment, Participant.withdrawn_at.is_(None))
    people = list(db.scalars(staying.order_by(Participant.id).limit(most).with_for_update()))
    ids = [person.id for person in people]
    gone = _delete_answers(db, ids, now=now).total()
    db.execute(update(Participant).where(Participant.id.in_(ids)).values(withdrawn_at=now))
    return len(ids), gone


def delete_keyed_of_withdrawn(db: Session, experiment: uuid.UUID, *, now: datetime) -> None:
    """Delete what was keyed from paper forms under the codes of those of an experiment who took their answers back."""
    gone = select(Participant).where(Participant.experiment_id == experiment, Participant.withdrawn_at.is_not(None))
    _delete_keyed(db, list(db.scalars(gone)), now=now)


def all_withdrawn(db: Session) -> dict[uuid.UUID, datetime]:
    """Everybody whose answers were deleted at some experiment, and when."""
    gone = Participant.withdrawn_at.is_not(None)
    return {person: at for person, at in db.execute(select(Participant.id, Participant.withdrawn_at).where(gone)) if at}


def withdraw_again(db: Session, withdrawn: Mapping[uuid.UUID, datetime]) -> int:
    """Delete the answers of those among these people who are here with any, as they once asked; how many people.

    For a database that is older than their withdrawal.
    """
    staying = select(Participant).where(Participant.withdrawn_at.is_(None)).order_by(Participant.id)
    people = [person for person in db.scalars(staying) if person.id in withdrawn]
    for person in people:
        at = withdrawn[person.id]
        _delete_answers(db, [person.id], now=at)
        _delete_keyed(db, [person], now=at)
        db.execute(update(Participant).where(Participant.id == person.id).values(withdrawn_at=at))
    return len(people)


def _held_by(token: str) -> ColumnElement[bool]:
    """Whether a participant is whose card or code this is, or the same person under another, as that person said."""
    return who_are(_holders(token))


def _holders(token: str) -> CompoundSelect[*tuple[Any, ...]]:
    held = select(Card.participant_id).where(Card.token == token)
    return held.union_all(
        select(Return.participant_id).join(Card, Card.id == Return.card_id).where(Card.token == token)
    )


def delete_one_response(db: Session, response: uuid.UUID, *, now: datetime) -> None:
    """Delete one questionnaire that was not its participant's own: as if they had not begun that wave."""
    person = db.scalars(select(Consent.participant_id).where(Consent.id == response)).one_or_none()
    _delete_responses(db, [response], now=now)
    db.execute(delete(Consent).where(Consent.id == response))
    begun = select(Consent.id).where(Consent.participant_id == person)
    unstarted = Participant.id == person, ~begun.exists()
    db.execute(update(Participant).where(*unstarted).values(started_at=None))


def _delete_answers(db: Session, people: list[uuid.UUID], *, now: datetime) -> Counter[uuid.UUID]:
    """Delete all that these people sent; how many questionnaires, by experiment."""
    found = db.execute(select(Response.id, Response.experiment_id).where(Response.participant_id.in_(people))).all()
    _delete_responses(db, [row.id for row in found], now=now)
    db.execute(delete(SetAside).where(SetAside.participant_id.in_(people)))
    return Counter(row.experiment_id for row in found)


def _delete_responses(db: Session, responses: list[uuid.UUID], *, now: datetime) -> None:
    count_as_left(db, responses)
    _leave_to_sweep(db, responses, now=now)
    for part in (OpenAnswer, ResponseRevision):
        db.execute(delete(part).where(part.response_id.in_(responses)))
    db.execute(delete(Response).where(Response.id.in_(responses)))


def _delete_keyed(db: Session, people: list[Participant], *, now: datetime) -> None:
    """Delete what was keyed from paper forms under the codes of these people and made no response, or not yet one.

    Their sheets are settled: nobody keys them again.
    """
    for person in people:
        tokens = set(db.scalars(select(Card.token).where(Card.participant_id == person.id)))
        returned = select(Card.token).join(Return, Return.card_id == Card.id).where(Return.participant_id == person.id)
        tokens.update(db.scalars(returned))
        waves = select(Wave.id).where(Wave.experiment_id == person.experiment_id)
        batches = select(SheetBatch.id).where(SheetBatch.wave_id.in_(waves))
        keyed = select(SheetPass).join(PaperSheet).where(PaperSheet.batch_id.in_(batches))
        theirs = {each.sheet_id for each in db.scalars(keyed) if each.fields.get("code") in tokens}
        if theirs:
            db.execute(delete(SheetPass).where(SheetPass.sheet_id.in_(theirs)))
            unsettled = PaperSheet.id.in_(theirs), PaperSheet.settled_at.is_(None)
            db.execute(update(PaperSheet).where(*unsettled).values(settled_at=now))


def _leave_to_sweep(db: Session, responses: list[uuid.UUID], *, now: datetime) -> None:
    """Note of each experiment that bytes of these responses may be in files, and whether words were among them."""
    of = select(Response.id, Response.experiment_id).where(Response.id.in_(responses))
    with_words = {
        response
        for part in (OpenAnswer, ResponseRevision)
        for response in db.scalars(select(part.response_id).where(part.response_id.in_(responses)))
    }
    words: dict[uuid.UUID, bool] = {}
    for response, experiment in db.execute(of):
        words[experiment] = words.get(experiment, False) or response in with_words
    rows = (PendingErasure(experiment_id=each, deleted_at=now, words=said) for each, said in words.items())
    db.add_all(rows)
    db.flush()
