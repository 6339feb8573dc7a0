"""Make every table, and the triggers that keep its rows, from the models.

SQLite and PostgreSQL write triggers differently, so each of the two kinds stands here twice. One refuses to change,
remove or replace what is published, released or audited. The other counts the responses of each wave in the
transaction that stores or deletes them, without blank ones and those of participants set aside.
"""

from collections.abc import Iterator

from alembic import op
from sqlalchemy import Table, UniqueConstraint

from evaluation.domain.answers_digest import BLANK
from evaluation.models import Base
from evaluation.store.log.safeguards import PERMANENT

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ONCE_SET = {"analysis_plan": "locked_at"}
"""The permanent tables of which a row may be changed until a column is set."""


def upgrade() -> None:
    """Make the tables, then the triggers."""
    Base.metadata.create_all(op.get_bind())
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    refusing, counting = (_postgresql_refusing, POSTGRESQL_COUNTING) if on_postgresql else (_refusing, COUNTING)
    for name in PERMANENT:
        for statement in refusing(Base.metadata.tables[name]):
            op.execute(statement)
    for statement in counting:
        op.execute(statement)


def _refusing(table: Table) -> Iterator[str]:
    """Refuse UPDATE, DELETE and INSERT OR REPLACE on SQLite, which replaces a row without a DELETE trigger."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_refusal(table)}'); END"
    once = f"WHEN OLD.{ONCE_SET[table.name]} IS NOT NULL" if table.name in ONCE_SET else ""
    for verb in ("UPDATE", "DELETE"):
        yield f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} {once} {refuse}"
    unique = [each.columns.keys() for each in table.constraints if isinstance(each, UniqueConstraint)]
    same = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in key) + ")"
        for key in (["rowid"], table.primary_key.columns.keys(), *sorted(unique))
    )
    taken = f"EXISTS (SELECT 1 FROM {table.name} WHERE {same})"  # noqa: S608 - names of the models
    yield f"CREATE TRIGGER {table.name}_no_replace BEFORE INSERT ON {table.name} WHEN {taken} {refuse}"


def _postgresql_refusing(table: Table) -> Iterator[str]:
    """Refuse UPDATE, DELETE and TRUNCATE on PostgreSQL, also to a session that replays a replica."""
    function = f"{table.name}_is_permanent()"
    once = f"ROW WHEN (OLD.{ONCE_SET[table.name]} IS NOT NULL)" if table.name in ONCE_SET else "STATEMENT"
    yield (
        f"CREATE FUNCTION {function} RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_refusal(table)}'; END $$"
    )
    for verb, each in {"UPDATE": once, "DELETE": once, "TRUNCATE": "STATEMENT"}.items():
        name = f"{table.name}_no_{verb.lower()}"
        yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table.name} FOR EACH {each} EXECUTE FUNCTION {function}"
        yield f"ALTER TABLE {table.name} ENABLE ALWAYS TRIGGER {name}"


def _refusal(table: Table) -> str:
    return f"{table.name} rows are permanent: add a new one"


_IS_HELD = (
    "EXISTS (SELECT 1 FROM set_aside AS aside "
    "WHERE aside.admitted_at IS NULL AND aside.participant_id = {row}.participant_id)"
)
_WAS_ANSWERED, _IS_ANSWERED = f"OLD.digest <> '{BLANK}'", f"NEW.digest <> '{BLANK}'"
_WAS_HELD, _NOW_HELD = _IS_HELD.format(row="OLD"), _IS_HELD.format(row="NEW")

_ONE_MORE = """BEGIN
INSERT INTO response_count (wave_id, part, responses) SELECT NEW.wave_id, 0, 0
WHERE NOT EXISTS (SELECT 1 FROM response_count WHERE wave_id = NEW.wave_id AND part = 0);
UPDATE response_count SET responses = responses + 1 WHERE wave_id = NEW.wave_id AND part = 0; END"""
_ONE_LESS = (
    "BEGIN UPDATE response_count SET responses = responses - 1 WHERE wave_id = OLD.wave_id AND part = 0; END"
)
COUNTING = (
    f"CREATE TRIGGER response_counted AFTER INSERT ON response WHEN {_IS_ANSWERED} AND NOT {_NOW_HELD} {_ONE_MORE}",
    f"CREATE TRIGGER response_uncounted AFTER DELETE ON response WHEN {_WAS_ANSWERED} AND NOT {_WAS_HELD} {_ONE_LESS}",
    f"""CREATE TRIGGER response_filled AFTER UPDATE OF digest ON response
WHEN {_IS_ANSWERED} AND NOT {_WAS_ANSWERED} AND NOT {_NOW_HELD} {_ONE_MORE}""",
    f"""CREATE TRIGGER response_emptied AFTER UPDATE OF digest ON response
WHEN {_WAS_ANSWERED} AND NOT {_IS_ANSWERED} AND NOT {_NOW_HELD} {_ONE_LESS}""",
)

_ADD_TO_PART = """INSERT INTO response_count AS kept (wave_id, part, responses)
VALUES (each.wave_id, pg_backend_pid() % 16, each.more)
ON CONFLICT (wave_id, part) DO UPDATE SET responses = kept.responses + excluded.responses;"""
"""Each connection adds to one of 16 parts, so that two phones that send at once seldom wait for one row."""
POSTGRESQL_COUNTING = (
    f"""CREATE FUNCTION count_response() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END; each record;
BEGIN
FOR each IN SELECT wave_id, count(*) * one AS more FROM changed
WHERE digest <> '{BLANK}' AND NOT {_IS_HELD.format(row="changed")}
GROUP BY wave_id ORDER BY wave_id LOOP
{_ADD_TO_PART}
END LOOP;
RETURN NULL;
END $$""",  # noqa: S608 - a digest of our own
    f"""CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE each record;
BEGIN
IF {_NOW_HELD} THEN RETURN NULL; END IF;
FOR each IN SELECT NEW.wave_id AS wave_id, CASE WHEN {_IS_ANSWERED} THEN 1 ELSE -1 END AS more LOOP
{_ADD_TO_PART}
END LOOP;
RETURN NULL;
END $$""",
    """CREATE TRIGGER response_counted AFTER INSERT ON response REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION count_response()""",
    """CREATE TRIGGER response_uncounted AFTER DELETE ON response REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION count_response()""",
    f"""CREATE TRIGGER response_recounted AFTER UPDATE OF digest ON response
FOR EACH ROW WHEN (({_WAS_ANSWERED}) <> ({_IS_ANSWERED})) EXECUTE FUNCTION count_change()""",
)
