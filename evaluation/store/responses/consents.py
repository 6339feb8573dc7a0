"""Consents: who begins a wave, and under which identity their response is kept."""

import hmac
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from random import Random

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from evaluation.domain.card_codes import new_token
from evaluation.models import Card, Consent, Participant, SetAside
from evaluation.store.log.prepared import Prepared
from evaluation.store.log.session_role import see_rows_of
from evaluation.store.log.upsert import insert_once
from evaluation.store.responses.attendance import who_returned
from evaluation.store.responses.join_page import Asking, JoinPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What somebody pressed a button to agree to."""

    consent_version: int | None
    """The version of the consent that they were shown; None where nobody can know."""
    language: str
    """The language it was shown in; empty where nobody can know."""
    early: bool
    now: datetime
    """When they agreed, which may be before we hear of it."""
    parental: bool = False
    """Somebody under 16, who said that a parent or carer has agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A wave begun: the identity of its response, and the participant."""

    response: uuid.UUID
    participant: uuid.UUID
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    """That nothing shows an honest phone behind a start."""

    reason: str
    """Why, of `models.REASONS`."""
    noticed_at: datetime
    """When we heard of it, whatever time it tells of itself."""


_NEW_CARD = Prepared(
    insert(Card.__table__),  # type: ignore[arg-type]
    given=("id", "experiment_id", "participant_id", "token", "issued_at"),
)


def begin_with_card(
    db: Session, evening: JoinPage, *, wave: Asking, token: str, key: bytes, agreement: Agreement
) -> Begun | None:
    """Begin a wave as the holder of a card; None where the card is neither of this experiment nor taken by it.

    Two tabs, or two phones, with one card begin the same response.
    """
    mine = select(Participant).join(Card).where(Card.token == token, Card.experiment_id == evening.experiment)
    person = db.scalars(mine).one_or_none() or who_returned(db, evening, token=token, now=agreement.now)
    return None if person is None else _begin(db, person, wave, key=key, method="card", agreement=agreement)


def begin_on_same_phone(
    db: Session, evening: JoinPage, *, wave: Asking, participant: uuid.UUID, key: bytes, agreement: Agreement
) -> Begun | None:
    """Begin a wave as the participant this phone remembers, who said so; None where there is no such person here."""
    person = db.get(Participant, participant)
    if person is None or person.experiment_id != evening.experiment:
        return None
    return _begin(db, person, wave, key=key, method="phone", agreement=agreement)


def begin_without_card(
    db: Session,
    evening: JoinPage,
    *,
    wave: Asking,
    response: uuid.UUID,
    method: str,
    rng: Random,
    agreement: Agreement,
    unverified: Unverified | None = None,
) -> Begun:
    """Begin a wave as somebody new, under the identity that the start page minted, with a code of their own.

    The start button pressed twice begins once. An identity that is another response's already is nobody's to begin
    with: then a fresh one is minted. Whoever is `unverified` is in no count and no report until somebody admits them.
    """
    see_rows_of(db, response)
    now, person = agreement.now, minted_participant(response)
    fresh = {"id": person, "experiment_id": evening.experiment, "created_at": now, "started_at": now}
    begun = {"id": response, "participant_id": person, "wave_id": wave.id, "method": method}
    if insert_once(db, Participant, values=fresh):
        if insert_once(db, Consent, values={**begun, **_given(agreement)}):
            card = {"experiment_id": evening.experiment, "participant_id": person, "token": new_token(rng)}
            _NEW_CARD.write(db, {"id": uuid.uuid4(), **card, "issued_at": now})
            _set_aside(db, evening, person, unverified)
            return Begun(response=response, participant=person, withdrawn=False)
        db.execute(delete(Participant).where(Participant.id == person))
    elif (there := _begun_before(db, response, wave)) is not None:
        return there
    another = uuid.UUID(int=rng.getrandbits(128), version=4)
    return begin_without_card(
        db,
        evening,
        wave=wave,
        response=another,
        method=method,
        rng=rng,
        agreement=agreement,
        unverified=unverified,
    )


def _set_aside(db: Session, evening: JoinPage, person: uuid.UUID, unverified: Unverified | None) -> None:
    if unverified:
        why = {"reason": unverified.reason, "noticed_at": unverified.noticed_at}
        db.execute(insert(SetAside).values(participant_id=person, experiment_id=evening.experiment, **why))


def minted_participant(response: uuid.UUID) -> uuid.UUID:
    """The participant of a form begun under the identity that a page minted, which follows from it."""
    return uuid.uuid5(response, "participant")


def _begun_before(db: Session, response: uuid.UUID, wave: Asking) -> Begun | None:
    """The same start, pressed before."""
    found = select(Participant.id, Participant.withdrawn_at).join(Consent, Consent.participant_id == Participant.id)
    row = db.execute(found.where(Consent.id == response, Consent.wave_id == wave.id)).first()
    return row and Begun(response=response, participant=row.id, withdrawn=row.withdrawn_at is not None)


def response_identity(key: bytes, participant: uuid.UUID, wave: uuid.UUID) -> uuid.UUID:
    """The response that one participant gives at one wave: an HMAC, so that nobody can reckon one from another."""
    return uuid.UUID(bytes=hmac.digest(key, participant.bytes + wave.bytes, "sha256")[:16], version=4)


def consent_to(db: Session, response: uuid.UUID) -> Consent | None:
    """What somebody agreed to who begins or gave a response."""
    return db.get(Consent, response)


def latest_consent(db: Session, people: Collection[uuid.UUID], wave: Asking) -> Consent | None:
    """What the last of some people agreed to who began a wave; None where none of them did."""
    given = select(Consent).where(Consent.participant_id.in_(people), Consent.wave_id == wave.id)
    return db.scalars(given.order_by(Consent.given_at.desc()).limit(1)).one_or_none() if people else None


def participant_of(db: Session, response: uuid.UUID) -> uuid.UUID | None:
    """The participant who begins or gave a response."""
    return db.scalars(select(Consent.participant_id).where(Consent.id == response)).one_or_none()


def _begin(db: Session, person: Participant, wave: Asking, *, key: bytes, method: str, agreement: Agreement) -> Begun:
    withdrawn = person.withdrawn_at is not None
    identity = response_identity(key, person.id, wave.id)
    if withdrawn:
        return Begun(response=identity, participant=person.id, withdrawn=True)
    values = {"participant_id": person.id, "wave_id": wave.id, "method": method, **_given(agreement)}
    begun = select(Consent.id).where(Consent.participant_id == person.id, Consent.wave_id == wave.id)
    while not insert_once(db, Consent, values={"id": identity, **values}):
        if there := db.scalars(begun).one_or_none():
            identity = there
            break
        identity = uuid.uuid5(identity, "another")  # what was begun here was another's, to whom it was given since
    if person.started_at is None:
        unstarted = Participant.id == person.id, Participant.started_at.is_(None)
        db.execute(update(Participant).where(*unstarted).values(started_at=agreement.now))
    return Begun(response=identity, participant=person.id, withdrawn=False)


def _given(agreement: Agreement) -> dict[str, object]:
    return {
        "words": agreement.consent_version,
        "language": agreement.language,
        "early": agreement.early,
        "parental_consent": agreement.parental,
        "given_at": agreement.now,
    }
