"""Whether an evening is under way for somebody: Before or After open, or between the two, since less than a day."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from evaluation.models import Experiment, Wave
from evaluation.store.accounts.role_scope import RoleScope, within
from evaluation.store.studies.studies import local

OPEN_FOR = timedelta(hours=24)
"""A wave open for longer was forgotten, or belongs to a module of weeks: that is no evening."""


def evening_under_way(db: Session, scope: RoleScope, *, now: datetime) -> bool:
    """Whether an experiment within a scope has Before or After open or waits for After, or takes place today."""
    if not scope:
        return False
    found = select(Experiment).where(within(scope), Experiment.frozen_at.is_(None))
    opened = select(Wave.id).where(Wave.experiment_id == Experiment.id, _open_since(now - OPEN_FOR)).exists()
    around = Experiment.date.between((now - OPEN_FOR).date(), (now + OPEN_FOR).date())
    if db.scalars(found.where(opened).limit(1)).first() is not None:
        return True
    near = db.scalars(found.where(around).options(joinedload(Experiment.study)))
    return any(row.date == local(now, row.study).date() for row in near)


def _open_since(since: datetime) -> ColumnElement[bool]:
    """One that is open, or Before while people talk: After has not been opened yet."""
    after = aliased(Wave)
    opened = exists().where(
        after.experiment_id == Wave.experiment_id, after.kind == "post", after.opened_at.is_not(None)
    )
    between = and_(Wave.kind == "pre", ~opened)
    return and_(Wave.kind.in_(("pre", "post")), Wave.opened_at > since, or_(Wave.closed_at.is_(None), between))
