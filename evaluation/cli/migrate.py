"""`weaving migrate`: the database at this program's schema."""

import click

from evaluation import migrations
from evaluation.cli.surroundings import as_json, settings, show_one
from evaluation.database import open_database


@click.command("migrate")
@as_json
def command(*, as_json: bool) -> None:
    """Bring the database to this program's schema, all or nothing."""
    database = open_database(settings())
    try:
        before = migrations.revision_of(database)
        migrations.upgrade(database)
        row = {"from": before, "to": migrations.revision_of(database)}
    finally:
        database.close()
    show_one(row, in_json=as_json)
