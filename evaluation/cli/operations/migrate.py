"""`weaving migrate`: the database at this program's schema."""

import click

from evaluation import migrations
from evaluation.cli.command_context import json_option, settings, show_one
from evaluation.domain.clock import now_utc
from evaluation.storage.database import open_database
from evaluation.storage.keyring import hold_keys


@click.command("migrate")
@json_option
def command(*, as_json: bool) -> None:
    """Bring the database to this program's schema, all or nothing."""
    loaded = settings()
    database = open_database(loaded)
    try:
        before = migrations.revision_of(database)
        migrations.upgrade(database)
        hold_keys(loaded, database, now=now_utc())
        row = {"from": before, "to": migrations.revision_of(database)}
    finally:
        database.close()
    show_one(row, in_json=as_json)
