"""Whether the database in a backup is sound, and one that this program made: looked at before any of it is used."""

import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from evaluation import migrations
from evaluation.domain.errors import Refused
from evaluation.operations.backup.database_copy import counts_of, faults_of_copy, log_end_of, reading_copy
from evaluation.operations.backup.manifest import Manifest
from evaluation.operations.backup.rows_of_engines import VERSION_TABLE
from evaluation.storage.database import connect_database
from evaluation.storage.settings import Settings
from evaluation.storage.sqlite import DRIVER

UNREADABLE = "The database in the backup cannot be read as a whole. Nothing was changed."
FOREIGN = "The database in the backup is not one of this program at schema {schema}: {what}. Nothing was changed."
OTHER_ROWS = "The database in the backup has other rows than its manifest says. Nothing was changed."


def refuse_foreign_database(folder: Path, manifest: Manifest) -> None:
    """Refuse an unpacked database that is damaged, has other tables or triggers than its schema, or other rows."""
    try:
        with reading_copy(folder / "weaving.sqlite") as copy:
            if faults := faults_of_copy(copy):
                raise Refused(*faults, UNREADABLE)
            _refuse_foreign_schema(copy, manifest.schema)
            if counts_of(copy) != dict(manifest.counts) or log_end_of(copy) != manifest.log_end:
                raise Refused(OTHER_ROWS)
    except (DRIVER.DatabaseError, UnicodeDecodeError):
        raise Refused(UNREADABLE) from None


def _refuse_foreign_schema(copy: Any, schema: str) -> None:  # noqa: ANN401 - either driver's connection
    if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (VERSION_TABLE,)).fetchone():
        raise Refused(FOREIGN.format(schema=schema, what="it says no schema"))
    said = [row[0] for row in copy.execute("SELECT version_num FROM alembic_version")]
    if said != [schema]:
        raise Refused(FOREIGN.format(schema=schema, what="it says another schema"))
    there, ours = _described(copy), _described_anew()
    differing = sorted({name for _kind, name, *_ in there ^ ours})
    if differing:
        raise Refused(FOREIGN.format(schema=schema, what=f"it differs in {', '.join(differing[:5])}"))


@cache
def _described_anew() -> frozenset[tuple[str, ...]]:
    """What a new database of this program has."""
    with tempfile.TemporaryDirectory(prefix="weaving-schema-") as place:
        settings = Settings.at(Path(place))
        database = connect_database(settings)
        try:
            migrations.upgrade(database)
        finally:
            database.close()
        with reading_copy(settings.home / "weaving.sqlite") as made:
            return _described(made)


def _described(copy: Any) -> frozenset[tuple[str, ...]]:  # noqa: ANN401 - as above
    """The tables with their columns, indexes and triggers of a database; triggers and views with what they do."""
    rows = copy.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchall()
    found = {
        (kind, name, table, _plain(sql) if kind in {"trigger", "view"} else "")
        for kind, name, table, sql in rows
        if not name.startswith("sqlite_")
    }
    columns = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid'
    for kind, table, *_ in rows:
        if kind == "table":
            found |= {
                ("column", f"{table}.{name}", str(of), f"{filled}{key}")
                for name, of, filled, key in copy.execute(columns, (table,))
            }
    return frozenset(found)


def _plain(sql: str) -> str:
    return re.sub(r'[\s"`\[\]]+', "", sql).lower()
