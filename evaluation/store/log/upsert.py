"""INSERT ... ON CONFLICT DO NOTHING, which both engines know under names of their own."""

from functools import cache
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from evaluation.models import Base


def insert_once(db: Session, model: type[Base], *, values: dict[str, Any]) -> bool:
    """Insert a row unless one like it is there already; whether it was inserted."""
    statement = _once(model, db.get_bind().dialect.name)
    return db.connection().execute(statement, values).first() is not None


@cache
def _once(model: type[Base], dialect: str) -> Executable:
    table = model.__table__
    assert isinstance(table, Table)
    engine = postgresql if dialect == "postgresql" else sqlite
    statement: Executable = engine.insert(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return statement
