"""Responses: one a participant and wave, stored once however often it is sent."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from evaluation.domain.answers_digest import BLANK, Answer
from evaluation.models import Consent, Experiment, OpenAnswer, Participant, Response, ResponseRevision, Wave
from evaluation.store.log.prepared import Prepared
from evaluation.store.log.upsert import insert_once
from evaluation.store.responses.after_sent import after_sent_at
from evaluation.store.responses.disclosed_words import count_as_left
from evaluation.store.responses.open_answers import take_consent_back
from evaluation.store.responses.receipts import HANDED_ON
from evaluation.store.responses.submission import (
    Receipt,
    Submission,
    SubmissionOutcome,
    receipt_code,
    whole_of,
    with_the_rest,
)
from evaluation.store.studies.wave_presses import opening_taken_back

Found = Row[*tuple[Any, ...]]
OF_A_PERSON = frozenset({"card", "phone"})
"""How a wave is begun by whoever is known already, be it on several phones (`models.consent.METHODS`)."""


KIOSK_RETRY = timedelta(seconds=60)
"""How long after sending on a shared device the same answers are of whoever lost the reply, as its receipt stays."""


class _Content(NamedTuple):
    answers: Mapping[str, Answer]
    digest: str
    revision: int


def record_response(db: Session, submission: Submission, *, now: datetime) -> Receipt:
    """Store a submission, or find that it is stored already. What this says holds once the transaction has committed.

    Two statements for a new response, one more where it holds free words; one for a repeat. Every outcome but
    UNKNOWN, NOT_OPEN, CLOSED, ELSEWHERE, BEGUN_ELSEWHERE, SENT_BEFORE, SENT_ON_KIOSK and WITHDRAWN means that the
    answers are kept.
    """
    found = _find(db, submission)
    if found is None:
        return _receipt(SubmissionOutcome.UNKNOWN, submission)
    if refusal := _not_theirs(submission, found):
        return _receipt(refusal, submission)
    if found.digest is not None:
        return _again(db, submission, found, now=now)
    if refusal := _refusal(db, found, now):
        return _receipt(refusal, submission)
    if not insert_once(db, Response, values=_row(submission, found, now)):
        there = _find(db, submission)
        assert there is not None
        return _again(db, submission, there, now=now)
    _write_texts(db, submission)
    return _receipt(SubmissionOutcome.NEW, submission, revision=1)


_e, _w, _c, _p, _r = (model.__table__.c for model in (Experiment, Wave, Consent, Participant, Response))
_FINDING = Prepared(
    select(
        _e.id.label("experiment"),
        *(_w.id.label("wave"), _w.frozen_at, _w.instrument_version_id, _w.opened_at, _w.closed_at, _w.grace_minutes),
        *(_c.early, _c.given_at, _c.method, _p.id.label("participant"), _p.withdrawn_at),
        *(_r.digest, _r.revision, _r.sender, _r.mode, _r.submitted_at, _r.receipt),
        after_sent_at(_p.id, _w.kind).label("after_sent_at"),
    )
    .select_from(Experiment.__table__)
    .join(Wave.__table__, _w.experiment_id == _e.id)
    .join(Consent.__table__, _c.wave_id == _w.id)
    .join(Participant.__table__, _p.id == _c.participant_id)
    .outerjoin(Response.__table__, _r.id == _c.id)
    .where(_c.id == bindparam("response"), _e.slug == bindparam("words"), _w.kind == bindparam("wave"))
    .with_for_update(read=True, key_share=True, of=Participant.__table__)
)
"""On PostgreSQL it keeps a withdrawal waiting until this submission is stored, or waits for the withdrawal."""


def _find(db: Session, submission: Submission) -> Found | None:
    sought = {"response": submission.response, "words": submission.words, "wave": submission.wave}
    found: Found | None = _FINDING.row(db, sought)
    return found


def _refusal(db: Session, found: Found, now: datetime) -> SubmissionOutcome | None:
    """Why it cannot be taken. A form begun while its wave was open by mistake is taken."""
    if found.opened_at is None:
        taken = found.early or opening_taken_back(db, found.wave, now=now)
        return None if taken else SubmissionOutcome.NOT_OPEN
    return None if _in_time(found, now) else SubmissionOutcome.CLOSED


def _in_time(found: Found, now: datetime) -> bool:
    closed: datetime | None = found.closed_at
    return closed is None or now <= closed + timedelta(minutes=found.grace_minutes)


def _again(db: Session, submission: Submission, found: Found, *, now: datetime) -> Receipt:
    """What a second sending does. A form in which nothing is answered takes the place of no answers."""
    is_theirs, is_same = _is_theirs(submission, found), found.digest == submission.digest
    if (is_theirs or submission.is_begun_here) and _is_of_kiosk(submission, found):
        return _again_on_kiosk(submission, found, is_same=is_same, now=now)
    if not (is_theirs or is_same) and _can_be_asked(submission, found):
        return _receipt(SubmissionOutcome.SENT_BEFORE, submission)
    if found.method in OF_A_PERSON and not is_theirs and (not is_same or (found.sender and submission.sender)):
        return _receipt(SubmissionOutcome.ELSEWHERE, submission)
    if is_same or not (submission.answers or submission.texts):
        # the answers are all that such a phone can show, unless another who had its address put theirs in their place
        resent = is_same and not found.sender and found.digest != BLANK and found.revision == 1
        return replace(
            _receipt(SubmissionOutcome.SAME, submission, revision=found.revision), is_theirs=is_theirs or resent
        )
    if not is_theirs or _is_settled(found):
        return _keep_conflict(db, submission, found, now=now, is_theirs=is_theirs)
    return _revise(db, submission, found, now=now)


def _is_of_kiosk(submission: Submission, found: Found) -> bool:
    """Whether a sending, or what is kept, is of a shared device, and nothing proves that it is of who sent it.

    Another with the same card, who began there under a mark of their own, is kept apart as on any phone.
    """
    is_other = found.method in OF_A_PERSON and bool(submission.sender) and submission.sender != found.sender
    is_shared = bool(HANDED_ON & {submission.mode, found.mode})
    return is_shared and not is_other and not (submission.is_proven and found.receipt)


def _again_on_kiosk(submission: Submission, found: Found, *, is_same: bool, now: datetime) -> Receipt:
    """What a second sending from a shared device does: nothing, since the next person may hold it by now."""
    if not (is_same or not (submission.answers or submission.texts)):
        return _receipt(SubmissionOutcome.SENT_ON_KIOSK, submission)
    is_retry = is_same and found.receipt and found.digest != BLANK and now - found.submitted_at <= KIOSK_RETRY
    return replace(_receipt(SubmissionOutcome.SAME, submission, revision=found.revision), is_theirs=bool(is_retry))


def _is_settled(found: Found) -> bool:
    """Whether what was sent takes no change any more: its wave is over, or whoever sent Before has sent After since."""
    return any(at is not None for at in (found.closed_at, found.frozen_at, found.after_sent_at))


def _can_be_asked(submission: Submission, found: Found) -> bool:
    """Whether it may be whoever sent first who sends other answers, of which nothing tells but that they say so.

    Their phone keeps no cookie and runs no script, so that the mark that the form was begun there may be passed on.
    """
    is_marked = submission.is_begun_here and not submission.sender
    return is_marked and not _is_settled(found) and bool(submission.answers or submission.texts)


def _not_theirs(submission: Submission, found: Found) -> SubmissionOutcome | None:
    """Why whoever sends it cannot send it at any time: it was taken back, or somebody else began it."""
    if found.withdrawn_at is not None:
        return SubmissionOutcome.WITHDRAWN
    return None if _is_begun_here(submission, found) else SubmissionOutcome.BEGUN_ELSEWHERE


def _is_begun_here(submission: Submission, found: Found) -> bool:
    """Whether whoever sends a form began it; the same answers once more change nothing, whoever sends them."""
    is_known = found.participant in submission.people or submission.is_begun_here or submission.is_proven
    return is_known or found.digest == submission.digest or (bool(found.sender) and found.sender == submission.sender)


def _is_theirs(submission: Submission, found: Found) -> bool:
    """Whether whoever sends is who sent what is kept: by the phone's mark, or by what its answer gave.

    Whose identity a page minted is on one phone alone, which may have sent it before it was given a mark. A card may
    be on several.
    """
    by_mark = bool(found.sender) and found.sender == submission.sender
    by_person = found.method not in OF_A_PERSON and found.participant in submission.people
    by_proof = submission.is_proven and bool(found.receipt)  # put away once whoever had it left a shared device
    return by_proof or submission.is_claimed or by_mark or by_person


def _revise(db: Session, submission: Submission, found: Found, *, now: datetime) -> Receipt:
    """What is answered anew takes the place of what was; the older answers are kept beside them.

    What it does not answer stays: a form come back to by Back is empty, and would blank out what was sent.
    """
    old = db.execute(
        select(Response.answers, Response.digest, Response.revision, Response.submitted_at, Response.stopped)
        .where(Response.id == submission.response)
        .with_for_update()
    ).one()
    written = list(db.scalars(_texts_of(submission.response)))
    texts, quotable = {row.item: row.text for row in written}, frozenset(row.item for row in written if row.may_quote)
    submission = with_the_rest(
        submission, old.answers, texts=texts, quotable=quotable, stopped=old.stopped and submission.stopped
    )
    if submission.digest == old.digest:
        return _receipt(SubmissionOutcome.SAME, submission, revision=old.revision)
    whole = whole_of(old.answers, texts, may_quote=quotable)
    _keep(db, submission.response, _Content(whole, old.digest, old.revision), at=old.submitted_at)
    db.execute(
        update(Response)
        .where(Response.id == submission.response)
        .values({**_content(submission, found, now), "revision": old.revision + 1})
    )
    if texts != submission.texts or quotable != submission.may_quote:
        if any(row.disclosed_at for row in written):
            count_as_left(db, [submission.response])
        db.execute(delete(OpenAnswer).where(OpenAnswer.response_id == submission.response))
        _write_texts(db, submission)
    return _receipt(SubmissionOutcome.REVISED, submission, revision=old.revision + 1)


def _keep_conflict(db: Session, submission: Submission, found: Found, *, now: datetime, is_theirs: bool) -> Receipt:
    """Other answers once it is settled, or from another phone: it stays, and they are kept for a person to see.

    Consent to be quoted that its writer takes back is gone all the same; what they newly give is not taken.
    """
    there = select(ResponseRevision.id).filter_by(
        response_id=submission.response, digest=submission.digest, conflict=True
    )
    if db.scalars(there).first() is None:
        whole = whole_of(submission.answers, submission.texts, may_quote=submission.may_quote)
        content = _Content(whole, submission.digest, found.revision)
        _keep(db, submission.response, content, at=now, conflict=True)
        if is_theirs:
            take_consent_back(db, submission.response, but_of=submission.may_quote)
    return replace(_receipt(SubmissionOutcome.CONFLICT, submission, revision=found.revision), is_theirs=is_theirs)


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
        "sender": submission.sender,
        "started_at": found.given_at,
        **_content(submission, found, now),
    }


def _content(submission: Submission, found: Found, now: datetime) -> dict[str, Any]:
    return {
        "language": submission.language,
        "translation": submission.translation,
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
        {
            "id": uuid.uuid4(),
            "response_id": submission.response,
            "item": item,
            "text": text,
            "may_quote": item in submission.may_quote,
        }
        for item, text in submission.texts.items()
    ]
    if rows:
        db.execute(insert(OpenAnswer), rows)


def _receipt(outcome: SubmissionOutcome, submission: Submission, *, revision: int = 0) -> Receipt:
    return Receipt(outcome=outcome, response=submission.response, revision=revision)
