"""Whether the database still has what keeps its rows: the triggers and conditions that the migrations make."""

from collections.abc import Iterator

from sqlalchemy import CheckConstraint, text
from sqlalchemy.orm import Session

from evaluation.models import Base

PERMANENT = (
    *("instrument_version", "publication", "published_translation", "release", "release_event", "release_file"),
    *("audit_entry", "analysis_plan", "report_page", "item_note", "corrected_translation"),
)
"""The tables whose rows are never changed, removed or replaced."""
COUNTING = ("response_counted", "response_uncounted")
GONE = (
    "The trigger {name} is missing from the database or does nothing there: somebody took it away. Restore the "
    "database from a backup, or ask who did."
)
LOOSE = "The condition {name} is missing from the database: somebody took it away. Restore the database from a backup."


def missing_safeguards(db: Session) -> Iterator[str]:
    """Every trigger and condition that is missing, switched off or emptied, a sentence each."""
    on_sqlite = db.get_bind().dialect.name == "sqlite"
    there, conditions = (_on_sqlite if on_sqlite else _on_postgresql)(db)
    last = "replace" if on_sqlite else "truncate"
    kept = [f"{table}_no_{verb}" for table in PERMANENT for verb in ("update", "delete", last)]
    yield from (GONE.format(name=name) for name in (*kept, *COUNTING) if name not in there)
    yield from (LOOSE.format(name=name) for name in _conditions() if name not in conditions)


def _conditions() -> list[str]:
    tables = Base.metadata.sorted_tables
    checks = [each for table in tables for each in table.constraints if isinstance(each, CheckConstraint)]
    return sorted(str(each.name) for each in checks if each.name)


def _on_sqlite(db: Session) -> tuple[set[str], str]:
    rows = db.execute(text("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    acting = ("RAISE(ABORT", "UPDATE response_count")
    triggers = {row.name for row in rows if row.type == "trigger" and any(action in row.sql for action in acting)}
    return triggers, "\n".join(row.sql for row in rows if row.type == "table")


def _on_postgresql(db: Session) -> tuple[set[str], set[str]]:
    acting = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    checks = "SELECT conname FROM pg_constraint WHERE contype = 'c' AND convalidated"
    return set(db.scalars(text(acting))), set(db.scalars(text(checks)))
