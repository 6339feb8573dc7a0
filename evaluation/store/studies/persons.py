"""When two participants are one person: the joins that stand, as parts of a query over responses."""

import uuid
from collections.abc import Collection
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from evaluation.domain.answers_digest import BLANK
from evaluation.models import Card, Link, Participant, Response, Return, SetAside, Wave
from evaluation.store.log.actor import PARTICIPANT

Asked = TypeVarTuple("Asked")

PERSON: ColumnElement[uuid.UUID] = func.coalesce(Link.earlier_id, Response.participant_id)
"""Who gave a response, in a query outer-joined to `Link` on `standing()`: the earlier of two who were joined."""

WHO: ColumnElement[uuid.UUID] = func.coalesce(Card.participant_id, PERSON)
"""The same at every experiment, in a query of `of_people`: the holder of a card that was used again at another."""


TAKES_PART: ColumnElement[bool] = and_(
    Participant.withdrawn_at.is_(None),
    Participant.id.not_in(select(SetAside.participant_id).where(SetAside.admitted_at.is_(None))),
)
"""Whether a participant counts: has not taken their answers back, and is not set aside without being admitted."""

FOLLOW_UP = "follow_up"
REPORTED: ColumnElement[bool] = or_(Wave.kind != FOLLOW_UP, Wave.closed_at.is_not(None))
"""Whether a report that is made now tells of a wave: of a follow-up once it has closed."""


def of_people(asked: Select[*Asked], experiments: Collection[uuid.UUID]) -> Select[*Asked]:
    """What is asked of the responses of these experiments, in the order sent, of all who take part.

    Nothing of a follow-up that has not closed, of which no report tells yet.
    It may name `PERSON`, `WHO` and `Link`: the join that stands, if there is one.
    """
    return (
        asked.join(Participant, Participant.id == Response.participant_id)
        .outerjoin(Link, standing_links())
        .outerjoin(Return, Return.participant_id == PERSON)
        .outerjoin(Card, Card.id == Return.card_id)
        .where(Response.experiment_id.in_(experiments), TAKES_PART, ~_unreported(experiments))
        .order_by(Response.submitted_at, Response.id)
    )


def _unreported(experiments: Collection[uuid.UUID]) -> ColumnElement[bool]:
    """Whether a response is of a wave of which no report tells yet."""
    return Response.wave_id.in_(select(Wave.id).where(Wave.experiment_id.in_(experiments), ~REPORTED))


def counted() -> ColumnElement[bool]:
    """Whether a response counts: of somebody who takes part, and not one on which nothing was answered."""
    return and_(TAKES_PART, Response.digest != BLANK)


def standing_links() -> ColumnElement[bool]:
    """The condition of that outer join."""
    return and_(Link.later_id == Response.participant_id, Link.joined, Link.undone_at.is_(None))


def said_by_themselves() -> ColumnElement[bool]:
    """Whether a join stands which the person themselves asked for, who holds both codes."""
    return and_(Link.joined, Link.undone_at.is_(None), Link.made_by == PARTICIPANT.name)


def who_are(whoever: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a collection, or a query, as IN takes it
    """Whether a participant is one of these, or the same person under another code, as that person said."""
    earlier = select(Link.earlier_id).where(Link.later_id.in_(whoever), said_by_themselves())
    later = select(Link.later_id).where(
        or_(Link.earlier_id.in_(whoever), Link.earlier_id.in_(earlier)), said_by_themselves()
    )
    return or_(*(Participant.id.in_(each) for each in (whoever, earlier, later)))
