"""Triggers that keep what is published, released or audited from being changed or removed, on both engines.

Alembic's batch mode on SQLite rebuilds a table and drops its triggers: a migration that alters one of these tables
calls `protect` again afterwards.
"""

from alembic import op

_SENTENCE = "{table} rows are permanent: add a new one"


def protect(table: str) -> None:
    """Refuse UPDATE and DELETE on a table."""
    for verb in ("UPDATE", "DELETE"):
        for statement in _creating(table, verb):
            op.execute(statement)


def unprotect(table: str) -> None:
    """Allow them again, before the table goes."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for verb in ("update", "delete"):
        on = f" ON {table}" if postgresql else ""
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
    if postgresql:
        op.execute(f"DROP FUNCTION IF EXISTS {table}_is_permanent()")


def _creating(table: str, verb: str) -> tuple[str, ...]:
    name, sentence = f"{table}_no_{verb.lower()}", _SENTENCE.format(table=table)
    if op.get_bind().dialect.name != "postgresql":
        return (f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{sentence}'); END",)
    function = (
        f"CREATE OR REPLACE FUNCTION {table}_is_permanent() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$"
    )
    trigger = (
        f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_permanent()"
    )
    return function, trigger
