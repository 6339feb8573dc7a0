"""Rows that refer to rows which are no longer there: the program deletes none without what belongs to it."""

from collections.abc import Iterator

from sqlalchemy import Column, Table, func, select
from sqlalchemy.orm import Session

from evaluation.models import Base

DANGLING = (
    "{count} of the rows of {table} belong to a row of {other} that is no longer there: somebody deleted it from the "
    "database. Restore the database from a backup."
)


def dangling_references(db: Session) -> Iterator[str]:
    """Every kind of row that refers to what was deleted, a sentence each."""
    for table in Base.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda each: each.parent.name):
            if count := _dangling(db, table, key.parent, key.column):
                yield DANGLING.format(count=count, table=table.name, other=key.column.table.name)


def _dangling(db: Session, table: Table, column: Column[object], other: Column[object]) -> int:
    there = other.table.alias()
    missing = ~select(there.c[other.name]).where(there.c[other.name] == column).exists()
    return db.scalars(select(func.count()).select_from(table).where(column.is_not(None), missing)).one()
