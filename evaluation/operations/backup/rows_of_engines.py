"""All rows of a database, carried from PostgreSQL into a SQLite file or back: the same rows in the same columns.

Which tables are carried says the SQLite file: each of them has to be there, and what else PostgreSQL holds, such as a
queue, is no record of this program and is left as it is. Structured values go as their text; conditions between tables
are looked at once all rows are there.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    Uuid,
    bindparam,
    cast,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy import table as named_table
from sqlalchemy import types as kinds
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.types import TypeEngine

from evaluation.domain.errors import Refused
from evaluation.models.base import UtcDateTime

VERSION_TABLE = "alembic_version"
AT_A_TIME = 500
LACKING = "PostgreSQL lacks tables of this program ({names}): somebody removed them. Nothing was changed."
CARRIED: tuple[tuple[type[TypeEngine[Any]], TypeEngine[Any]], ...] = (
    (kinds.Uuid, Uuid()),
    (kinds.Boolean, Boolean()),
    (kinds.Integer, Integer()),
    (kinds.DateTime, UtcDateTime()),
    (kinds.Date, Date()),
    (kinds.LargeBinary, LargeBinary()),
    (kinds.JSON, Text()),
    (kinds.String, Text()),
)
"""How a column of each kind is carried."""


def tables_of(postgresql: Connection, names: Collection[str]) -> list[Table]:
    """The tables of these names as they are carried; refused where one is missing."""
    found = {name: list(each) for (_schema, name), each in inspect(postgresql).get_multi_columns().items()}
    if lacking := sorted(set(names) - found.keys()):
        raise Refused(LACKING.format(names=", ".join(lacking)))
    return [_carried(name, found[name]) for name in sorted(names)]


def names_in(connection: Connection, *, schema: str | None = None) -> set[str]:
    """The names of the tables, without the one that says at which schema the database is."""
    return set(inspect(connection).get_table_names(schema)) - {VERSION_TABLE}


def into_sqlite(postgresql: Connection, sqlite: Connection) -> None:
    """Fill a SQLite database of the same schema with the rows of a PostgreSQL one, in the transactions of both."""
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    kept = sqlite.exec_driver_sql(triggers).all()
    tables = tables_of(postgresql, names_in(sqlite))
    sqlite.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for trigger in kept:
        sqlite.exec_driver_sql(f'DROP TRIGGER "{trigger.name}"')
    for table in tables:
        sqlite.execute(table.delete())
        _carry(postgresql, _as_text(table), sqlite, insert(table))
    for trigger in kept:
        sqlite.exec_driver_sql(trigger.sql)


def into_postgresql(sqlite: Connection, postgresql: Connection) -> dict[str, int]:
    """Put the rows of a SQLite database in place of those of a PostgreSQL one of the same schema; how many a table."""
    tables = tables_of(postgresql, names_in(sqlite))
    with_references, with_triggers = _loosened(postgresql, tables)
    for table in tables:
        postgresql.execute(text(f"TRUNCATE {quoted(table.name)}"))
        _carry(sqlite, select(table), postgresql, insert(table).values(_from_text(table)))
    _fastened(postgresql, with_references, with_triggers)
    return {table.name: counted(postgresql, table.name) for table in tables}


def copied_within(postgresql: Connection, *, source: str) -> None:
    """Put the rows that another schema of the database keeps in place of those that are there."""
    tables = tables_of(postgresql, names_in(postgresql, schema=source))
    with_references, with_triggers = _loosened(postgresql, tables)
    for table in tables:
        names = ", ".join(quoted(column.name) for column in table.columns)
        postgresql.execute(text(f"TRUNCATE {quoted(table.name)}"))
        kept = f"{quoted(source)}.{quoted(table.name)}"
        postgresql.execute(text(f"INSERT INTO {quoted(table.name)} ({names}) SELECT {names} FROM {kept}"))  # noqa: S608 - names that the database gives
    _fastened(postgresql, with_references, with_triggers)


def kept_within(postgresql: Connection, names: Collection[str], *, schema: str) -> None:
    """Keep a copy of all rows of these tables in a schema of its own, which nobody else may read."""
    postgresql.execute(text(f"CREATE SCHEMA {quoted(schema)}"))
    for table in tables_of(postgresql, names):
        kept = f"{quoted(schema)}.{quoted(table.name)}"
        postgresql.execute(text(f"CREATE TABLE {kept} AS TABLE {quoted(table.name)}"))


def counted(connection: Connection, name: str) -> int:
    """How many rows a table has."""
    return int(connection.scalar(select(func.count()).select_from(named_table(name))) or 0)


def _carry(source: Connection, rows: Select[Any], target: Connection, into: Any) -> None:  # noqa: ANN401 - an INSERT with or without values
    found = source.execution_options(yield_per=AT_A_TIME).execute(rows).mappings()
    for some in found.partitions():
        target.execute(into, [dict(row) for row in some])


def _carried(table: str, columns: Iterable[ReflectedColumn]) -> Table:
    carried = (
        Column(each["name"], _kind_of(table, each), info={"json": isinstance(each["type"], kinds.JSON)})
        for each in columns
    )
    return Table(table, MetaData(), *carried)


def _kind_of(table: str, column: ReflectedColumn) -> TypeEngine[Any]:
    for kind, carried in CARRIED:
        if isinstance(column["type"], kind):
            return carried
    raise TypeError(f"The column {table}.{column['name']} is of a kind that is not carried: {column['type']!r}")


def _as_text(table: Table) -> Select[Any]:
    return select(*(cast(each, Text).label(each.name) if each.info["json"] else each for each in table.c))


def _from_text(table: Table) -> Mapping[str, Any]:
    return {
        each.name: cast(bindparam(each.name, type_=Text()), JSONB) if each.info["json"] else bindparam(each.name)
        for each in table.c
    }


def _loosened(postgresql: Connection, tables: list[Table]) -> tuple[list[Any], list[Any]]:
    """Let rows be put in any order and without triggers; what was taken away, to be put back."""
    names = {"names": [table.name for table in tables]}
    references = postgresql.execute(
        text(
            "SELECT t.relname AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS said FROM pg_constraint c "
            "JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'f' AND t.relname = ANY(:names) "
            "AND t.relnamespace = current_schema()::regnamespace"
        ),
        names,
    ).all()
    triggers = postgresql.execute(
        text(
            "SELECT t.relname AS table, g.tgname AS name, g.tgenabled::text AS state FROM pg_trigger g "
            "JOIN pg_class t ON t.oid = g.tgrelid WHERE NOT g.tgisinternal AND t.relname = ANY(:names) "
            "AND t.relnamespace = current_schema()::regnamespace"
        ),
        names,
    ).all()
    for each in references:
        postgresql.execute(text(f"ALTER TABLE {quoted(each.table)} DROP CONSTRAINT {quoted(each.name)}"))
    for each in triggers:
        postgresql.execute(text(f"ALTER TABLE {quoted(each.table)} DISABLE TRIGGER {quoted(each.name)}"))
    return list(references), list(triggers)


def _fastened(postgresql: Connection, references: list[Any], triggers: list[Any]) -> None:
    states = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA", "D": "DISABLE"}
    for each in triggers:
        state = states[each.state]
        postgresql.execute(text(f"ALTER TABLE {quoted(each.table)} {state} TRIGGER {quoted(each.name)}"))
    for each in references:
        table, name = quoted(each.table), quoted(each.name)
        postgresql.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {each.said}")


def quoted(name: str) -> str:
    """A name as PostgreSQL reads it, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'
