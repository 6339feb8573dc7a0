"""When two participants are one person: the joins that stand, as parts of a query over responses."""

import uuid

from sqlalchemy import ColumnElement, and_, func

from evaluation.models import Link, Method, Response

PERSON: ColumnElement[uuid.UUID] = func.coalesce(Link.earlier_id, Response.participant_id)
"""Who gave a response, in a query outer-joined to `Link` on `standing()`: the earlier of two who were joined."""


def standing(*, exact_only: bool = False) -> ColumnElement[bool]:
    """The condition of that outer join; `exact_only` leaves out the joins that a person had to judge."""
    joins = and_(Link.later_id == Response.participant_id, Link.joined, Link.undone_at.is_(None))
    return and_(joins, Link.method == Method.MEMORY_EXACT.value) if exact_only else joins
