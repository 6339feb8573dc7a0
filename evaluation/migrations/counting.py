"""Triggers that keep how many responses each wave has, in the transaction that stores or deletes them, on both engines.

A response in which nothing is answered counts only once something is: who left every question blank did not answer.

The number is kept in parts, so that on PostgreSQL two phones that send at the same moment seldom wait for one row:
each connection adds to one of 16 parts. Alembic's batch mode on SQLite rebuilds a table and drops its triggers: a
migration that alters `response` calls `keep_count` again afterwards.
"""

from alembic import op

BLANK = "d827049039f82a8b65a9b0f52e637cf3bc5d1e0dec7d6198edf901a5e3dcae7d"
"""The digest of a response in which nothing is answered."""
_MORE = "UPDATE response_count SET responses = responses + 1 WHERE wave_id = NEW.wave_id AND part = 0;"
_LESS = "UPDATE response_count SET responses = responses - 1 WHERE wave_id = OLD.wave_id AND part = 0;"
_FIRST = """INSERT INTO response_count (wave_id, part, responses) SELECT NEW.wave_id, 0, 0
WHERE NOT EXISTS (SELECT 1 FROM response_count WHERE wave_id = NEW.wave_id AND part = 0);"""
_WAS, _IS = f"OLD.digest <> '{BLANK}'", f"NEW.digest <> '{BLANK}'"
_SQLITE = (
    f"CREATE TRIGGER response_counted AFTER INSERT ON response WHEN {_IS} BEGIN {_FIRST} {_MORE} END",
    f"CREATE TRIGGER response_uncounted AFTER DELETE ON response WHEN {_WAS} BEGIN {_LESS} END",
    f"""CREATE TRIGGER response_filled AFTER UPDATE OF digest ON response
WHEN {_IS} AND NOT {_WAS} BEGIN {_FIRST} {_MORE} END""",
    f"""CREATE TRIGGER response_emptied AFTER UPDATE OF digest ON response
WHEN {_WAS} AND NOT {_IS} BEGIN {_LESS} END""",
)
_ADD = """INSERT INTO response_count AS kept (wave_id, part, responses)
VALUES (each.wave_id, pg_backend_pid() % 16, each.more)
ON CONFLICT (wave_id, part) DO UPDATE SET responses = kept.responses + excluded.responses;"""
_POSTGRESQL = (
    f"""CREATE FUNCTION count_response() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END; each record;
BEGIN
FOR each IN SELECT wave_id, count(*) * one AS more FROM changed
WHERE digest <> '{BLANK}' GROUP BY wave_id ORDER BY wave_id LOOP
{_ADD}
END LOOP;
RETURN NULL;
END $$""",  # noqa: S608 - a digest of our own
    f"""CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE each record;
BEGIN
FOR each IN SELECT NEW.wave_id AS wave_id, CASE WHEN {_IS} THEN 1 ELSE -1 END AS more LOOP
{_ADD}
END LOOP;
RETURN NULL;
END $$""",
    """CREATE TRIGGER response_counted AFTER INSERT ON response REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION count_response()""",
    """CREATE TRIGGER response_uncounted AFTER DELETE ON response REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION count_response()""",
    f"""CREATE TRIGGER response_recounted AFTER UPDATE OF digest ON response
FOR EACH ROW WHEN (({_WAS}) <> ({_IS})) EXECUTE FUNCTION count_change()""",
)
_NAMES = ("response_counted", "response_uncounted", "response_filled", "response_emptied", "response_recounted")


def keep_count() -> None:
    """Count from here on."""
    for statement in _POSTGRESQL if _on_postgresql() else _SQLITE:
        op.execute(statement)


def stop_counting() -> None:
    """Count no longer, before the table of counts goes."""
    for name in _NAMES:
        op.execute(f"DROP TRIGGER IF EXISTS {name}" + (" ON response" if _on_postgresql() else ""))
    if _on_postgresql():
        for name in ("count_response", "count_change"):
            op.execute(f"DROP FUNCTION IF EXISTS {name}()")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
