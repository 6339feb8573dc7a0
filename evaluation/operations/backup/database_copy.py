"""The database as it is at one moment, as one SQLite file, while others go on writing.

On SQLite it is a copy by the engine's own way; on PostgreSQL all rows as one transaction sees them, and by the engine's
own `pg_dump` beside them, of the same moment, where there is one.
"""

import os
import shutil
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, StaticPool, create_engine, make_url, text
from sqlalchemy.orm import Session

from evaluation import migrations
from evaluation.domain.errors import Refused
from evaluation.operations.backup.archive import Said
from evaluation.operations.backup.rows_of_engines import VERSION_TABLE, into_sqlite, names_in, quoted
from evaluation.storage.database import Database, connect_database
from evaluation.storage.settings import Settings
from evaluation.storage.sqlite import DRIVER

PAGES = 2000
"""How many are copied before it is said how far the copy is."""
NO_DUMP = (
    "pg_dump is not on the PATH, so the backup holds the rows as the program reads them, and no dump by PostgreSQL."
)
FAILED_DUMP = (
    "pg_dump could not read this database ({why}), so the backup holds the rows as the program reads them, and no dump "
    "by PostgreSQL. A pg_dump at least as new as the server can."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedDatabase:
    """A copy: its file, at which schema it is and what is in it; of PostgreSQL also the dump, or why there is none."""

    file: Path
    schema: str
    counts: dict[str, int]
    log_end: str
    dump: Path | None = None
    warnings: str = ""


def copy_database(settings: Settings, database: Database, folder: Path, *, said: Said) -> CopiedDatabase:
    """Copy the database into a folder; refused where nothing is there yet, or what is there is not sound."""
    schema = migrations.revision_of(database)
    if schema is None:
        raise Refused(f"Nothing is kept in {settings.home} yet, so there is nothing to back up.")
    migrations.refuse_unknown(schema)
    file, dump, warned = folder / "database.sqlite", None, ""
    if database.reader.dialect.name == "sqlite":
        _by_sqlite(database, file, said=said)
    else:
        dump, warned = _by_rows(settings, database, file)
    with reading_copy(file) as copy:
        faults = faults_of_copy(copy)
        if faults:
            raise Refused(*(f"The database is damaged: {fault}" for fault in faults))
        return CopiedDatabase(
            file=file, schema=schema, counts=counts_of(copy), log_end=log_end_of(copy), dump=dump, warnings=warned
        )


@contextmanager
def reading_copy(file: Path) -> Iterator[Any]:
    """A connection that only reads a copy, and trusts nothing in it."""
    connection = DRIVER.connect(f"file:{file}?mode=ro", uri=True)
    try:
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
            connection.execute(f"PRAGMA {pragma}")
        yield connection
    finally:
        connection.close()


@contextmanager
def session_on(copy: Any) -> Iterator[Session]:  # noqa: ANN401 - either driver's connection
    """The rows of a copy that is read, as the models know them."""
    engine = create_engine("sqlite+pysqlite://", creator=lambda: copy, poolclass=StaticPool, module=DRIVER)
    with Session(engine) as db:
        yield db


def faults_of_copy(copy: Any) -> list[str]:  # noqa: ANN401 - either driver's connection
    """What is wrong with a copy: pages that contradict each other, rows that belong to nothing."""
    found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
    if found != ["ok"]:
        return [f"SQLite finds that {found[0]}."]
    lost = copy.execute("PRAGMA foreign_key_check").fetchone()
    return [f"A row of {lost[0]} belongs to none of {lost[2]}."] if lost else []


def counts_of(copy: Any) -> dict[str, int]:  # noqa: ANN401 - as above
    """How many rows each table has."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    tables = [name for (name,) in copy.execute(named).fetchall() if name != VERSION_TABLE]
    return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 - names that the database gives


def log_end_of(copy: Any) -> str:  # noqa: ANN401 - as above
    """The last entry of the audit log, by its keyed hash."""
    last = copy.execute("SELECT mac FROM audit_entry ORDER BY number DESC LIMIT 1").fetchone()
    return str(last[0]) if last else ""


def _by_sqlite(database: Database, file: Path, *, said: Said) -> None:
    """Page by page of what one transaction sees: others may write, and the copy need not begin anew."""
    file.touch(mode=0o600)
    with database.reader.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        source = connection.connection.driver_connection
        size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        target, left = DRIVER.connect(str(file)), [0]

        def progress(_status: int, remaining: int, total: int) -> None:
            said(max(0, (left[0] or total) - remaining) * size)
            left[0] = remaining

        try:
            source.backup(target, pages=PAGES, progress=progress)  # type: ignore[union-attr]
            target.execute("PRAGMA journal_mode = DELETE")
        finally:
            target.close()


def _by_rows(settings: Settings, database: Database, file: Path) -> tuple[Path | None, str]:
    copy = connect_database(Settings(home=file.parent, database_url=f"sqlite:///{file.resolve()}"))
    try:
        migrations.upgrade(copy)
        with database.reader.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            connection.execute(text("SET TRANSACTION READ ONLY"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            moment = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            with copy.writer.begin() as rows:
                into_sqlite(connection, rows)
                others = names_in(connection) - names_in(rows)
            made = _by_pg_dump(settings, connection, file.with_name("database.dump"), moment=moment, without=others)
        with copy.writer.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
            connection.exec_driver_sql("BEGIN")
    finally:
        copy.close()
    return made


def _by_pg_dump(
    settings: Settings, connection: Connection, file: Path, *, moment: str, without: Collection[str]
) -> tuple[Path | None, str]:
    """The dump of the same moment, without the tables of others; and what to tell where there is none."""
    program = shutil.which("pg_dump")
    if program is None:
        return None, NO_DUMP
    schema = connection.execute(text("SELECT current_schema()")).scalar_one()
    where, environment = _where(settings)
    file.touch(mode=0o600)
    command = [program, "--format=custom", f"--schema={schema}", f"--snapshot={moment}", f"--file={file}"]
    command += [f"--exclude-table={quoted(schema)}.{quoted(name)}" for name in sorted(without)]
    done = subprocess.run(  # noqa: S603 - a program on the PATH, and arguments of our own
        [*command, "--no-password", f"--dbname={where}"], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        file.unlink(missing_ok=True)
        return None, FAILED_DUMP.format(why="its version is older" if "version" in done.stderr else "it failed")
    return file, ""


def _where(settings: Settings) -> tuple[str, dict[str, str]]:
    """Where the database is, without its password, and the environment of a program that is given that one apart."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo  # noqa: PLC0415 - only PostgreSQL needs it

    address = make_url(settings.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    known = conninfo_to_dict(address)
    password = known.pop("password", None)
    return make_conninfo("", **known), {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
