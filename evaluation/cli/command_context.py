"""What every verb needs: the settings, the database, and two ways of printing."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from evaluation import migrations
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.printing import derived_files
from evaluation.storage.database import Database, open_database
from evaluation.storage.database_connection import said_of_connection
from evaluation.storage.database_locked import DatabaseBusyError
from evaluation.storage.keyring import hold_keys
from evaluation.storage.served_home import following_server
from evaluation.storage.settings import Settings

BUSY = "Others keep the database busy, so nothing was changed. Try again in a moment."
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON that a program may read.")


def settings() -> Settings:
    """The settings that the environment names, and the port of the server where it alone says what people open."""
    return following_server(Settings.from_environment(os.environ))


@contextmanager
def opened(spared: Callable[[str], bool] = lambda _: False) -> Iterator[tuple[Settings, Database]]:
    """The settings and their database at the schema of this program; an empty home is set up at first use.

    Refused where a key is missing, empty or another one than before; keys whose names are `spared` may be missing.
    """
    loaded = settings()
    database = open_database(loaded)
    derived_files.keep_in(loaded.home / "cache")
    try:
        _bring_up(database)
        hold_keys(loaded, database, now=now_utc(), spared=spared)
        yield loaded, database
    except DatabaseBusyError as busy:
        raise Refused(said_of_connection(busy, loaded) or BUSY) from None
    finally:
        database.close()


def show(rows: Sequence[Mapping[str, object]], *, in_json: bool, empty: str) -> None:
    """A list: JSON, or a table in plain text."""
    if in_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not rows:
        click.echo(empty)
    else:
        _table(rows)


def show_one(row: Mapping[str, object], *, in_json: bool) -> None:
    """One thing: JSON, or a line a property."""
    if in_json:
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
    else:
        width = max(len(name) for name in row)
        for name, value in row.items():
            click.echo(f"{name.replace('_', ' '):<{width}}  {_plain(value)}")


def _bring_up(database: Database) -> None:
    at = migrations.revision_of(database)
    if at is None:
        migrations.upgrade(database)
    else:
        migrations.refuse_unknown(at)


def _table(rows: Sequence[Mapping[str, object]]) -> None:
    columns = list(rows[0])
    cells = [[name.replace("_", " ") for name in columns], *([_plain(row[name]) for name in columns] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(columns))]
    for line in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_plain(inner) for inner in value)
    return "–" if value is None else str(value)
