"""`weaving setup`: the address at which whoever runs an empty home makes its first administrator, once."""

import click

from evaluation.cli.command_context import json_option, opened, show_one
from evaluation.storage.settings import Settings
from evaluation.storage.setup_secret import is_setup_secret_out, make_setup_secret
from evaluation.store.accounts.accounts import is_anybody_there
from evaluation.web.app import Services
from evaluation.web.hosts.lan_address import leads_here_alone

DONE = "This home is set up: somebody has an account. `weaving person list` says who; `weaving person invite` invites."
FIRST = "Nobody has an account here yet. Set it up at this address; it works once:"
ON_THIS_MACHINE = "Nobody has an account here yet. Set it up, on this computer, at this address; it works once:"
ENDED = "An address for this that was printed earlier leads nowhere any more."
PUBLIC = "Under the public name, once that leads here, it is the same one:"


@click.command("setup")
@json_option
def command(*, as_json: bool) -> None:
    """Print the address at which an empty home is set up: administrator, organisation, study, chapters, address.

    It works once, and every new one ends the one before. `weaving serve` prints one by itself.
    """
    with opened() as (settings, database):
        with database.reading() as db:
            there = is_anybody_there(db)
        address = "" if there else setup_address(settings, base=settings.base_url)
    if as_json:
        show_one({"address": address or None, "set_up": there}, in_json=True)
    else:
        click.echo(
            DONE if there else f"{FIRST}\n\n    {address}\n\nServe it with `weaving serve`, if it is not served."
        )


def setup_address(settings: Settings, *, base: str) -> str:
    """A new address at which a home is set up."""
    return f"{base}/staff/setup/{make_setup_secret(settings.home)}"


def say_where_to_set_up(services: Services, port: int) -> None:
    """Print the address on an empty home that is served on a port of this machine; nothing on any other."""
    with services.database.reading() as db:
        if is_anybody_there(db):
            return
    public, was_out = services.settings.base_url, is_setup_secret_out(services.settings.home)
    path = setup_address(services.settings, base="")
    click.echo(f"\n{ON_THIS_MACHINE}\n\n    http://127.0.0.1:{port}{path}\n")
    if was_out:
        click.echo(f"{ENDED}\n")
    if not leads_here_alone(public):
        click.echo(f"{PUBLIC}\n\n    {public}{path}\n")
