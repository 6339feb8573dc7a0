"""`weaving address`: the address that people open, which cards and posters name."""

import click

from evaluation.cli.command_actor import recorded_actor
from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.cli.command_context import settings as in_use_now
from evaluation.storage.settings import checked_address, write_address

HOLDS = (
    "A server that was started without WEAVING_BASE_URL takes it up within seconds; a `weaving worker` that runs apart "
    "goes on with the earlier one until it is started again."
)


@click.command("address")
@click.argument("address", required=False)
@json_option
def command(address: str | None, *, as_json: bool) -> None:
    """Show the public address, or set it to ADDRESS from now on; WEAVING_BASE_URL comes before it."""
    with opened() as (settings, database):
        if address:
            written = checked_address(address)
            with database.transaction() as db:
                recorded_actor(settings).note(db, "public address changed", "public address", address=written)
                write_address(settings.home, written)
        in_use = in_use_now().base_url
    show_one({"address": in_use}, in_json=as_json)
    if address and in_use != written:
        click.echo(
            f"{written} is kept, but WEAVING_BASE_URL comes before it: unset it, or set it to the same.", err=True
        )
    elif address:
        click.echo(HOLDS, err=True)
