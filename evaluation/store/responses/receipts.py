"""What a receipt says, found in one look."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.models import (
    Card,
    Consent,
    Experiment,
    Kind,
    OpenAnswer,
    Participant,
    Response,
    ResponseRevision,
    Return,
    Wave,
)
from evaluation.store.log.prepared import Prepared
from evaluation.store.responses.after_sent import BEFORE_IT, after_sent_at
from evaluation.store.responses.progress import kept_count
from instruments import DECLINED, NOT_ASKED
from instruments.several_choice import WORDS

_e, _w, _p, _r, _k = (model.__table__.c for model in (Experiment, Wave, Participant, Response, Card))
_o = OpenAnswer.__table__.c
_came_again, _of_study = Return.__table__.c, Card.__table__.alias("card_of_study")
_then, _post, _later = (Wave.__table__.alias(f"{kind}_wave") for kind in ("then", "post", "follow_up"))
_OF_ITEMS = (_o.response_id == _r.id, ~_o.item.endswith(WORDS))  # words beside an option answer no question more
_TEXTS = select(func.count()).where(*_OF_ITEMS).correlate(Response.__table__).scalar_subquery()
_PEOPLE = kept_count(_r.wave_id).correlate(Response.__table__).scalar_subquery()
_v = ResponseRevision.__table__.c
_AFTER_SENT = after_sent_at(_r.participant_id, _w.kind).correlate(Response.__table__, Wave.__table__)
_BEFORE, _BEFORE_WAVE = Response.__table__.alias("before_response"), Wave.__table__.alias("before_wave")
_SENT_WITH_IT = (
    select(_BEFORE.c.answers)
    .join(_BEFORE_WAVE, (_BEFORE_WAVE.c.id == _BEFORE.c.wave_id) & (_BEFORE_WAVE.c.kind == "pre"))
    .where(
        _BEFORE.c.participant_id == _r.participant_id,
        _BEFORE.c.stopped,
        _BEFORE.c.submitted_at >= Consent.given_at,
        _w.kind == "post",
    )
    .correlate(Response.__table__, Wave.__table__, Consent.__table__)
    .scalar_subquery()
)
_CHANGED_WITH_IT = (
    select(_v.id)
    .join(_BEFORE, _BEFORE.c.id == _v.response_id)
    .join(_BEFORE_WAVE, (_BEFORE_WAVE.c.id == _BEFORE.c.wave_id) & (_BEFORE_WAVE.c.kind == "pre"))
    .where(_BEFORE.c.participant_id == _r.participant_id, _v.conflict, _w.kind == "post")
    .where(_v.received_at >= Consent.given_at, _v.received_at >= _BEFORE_WAVE.c.closed_at)
    .correlate(Response.__table__, Wave.__table__, Consent.__table__)
    .exists()
)
_LATE = or_(_v.received_at >= _w.closed_at, _v.received_at >= _w.frozen_at, _v.received_at >= _AFTER_SENT)
_LOOKED_UP = (Response.__table__, Wave.__table__, Experiment.__table__)
_CHANGED_LATE = select(_v.id).where(_v.response_id == _r.id, _v.conflict, _LATE).correlate(*_LOOKED_UP).exists()
_OTHER, _BY_BUTTON = Response.__table__.alias("other_response"), Consent.__table__.alias("by_button")
_CLAIMED = (
    select(_BY_BUTTON.c.id)
    .join(_OTHER, (_OTHER.c.participant_id == _BY_BUTTON.c.participant_id) & (_OTHER.c.id != _BY_BUTTON.c.id))
    .where(_BY_BUTTON.c.participant_id == _r.participant_id, _BY_BUTTON.c.method == "phone")
    .correlate(Response.__table__)
    .exists()
)
_KEPT = Prepared(
    select(
        *(
            _e.id,
            _e.title,
            _e.slug,
            _e.options,
            _w.frozen_at,
            _e.ends_at,
            _e.kind.label("kind_of_meeting"),
            _e.role,
            _w.kind,
            (_w.opened_at.is_not(None) & _w.closed_at.is_(None) & _w.frozen_at.is_(None)).label("open"),
            _r.language,
            _r.mode,
            _r.participant_id,
            _r.sender,
            _r.submitted_at,
            _r.receipt,
            _r.late,
            func.coalesce(_k.token, _of_study.c.token).label("token"),
            _r.answers,
            Consent.method,
            _TEXTS.label("texts"),
            _PEOPLE.label("people"),
            _CHANGED_LATE.label("changed_late"),
            _CLAIMED.label("is_claimed"),
            _AFTER_SENT.label("after_sent_at"),
            _SENT_WITH_IT.label("sent_with_it"),
            _CHANGED_WITH_IT.label("changed_with_it"),
            _post.c.id.label("post_id"),
            _post.c.opened_at.label("post_opened_at"),
            _post.c.closed_at.label("post_closed_at"),
            _e.cancelled_at,
            _later.c.frozen_at.label("follow_up_frozen_at"),
        ),
        (_then.c.opened_at.is_not(None) & _then.c.closed_at.is_(None)).label("then_open"),
    )
    .select_from(Response.__table__)
    .join(Experiment.__table__, _e.id == _r.experiment_id)
    .join(Wave.__table__, _w.id == _r.wave_id)
    .join(Participant.__table__, _p.id == _r.participant_id)
    .outerjoin(Consent.__table__, Consent.id == _r.id)
    .outerjoin(Card.__table__, _k.participant_id == _p.id)
    .outerjoin(Return.__table__, _came_again.participant_id == _p.id)
    .outerjoin(_of_study, _of_study.c.id == _came_again.card_id)
    .outerjoin(_then, (_then.c.experiment_id == _e.id) & (_then.c.kind == "then"))
    .outerjoin(_post, (_post.c.experiment_id == _e.id) & (_post.c.kind == "post"))
    .outerjoin(_later, (_later.c.experiment_id == _e.id) & (_later.c.kind == "follow_up"))
    .where(_r.id == bindparam("response"), _e.slug == bindparam("words"), _p.withdrawn_at.is_(None))
)

HANDED_ON = frozenset({"kiosk"})
"""Modes of a device that the next person uses, so that its receipt leads back to the beginning."""
PUT_AWAY = ""
"""In the place of a receipt's code once whoever was given it has left a shared device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReceipt:
    """A stored response as its receipt tells of it."""

    experiment: uuid.UUID
    title: str
    words: str
    wave: str
    language: str
    kiosk: bool
    token: str
    """The code that they hold: of their card, be it another experiment's, or their own."""
    participant: uuid.UUID
    sender: str
    """The mark of the phone that sent it; empty where that had none."""
    sent_at: datetime
    is_left: bool
    """Whether whoever sent it has left the shared device since, so that nothing shows their code any more."""
    late: bool
    """Whether it arrived after its wave had closed."""
    is_after_results: bool
    """Whether it arrived after its wave had been frozen, so that the results made of it are without it."""
    answered: int
    """How many of its questions have an answer, be it that somebody would rather not say."""
    declined: int
    """To how many of them somebody would rather not say."""
    not_asked: int
    """How many questions were not asked, since they follow on one that was answered otherwise."""
    people: int
    """How many have answered this wave."""
    after: str
    """Where After is for whoever answered before it: "to_come" or "open"; empty where it is over or none comes."""
    is_timed: bool
    """Whether its plan may tell when After opens: by the meeting's end, or a learning module's last unit, or that a
    comparison group has no meeting.
    """
    look_back: bool
    """Whether a page that looks back is offered next."""
    options: Mapping[str, Any]
    """What was arranged for the experiment, the days of its follow-up among it."""
    open: bool
    """Whether other answers sent now would take the place of these."""
    frozen: bool
    """Whether a release tells of its wave."""
    is_follow_up_frozen: bool
    """Whether a release tells of its follow-up, so that none is to come."""
    changed_late: bool
    """Whether other answers were sent once this wave had closed, or After was sent, which change nothing of these."""
    is_unmatched: bool
    """Whether the card's code that may have been given with it was not taken, so that they have a code of their own."""
    is_claimed: bool
    """Whether whoever began one of their forms said by a button of the phone who they are, having sent another."""
    sent_with_it: int
    """How many answers to Before, which had not been sent, went as they stood when this was begun."""
    changed_with_it: bool
    """Whether changes to Before came once this was begun and it had closed, so that they do not count."""
    is_after_sent: bool
    """Whether this comes before After, which whoever sent it has sent since, so that it is not changed any more."""


def kept_response(db: Session, response: uuid.UUID, *, words: str) -> StoredReceipt | None:
    """What to say of a response stored at a join address; None where there is none."""
    row = _KEPT.row(db, {"response": response, "words": words})
    if row is None:
        return None
    return StoredReceipt(
        experiment=row.id,
        title=row.title,
        words=row.slug,
        wave=row.kind,
        language=row.language,
        kiosk=row.mode in HANDED_ON,
        token=row.token or "",
        participant=row.participant_id,
        sender=row.sender or "",
        sent_at=row.submitted_at,
        is_left=row.receipt == PUT_AWAY,
        late=row.late,
        is_after_results=row.frozen_at is not None and row.submitted_at > row.frozen_at,
        answered=sum(answer != NOT_ASKED for answer in row.answers.values()) + row.texts,
        not_asked=sum(answer == NOT_ASKED for answer in row.answers.values()),
        declined=sum(answer == DECLINED for answer in row.answers.values()),
        people=row.people,
        after=_after(row),
        is_timed=row.ends_at is not None
        or row.kind_of_meeting == Kind.LEARNING_MODULE
        or row.role == ExperimentRole.COMPARISON,
        look_back=row.kind == "post" and bool(row.then_open),
        options=row.options,
        open=bool(row.open),
        frozen=row.frozen_at is not None,
        is_follow_up_frozen=row.follow_up_frozen_at is not None,
        changed_late=bool(row.changed_late),
        is_unmatched=row.method == "unmatched",
        is_claimed=bool(row.is_claimed),
        sent_with_it=sum(answer != NOT_ASKED for answer in (row.sent_with_it or {}).values()),
        changed_with_it=bool(row.changed_with_it),
        is_after_sent=row.after_sent_at is not None,
    )


def put_receipt_away(db: Session, response: uuid.UUID) -> None:
    """Whoever sent a response has left the shared device: its receipt's address proves nothing from now on."""
    db.execute(update(Response).where(Response.id == response, Response.mode.in_(HANDED_ON)).values(receipt=PUT_AWAY))


def _after(row: Row[*tuple[Any, ...]]) -> str:
    is_over = row.post_closed_at or row.frozen_at or row.after_sent_at or row.cancelled_at
    if row.kind not in BEFORE_IT or is_over or row.post_id is None:
        return ""
    return "open" if row.post_opened_at else "to_come"
