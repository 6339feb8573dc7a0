"""Statements that every phone waits for: made into text once, and on SQLite handed to its driver as they are.

What SQLAlchemy does about each execution costs SQLite more than the execution itself. What values become, and what is
read back, follows from the types of the columns all the same, and a fault is the one that SQLAlchemy makes of it.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Convert = Callable[[Any], Any] | None


class Prepared:
    """A statement that is made once and executed often; `given` names the columns that an INSERT is given."""

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert, *, given: Sequence[str] = ()) -> None:
        self._statement, self._given = statement, list(given) or None
        self._text: _Text | None = None

    def rows(self, db: Session, values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows that are found; their columns are attributes too."""
        connection = _connection_of(db)
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).all()
        text = self._made_for(connection.dialect)
        found: list[Any] = text.execute(connection, values).fetchall()
        return [text.read(row) for row in found] if text.named else found

    def row(self, db: Session, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as the statement has it
        """The one row that is found; None where there is none."""
        found = self.rows(db, values)
        assert len(found) < 2, "a statement for one row found several"
        return found[0] if found else None

    def write(self, db: Session, values: Mapping[str, Any]) -> int:
        """Write what is given; how many rows were written."""
        connection = _connection_of(db)
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values, execution_options={"preserve_rowcount": True}).rowcount
        return int(self._made_for(connection.dialect).execute(connection, values).rowcount)

    def _made_for(self, dialect: Dialect) -> "_Text":
        if self._text is None:
            self._text = _text_of(self._statement, dialect, given=self._given)
        return self._text


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as SQLite's driver takes it."""

    sql: str
    sent: tuple[tuple[str, Convert, Any], ...]
    """For each place its name, what becomes of a value there, and what stands there where none is given."""
    named: Callable[..., Any] | None
    """What makes a row of values; None where they are read as they are found, and none has a name."""
    found: tuple[tuple[int, Callable[[Any], Any]], ...]
    """What becomes of the values read back, by their place; of the others nothing."""

    def execute(self, connection: Connection, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the driver's cursor
        """Execute it; whoever listens to SQLAlchemy's statements hears of it as of any other."""
        sent = [
            (values[name] if convert is None else convert(values[name])) if name in values else fixed
            for name, convert, fixed in self.sent
        ]
        cursor, error = connection.connection.cursor(), connection.dialect.loaded_dbapi.Error
        if listeners := connection.engine.dispatch.before_cursor_execute:
            listeners(connection, cursor, self.sql, sent, None, False)
        try:
            return cursor.execute(self.sql, sent)
        except error as fault:
            raise DBAPIError.instance(self.sql, None, fault, error, hide_parameters=True) from fault

    def read(self, row: Sequence[Any]) -> Any:  # noqa: ANN401 - as the statement has it
        """A row as it was meant."""
        assert self.named is not None, "otherwise the row is read as it is"
        values = list(row)
        for place, convert in self.found:
            values[place] = convert(values[place])
        return self.named(*values)


def _connection_of(db: Session) -> Connection:
    """The connection of a session, in a transaction; a session is asked for it once, since it takes its time."""
    if not isinstance(db.bind, Connection):
        if "connection" not in db.info:
            db.info["connection"] = db.connection()
        connection: Connection = db.info["connection"]
        return connection
    if not db.bind.in_transaction():
        db.bind.begin()
    return db.bind


def _text_of(statement: Select[*tuple[Any, ...]] | Insert, dialect: Dialect, *, given: list[str] | None) -> _Text:
    compiled = statement.compile(dialect=dialect, column_keys=given)
    assert isinstance(compiled, SQLiteCompiler), "it is a statement of SQL"
    assert not compiled.insert_prefetch, "every value that has a default is given"
    writing = {compiled.bind_names[each]: each.type.dialect_impl(dialect) for each in compiled.bind_names}
    fixed = compiled.construct_params(_check=False)
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    names = [getattr(each, "name", "") for each in columns]
    reading = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns]
    return _Text(
        str(compiled),
        tuple((name, writing[name].bind_processor(dialect), fixed[name]) for name in compiled.positiontup or ()),
        namedtuple("Row", names, rename=True) if any([*names, *reading]) else None,  # noqa: PYI024 - found here
        tuple((place, convert) for place, convert in enumerate(reading) if convert is not None),
    )
