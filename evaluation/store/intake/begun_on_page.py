"""What is known of a start page from those who have begun on it, and how many people its evening expects."""

import uuid
from typing import NamedTuple

from sqlalchemy import Uuid, bindparam, case, func, select, text
from sqlalchemy.orm import Session

from evaluation.models import Consent, Experiment
from evaluation.store.log.prepared import Prepared
from evaluation.store.log.session_role import is_of_participants
from evaluation.store.responses.consents import participant_of

_c = Consent.__table__.c
_OF_PAGE = Prepared(
    select(func.count().label("begun"), func.max(case((_c.id == bindparam("response"), 1), else_=0)).label("this"))
    .select_from(Consent.__table__)
    .where(_c.id.between(bindparam("first"), bindparam("last")))
)
_FOR_PARTICIPANTS = text("SELECT weaving_begun_on_page(:first, :last)").bindparams(
    bindparam("first", type_=Uuid()), bindparam("last", type_=Uuid())
)


class BegunOnPage(NamedTuple):
    """How many have begun on a start page, and whether one of them is under this identity."""

    begun: int
    this: bool


def begun_on_page(db: Session, response: uuid.UUID, *, first: uuid.UUID, last: uuid.UUID) -> BegunOnPage:
    """Who has begun under the identities of one page, which stand between these two."""
    if is_of_participants(db):
        begun = db.scalar(_FOR_PARTICIPANTS, {"first": first, "last": last})
        return BegunOnPage(int(begun or 0), participant_of(db, response) is not None)
    row = _OF_PAGE.rows(db, {"response": response, "first": first, "last": last})[0]
    return BegunOnPage(row.begun, bool(row.this))


def expected_people(db: Session, experiment: uuid.UUID) -> int | None:
    """How many people are expected at an experiment, or came, whichever is more; None where nobody has said."""
    row = db.execute(select(Experiment.expected, Experiment.came).where(Experiment.id == experiment)).one()
    return max(row.expected or 0, row.came or 0) or None
