"""Triggers that keep how many responses each wave has, in the transaction that stores or deletes them, on both engines.

The number is kept in parts, so that on PostgreSQL two phones that send at the same moment seldom wait for one row:
each connection adds to one of 16 parts. Alembic's batch mode on SQLite rebuilds a table and drops its triggers: a
migration that alters `response` calls `keep_count` again afterwards.
"""

from alembic import op

_SQLITE = (
    """CREATE TRIGGER response_counted AFTER INSERT ON response BEGIN
INSERT INTO response_count (wave_id, part, responses) SELECT NEW.wave_id, 0, 0
WHERE NOT EXISTS (SELECT 1 FROM response_count WHERE wave_id = NEW.wave_id AND part = 0);
UPDATE response_count SET responses = responses + 1 WHERE wave_id = NEW.wave_id AND part = 0; END""",
    """CREATE TRIGGER response_uncounted AFTER DELETE ON response BEGIN
UPDATE response_count SET responses = responses - 1 WHERE wave_id = OLD.wave_id AND part = 0; END""",
)
_POSTGRESQL = (
    """CREATE FUNCTION count_response() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END; each record;
BEGIN
FOR each IN SELECT wave_id, count(*) * one AS more FROM changed GROUP BY wave_id ORDER BY wave_id LOOP
INSERT INTO response_count AS kept (wave_id, part, responses)
VALUES (each.wave_id, pg_backend_pid() % 16, each.more)
ON CONFLICT (wave_id, part) DO UPDATE SET responses = kept.responses + excluded.responses;
END LOOP;
RETURN NULL;
END $$""",
    """CREATE TRIGGER response_counted AFTER INSERT ON response REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION count_response()""",
    """CREATE TRIGGER response_uncounted AFTER DELETE ON response REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION count_response()""",
)


def keep_count() -> None:
    """Count from here on."""
    for statement in _POSTGRESQL if _on_postgresql() else _SQLITE:
        op.execute(statement)


def stop_counting() -> None:
    """Count no longer, before the table of counts goes."""
    for name in ("response_counted", "response_uncounted"):
        op.execute(f"DROP TRIGGER IF EXISTS {name}" + (" ON response" if _on_postgresql() else ""))
    if _on_postgresql():
        op.execute("DROP FUNCTION IF EXISTS count_response()")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
