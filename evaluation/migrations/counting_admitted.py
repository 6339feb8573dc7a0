"""Triggers that keep how many responses each wave has, as `counting` does, without those of people set aside.

Whoever admits somebody, or sets them aside again, counts anew. A migration that alters `response` on SQLite calls
`keep_admitted_count` again afterwards.
"""

from alembic import op

_BLANK = "d827049039f82a8b65a9b0f52e637cf3bc5d1e0dec7d6198edf901a5e3dcae7d"
"""The digest of a response in which nothing is answered."""
_MORE = "UPDATE response_count SET responses = responses + 1 WHERE wave_id = NEW.wave_id AND part = 0;"
_LESS = "UPDATE response_count SET responses = responses - 1 WHERE wave_id = OLD.wave_id AND part = 0;"
_FIRST = """INSERT INTO response_count (wave_id, part, responses) SELECT NEW.wave_id, 0, 0
WHERE NOT EXISTS (SELECT 1 FROM response_count WHERE wave_id = NEW.wave_id AND part = 0);"""
_WAS, _IS = f"OLD.digest <> '{_BLANK}'", f"NEW.digest <> '{_BLANK}'"
_ASIDE = "SELECT 1 FROM set_aside AS aside WHERE aside.admitted_at IS NULL AND aside.participant_id = {}.participant_id"
_NEW_COUNTS, _OLD_COUNTS = (f"NOT EXISTS ({_ASIDE.format(row)})" for row in ("NEW", "OLD"))
_SQLITE = (
    f"""CREATE TRIGGER response_counted AFTER INSERT ON response WHEN {_IS} AND {_NEW_COUNTS}
BEGIN {_FIRST} {_MORE} END""",
    f"CREATE TRIGGER response_uncounted AFTER DELETE ON response WHEN {_WAS} AND {_OLD_COUNTS} BEGIN {_LESS} END",
    f"""CREATE TRIGGER response_filled AFTER UPDATE OF digest ON response
WHEN {_IS} AND NOT {_WAS} AND {_NEW_COUNTS} BEGIN {_FIRST} {_MORE} END""",
    f"""CREATE TRIGGER response_emptied AFTER UPDATE OF digest ON response
WHEN {_WAS} AND NOT {_IS} AND {_NEW_COUNTS} BEGIN {_LESS} END""",
)
_ADD = """INSERT INTO response_count AS kept (wave_id, part, responses)
VALUES (each.wave_id, pg_backend_pid() % 16, each.more)
ON CONFLICT (wave_id, part) DO UPDATE SET responses = kept.responses + excluded.responses;"""
_POSTGRESQL = (
    f"""CREATE FUNCTION count_response() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END; each record;
BEGIN
FOR each IN SELECT wave_id, count(*) * one AS more FROM changed
WHERE digest <> '{_BLANK}' AND NOT EXISTS ({_ASIDE.format("changed")})
GROUP BY wave_id ORDER BY wave_id LOOP
{_ADD}
END LOOP;
RETURN NULL;
END $$""",  # noqa: S608 - a digest of our own
    f"""CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE each record;
BEGIN
IF EXISTS ({_ASIDE.format("NEW")}) THEN RETURN NULL; END IF;
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


def keep_admitted_count() -> None:
    """Count from here on, once `counting.stop_counting` has ended what counted before."""
    for statement in _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.execute(statement)
