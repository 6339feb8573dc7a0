"""Triggers that keep what is published, released or audited from being changed, removed or replaced, on both engines.

Alembic's batch mode on SQLite rebuilds a table and drops its triggers: a migration that alters one of these tables
calls `protect` and `guard` again afterwards.
"""

from collections.abc import Iterable, Iterator

from alembic import op

_SENTENCE = "{table} rows are permanent: add a new one"


def protect(table: str, *, once: str = "") -> None:
    """Refuse UPDATE and DELETE on a table; of rows in which a column is set `once`, where one is named."""
    for verb in ("UPDATE", "DELETE"):
        for statement in _creating(table, verb, once):
            op.execute(statement)


def unprotect(table: str) -> None:
    """Allow them again, before the table goes."""
    postgresql = _on_postgresql()
    for verb in ("update", "delete"):
        on = f" ON {table}" if postgresql else ""
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
    if postgresql:
        op.execute(f"DROP FUNCTION IF EXISTS {table}_is_permanent()")


def guard(table: str, keys: Iterable[tuple[str, ...]]) -> None:
    """Refuse to put a row in place of another, or to empty the table. `keys` are the columns no two rows share.

    SQLite replaces a row (INSERT OR REPLACE) without asking the triggers that refuse to delete it. On PostgreSQL,
    whose triggers do see that, TRUNCATE is refused, and all of them also hold for a session that replays a replica.
    """
    for statement in _emptying(table) if _on_postgresql() else _replacing(table, keys):
        op.execute(statement)


def unguard(table: str) -> None:
    """Allow both again; on PostgreSQL before `unprotect`."""
    if _on_postgresql():
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
        for verb in ("update", "delete"):
            op.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_{verb}")
    else:
        op.execute(f"DROP TRIGGER IF EXISTS {table}_no_replace")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _emptying(table: str) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_permanent()"
    )
    for verb in ("update", "delete", "truncate"):
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_{verb}"


def _replacing(table: str, keys: Iterable[tuple[str, ...]]) -> Iterator[str]:
    same = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")" for key in (("rowid",), *keys)
    )
    taken = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 - names that a migration gives
    yield (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({taken}) "
        f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE.format(table=table)}'); END"
    )


def _creating(table: str, verb: str, once: str) -> tuple[str, ...]:
    name, sentence = f"{table}_no_{verb.lower()}", _SENTENCE.format(table=table)
    if not _on_postgresql():
        when = f"WHEN OLD.{once} IS NOT NULL " if once else ""
        return (f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{sentence}'); END",)
    function = (
        f"CREATE OR REPLACE FUNCTION {table}_is_permanent() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$"
    )
    each = f"ROW WHEN (OLD.{once} IS NOT NULL)" if once else "STATEMENT"
    trigger = f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH {each} EXECUTE FUNCTION {table}_is_permanent()"
    return function, trigger
