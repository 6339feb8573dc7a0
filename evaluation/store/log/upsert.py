"""INSERT ... ON CONFLICT DO NOTHING, which both engines know under names of their own."""

from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from evaluation.models import Base
from evaluation.store.log.prepared import Prepared


def insert_once(db: Session, model: type[Base], *, values: dict[str, Any]) -> bool:
    """Insert a row unless one like it is there already; whether it was inserted."""
    return _once(model, db.get_bind().dialect.name, tuple(values)).write(db, values) == 1


@cache
def _once(model: type[Base], dialect: str, given: tuple[str, ...]) -> Prepared:
    table = model.__table__
    assert isinstance(table, Table)
    engine = postgresql if dialect == "postgresql" else sqlite
    return Prepared(engine.insert(table).on_conflict_do_nothing(), given=given)
