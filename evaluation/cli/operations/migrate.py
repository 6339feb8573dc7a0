"""`weaving migrate`: the database at this program's schema."""

import click

from evaluation import migrations
from evaluation.cli.command_context import json_option, settings, show_one
from evaluation.domain.clock import now_utc
from evaluation.migrations.rights import creating_roles, missing_roles
from evaluation.operations.restore.earlier_file import NOT_BROUGHT, earlier_file
from evaluation.storage.database import Database, open_database
from evaluation.storage.keyring import hold_keys

WITHOUT_ROLES = (
    "PostgreSQL lacks roles for the parts of this program, and this login may make none: have a superuser run what "
    "`weaving migrate --roles` prints, then run `weaving migrate` again."
)


@click.command("migrate")
@click.option("--roles", is_flag=True, help="Change nothing; print the SQL with which a superuser makes missing roles.")
@json_option
def command(*, roles: bool, as_json: bool) -> None:
    """Bring the database to this program's schema, all or nothing, and its roles to their rights."""
    loaded = settings()
    database = open_database(loaded)
    try:
        if roles:
            _print_roles(database)
            return
        before = migrations.revision_of(database)
        migrations.upgrade(database)
        hold_keys(loaded, database, now=now_utc())
        row = {"from": before, "to": migrations.revision_of(database)}
        lacks_roles = _lacks_roles(database)
    finally:
        database.close()
    show_one(row, in_json=as_json)
    if lacks_roles:
        click.echo(WITHOUT_ROLES, err=True)
    if before is None and (left := earlier_file(loaded)):
        click.echo(NOT_BROUGHT.format(path=left), err=True)


def _lacks_roles(database: Database) -> bool:
    with database.reader.connect() as connection:
        return connection.dialect.name == "postgresql" and bool(missing_roles(connection))


def _print_roles(database: Database) -> None:
    with database.reader.connect() as connection:
        if connection.dialect.name != "postgresql":
            click.echo("SQLite has no roles: nothing to do.")
        elif lines := creating_roles(connection):
            click.echo("\n".join(lines))
        else:
            click.echo("-- The roles are there: `weaving migrate` gives them their rights.")
