"""Responses: one a participant and wave, stored once however often it is sent."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.orm import Session

from evaluation.models import Consent, Experiment, OpenAnswer, Participant, Response, ResponseRevision, Wave
from evaluation.store.submission import Answer, Outcome, Receipt, Submission, receipt_code
from evaluation.store.writing import insert_once

Found = Row[*tuple[Any, ...]]


class _Content(NamedTuple):
    answers: Mapping[str, Answer]
    digest: str
    revision: int


def record_response(db: Session, submission: Submission, *, now: datetime) -> Receipt:
    """Store a submission, or find that it is stored already. What this says holds once the transaction has committed.

    Two statements for a new response, one more where it holds free words; one for a repeat. Every outcome but
    UNKNOWN, NOT_OPEN, CLOSED and WITHDRAWN means that the answers are kept.
    """
    found = db.execute(_finding(submission)).one_or_none()
    if found is None:
        return _receipt(Outcome.UNKNOWN, submission)
    if found.withdrawn_at is not None:
        return _receipt(Outcome.WITHDRAWN, submission)
    if found.digest is not None:
        return _again(db, submission, found, now=now)
    refusal = _refusal(found, now)
    if refusal:
        return _receipt(refusal, submission)
    if not insert_once(db, Response, values=_row(submission, found, now)):
        return _again(db, submission, db.execute(_finding(submission)).one(), now=now)
    _write_texts(db, submission)
    return _receipt(Outcome.NEW, submission, revision=1)


def response_kept(db: Session, response: uuid.UUID, *, words: str) -> Found | None:
    """The wave (id and kind), language and submission time of a stored response; None where there is none here."""
    found = (
        select(Wave.id, Wave.kind, Response.language, Response.submitted_at, Response.mode)
        .join(Response, Response.wave_id == Wave.id)
        .join(Experiment, Experiment.id == Response.experiment_id)
        .where(Response.id == response, Experiment.slug == words)
    )
    return db.execute(found).one_or_none()


def _finding(submission: Submission) -> Select[*tuple[Any, ...]]:
    """The one look; on PostgreSQL it keeps a withdrawal waiting until this submission is stored, or waits for it."""
    return (
        select(
            Experiment.id.label("experiment"),
            Experiment.frozen_at,
            Wave.id.label("wave"),
            Wave.instrument_version_id,
            Wave.opened_at,
            Wave.closed_at,
            Wave.grace_minutes,
            Consent.early,
            Consent.given_at,
            Participant.id.label("participant"),
            Participant.withdrawn_at,
            Response.digest,
            Response.revision,
        )
        .join(Wave, Wave.experiment_id == Experiment.id)
        .join(Consent, Consent.wave_id == Wave.id)
        .join(Participant, Participant.id == Consent.participant_id)
        .outerjoin(Response, Response.id == Consent.id)
        .where(Consent.id == submission.response, Experiment.slug == submission.words, Wave.kind == submission.wave)
        .with_for_update(read=True, key_share=True, of=Participant)
    )


def _refusal(found: Found, now: datetime) -> Outcome | None:
    if found.early and found.opened_at is None:
        return None
    if found.opened_at is None:
        return Outcome.NOT_OPEN
    return None if _in_time(found, now) else Outcome.CLOSED


def _in_time(found: Found, now: datetime) -> bool:
    closed: datetime | None = found.closed_at
    return closed is None or now <= closed + timedelta(minutes=found.grace_minutes)


def _again(db: Session, submission: Submission, found: Found, *, now: datetime) -> Receipt:
    if found.digest == submission.digest:
        return _receipt(Outcome.SAME, submission, revision=found.revision)
    if found.closed_at is not None or found.frozen_at is not None:
        return _keep_conflict(db, submission, found, now=now)
    return _revise(db, submission, found, now=now)


def _revise(db: Session, submission: Submission, found: Found, *, now: datetime) -> Receipt:
    """The newer answers take the place of the older, which are kept beside them."""
    old = db.execute(
        select(Response.answers, Response.digest, Response.revision, Response.submitted_at)
        .where(Response.id == submission.response)
        .with_for_update()
    ).one()
    texts = {text.item: text.text for text in db.scalars(_texts_of(submission.response))}
    _keep(db, submission.response, _Content({**old.answers, **texts}, old.digest, old.revision), at=old.submitted_at)
    db.execute(
        update(Response)
        .where(Response.id == submission.response)
        .values({**_content(submission, found, now), "revision": old.revision + 1})
    )
    if texts != submission.texts:
        db.execute(delete(OpenAnswer).where(OpenAnswer.response_id == submission.response))
        _write_texts(db, submission)
    return _receipt(Outcome.REVISED, submission, revision=old.revision + 1)


def _keep_conflict(db: Session, submission: Submission, found: Found, *, now: datetime) -> Receipt:
    """Other answers that came after closing: the response stays as it was, and they are kept for a person to see."""
    there = select(ResponseRevision.id).filter_by(
        response_id=submission.response, digest=submission.digest, conflict=True
    )
    if db.scalars(there).first() is None:
        content = _Content({**submission.answers, **submission.texts}, submission.digest, found.revision)
        _keep(db, submission.response, content, at=now, conflict=True)
    return _receipt(Outcome.CONFLICT, submission, revision=found.revision)


def _keep(db: Session, response: uuid.UUID, content: _Content, *, at: datetime, conflict: bool = False) -> None:
    identity = {"id": uuid.uuid4(), "response_id": response, "received_at": at, "conflict": conflict}
    kept = {"answers": content.answers, "digest": content.digest, "revision": content.revision}
    db.execute(insert(ResponseRevision).values(**identity, **kept))


def _row(submission: Submission, found: Found, now: datetime) -> dict[str, Any]:
    return {
        "id": submission.response,
        "experiment_id": found.experiment,
        "wave_id": found.wave,
        "participant_id": found.participant,
        "instrument_version_id": found.instrument_version_id,
        "receipt": receipt_code(submission.response),
        "revision": 1,
        "started_at": found.given_at,
        **_content(submission, found, now),
    }


def _content(submission: Submission, found: Found, now: datetime) -> dict[str, Any]:
    return {
        "language": submission.language,
        "mode": submission.mode,
        "answers": dict(submission.answers),
        "digest": submission.digest,
        "submitted_at": now,
        "late": found.closed_at is not None and now > found.closed_at,
        "stopped": submission.stopped,
    }


def _texts_of(response: uuid.UUID) -> Select[OpenAnswer]:
    return select(OpenAnswer).where(OpenAnswer.response_id == response)


def _write_texts(db: Session, submission: Submission) -> None:
    rows = [
        {"id": uuid.uuid4(), "response_id": submission.response, "item": item, "text": text, "may_quote": False}
        for item, text in submission.texts.items()
    ]
    if rows:
        db.execute(insert(OpenAnswer), rows)


def _receipt(outcome: Outcome, submission: Submission, *, revision: int = 0) -> Receipt:
    return Receipt(outcome=outcome, response=submission.response, revision=revision)
