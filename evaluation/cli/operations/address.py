"""`weaving address`: the address that people open, which cards and posters name."""

import os

import click

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.storage.settings import Settings, checked_address, write_address

RESTART = "A server or worker that runs now goes on with the address it began with: restart both to take this one up."


@click.command("address")
@click.argument("address", required=False)
@json_option
def command(address: str | None, *, as_json: bool) -> None:
    """Show the public address, or set it to ADDRESS for every start from now on; WEAVING_BASE_URL comes before it."""
    with opened() as (settings, database):
        if address:
            written = checked_address(address)
            with database.transaction() as db:
                recorded_actor(settings).note(db, "public address changed", "public address", address=written)
                write_address(settings.home, written)
        in_use = Settings.from_environment(os.environ).base_url
    show_one({"address": in_use}, in_json=as_json)
    if address and in_use != written:
        click.echo(
            f"{written} is kept, but WEAVING_BASE_URL comes before it: unset it, or set it to the same.", err=True
        )
    elif address:
        click.echo(RESTART, err=True)
