"""A settled paper form becomes a response, as if it had been sent: with mode "paper", and once."""

import enum
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

import instruments
from evaluation.domain.answers_digest import answers_digest
from evaluation.models import Consent, InstrumentVersion, OpenAnswer, Response, ResponseRevision, Wave
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.store.instruments.intact_texts import version_of_row
from evaluation.store.instruments.modules import asked_at
from evaluation.store.instruments.translations.translation_numbers import corrected_in_use
from evaluation.store.linking.memory_questions import keep_hashes
from evaluation.store.log.actor import RecordedActor
from evaluation.store.responses.consents import Agreement, Begun, begin_with_card, begin_without_card
from evaluation.store.responses.disclosed_words import count_as_left
from evaluation.store.responses.join_page import evening_at
from evaluation.store.responses.open_answers import take_consent_back
from evaluation.store.responses.submission import QUOTE, quote_name, receipt_code, whole_of
from evaluation.store.responses.withdrawals import delete_one_response
from instruments.asking.follow_on import asked_of, follow_ons, not_asked

CODE = "code"
"""The field of a paper form that holds the card's code."""
AGREED = "agreed"
"""The field that says how the box of consent stands, where it is not marked: such a form is nobody's answer."""
NO_FORM = "none"
"""What that field says of a sheet of which there is no paper: it was keyed by mistake, as for another evening."""


class Became(enum.StrEnum):
    """What became of a sheet."""

    RESPONSE = "response"
    SAME = "same"
    """What the holder of its card had answered already: it is counted once."""
    CONFLICT = "conflict"
    WITHDRAWN = "withdrawn"
    NOT_AGREED = "not_agreed"
    NO_FORM = "no_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyer:
    """Who keys, with the keys that response identities and hashes of memory elements are made from."""

    by: RecordedActor
    cards_key: bytes
    links_key: bytes
    """The experiment's own, for memory elements."""
    rng: Random
    sees: RoleScope = field(default_factory=RoleScope)
    """Of which evenings the title may be told to them."""


def asked_on_paper(db: Session, wave: Wave) -> instruments.Version:
    """The questionnaire that a wave asks, its modules included."""
    return asked_at(db, wave)


def store_paper(
    db: Session,
    wave: Wave,
    *,
    fields: Mapping[str, Any],
    texts: Mapping[str, str],
    memory: Mapping[str, str | None],
    language: str,
    keyer: Keyer,
    replaced: uuid.UUID | None = None,
) -> tuple[Became, uuid.UUID | None]:
    """Store what a form says, its memory elements as hashes; the response, and whether it came to be.

    Where the holder of the card has answered this wave otherwise already, that stands and this is kept beside it; the
    same is counted once. Of somebody who took their answers back nothing is stored. `replaced` is the response that it
    made before it was reopened: what it said then is kept as a revision, or goes where the form is somebody else's.
    """
    begun = _begun(db, wave, token=fields.get(CODE), language=language, keyer=keyer, replaced=replaced)
    if replaced and (begun.withdrawn or begun.response != replaced):
        delete_one_response(db, replaced, now=keyer.by.now)
    if begun.withdrawn:
        return Became.WITHDRAWN, None
    keyed = {item: value for item, value in fields.items() if item != CODE and not item.endswith(QUOTE)}
    answers = asked_of(keyed, follow_ons(asked_on_paper(db, wave), wave.kind), written=texts)
    texts = {item: text for item, text in texts.items() if item not in not_asked(answers)}
    may_quote = {item for item in texts if quote_name(item) in fields}
    digest, found = answers_digest(answers, texts, may_quote=may_quote), begun.response
    there = db.scalars(select(Response.digest).where(Response.id == found)).one_or_none()
    if there is None:
        _insert(db, wave, begun, answers=answers, digest=digest, language=language, keyer=keyer)
    elif found == replaced and there != digest:
        _revise(db, found, answers=answers, digest=digest, now=keyer.by.now)
    if there is None or found == replaced:
        _keep_words_and_memory(db, found, texts=texts, may_quote=may_quote, memory=memory)
        return Became.RESPONSE, found
    if there == digest:
        return Became.SAME, found
    _keep_keyed_answers(db, found, answers=whole_of(answers, texts, may_quote=may_quote), digest=digest, keyer=keyer)
    take_consent_back(db, found, but_of=may_quote)
    return Became.CONFLICT, found


def _keep_words_and_memory(
    db: Session,
    response: uuid.UUID,
    *,
    texts: Mapping[str, str],
    may_quote: Collection[str],
    memory: Mapping[str, str | None],
) -> None:
    """Words written freely and memory elements, in place of what was there; words that are the same stay as shown."""
    rows = [{"item": item, "text": text, "may_quote": item in may_quote} for item, text in texts.items()]
    kept = select(OpenAnswer.item, OpenAnswer.text, OpenAnswer.may_quote).where(OpenAnswer.response_id == response)
    if {tuple(each.values()) for each in rows} != {tuple(row) for row in db.execute(kept)}:
        count_as_left(db, [response])
        db.execute(delete(OpenAnswer).where(OpenAnswer.response_id == response))
        db.add_all(OpenAnswer(response_id=response, **each) for each in rows)
        db.flush()
    keep_hashes(db, response, hashes=memory)


def _revise(db: Session, response: uuid.UUID, *, answers: Mapping[str, Any], digest: str, now: datetime) -> None:
    """Other answers in place of those that were keyed before, which are kept as a revision."""
    row = db.get_one(Response, response)
    db.add(
        ResponseRevision(
            response_id=response, revision=row.revision, answers=row.answers, digest=row.digest, received_at=now
        )
    )
    row.answers, row.digest, row.revision = dict(answers), digest, row.revision + 1
    db.flush()


def _begun(
    db: Session,
    wave: Wave,
    *,
    token: str | None,
    language: str,
    keyer: Keyer,
    replaced: uuid.UUID | None,
) -> Begun:
    """The holder of the card, or somebody new where the form has no code that fits."""
    evening = evening_at(db, wave.experiment.slug)
    assert evening is not None, "a wave has an experiment"
    consent = asked_on_paper(db, wave).consent.version
    agreement = Agreement(consent_version=consent, language=language, early=False, now=keyer.by.now)
    asking = evening.waves[wave.kind]
    known = token and begin_with_card(db, evening, wave=asking, token=token, key=keyer.cards_key, agreement=agreement)
    if known:
        return known
    unmatched = replaced and db.scalars(select(Consent.id).filter_by(id=replaced, method="unmatched")).one_or_none()
    fresh = unmatched or uuid.UUID(int=keyer.rng.getrandbits(128), version=4)
    return begin_without_card(
        db, evening, wave=asking, response=fresh, method="unmatched", rng=keyer.rng, agreement=agreement
    )


def _insert(
    db: Session,
    wave: Wave,
    begun: Begun,
    *,
    answers: Mapping[str, Any],
    digest: str,
    language: str,
    keyer: Keyer,
) -> None:
    db.add(
        Response(
            id=begun.response,
            experiment_id=wave.experiment_id,
            wave_id=wave.id,
            participant_id=begun.participant,
            instrument_version_id=wave.instrument_version_id,
            language=language,
            translation=_printed_in(db, wave, language),
            mode="paper",
            answers=dict(answers),
            digest=digest,
            receipt=receipt_code(begun.response),
            submitted_at=keyer.by.now,
        )
    )
    db.flush()


def _printed_in(db: Session, wave: Wave, language: str) -> str:
    """Which corrected translations a wave's forms are in: those in use as it opened, since they were printed then."""
    own = version_of_row(db, db.get_one(InstrumentVersion, wave.instrument_version_id))
    return corrected_in_use(db, own, wave.modules, language=language, at=wave.opened_at)


def _keep_keyed_answers(
    db: Session, response: uuid.UUID, *, answers: dict[str, Any], digest: str, keyer: Keyer
) -> None:
    revision = db.scalars(select(Response.revision).where(Response.id == response)).one()
    kept = ResponseRevision(
        response_id=response, revision=revision, answers=answers, digest=digest, received_at=keyer.by.now, conflict=True
    )
    db.add(kept)
    db.flush()
