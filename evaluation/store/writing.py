"""INSERT ... ON CONFLICT DO NOTHING, which both engines know under names of their own."""

from typing import Any

from sqlalchemy import Table, column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from evaluation.models import Base


def insert_once(db: Session, model: type[Base], *, values: dict[str, Any]) -> bool:
    """Insert a row unless one like it is there already; whether it was inserted."""
    table = model.__table__
    assert isinstance(table, Table)
    dialect = postgresql if db.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing().returning(column("id"))
    return db.execute(statement).first() is not None
