"""Serving an example: links that sign in once as each role, and an evening that is open for a phone."""

import errno
import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace

import click
import segno

from evaluation.cli.operations.serve import serve
from evaluation.demonstration.example_home import ExampleHome
from evaluation.demonstration.example_people import evening_open_now, example_people
from evaluation.domain.clock import now_utc
from evaluation.models import Role
from evaluation.storage.database import open_database
from evaluation.storage.keyring import hold_keys
from evaluation.web.app import Services
from evaluation.web.hosts.lan_address import lan_address

SHOWN = {
    Role.ORGANISER: "the evening that is open, with its QR code",
    Role.EVALUATOR: "seven reports",
    Role.RESEARCHER: "the questionnaires",
    Role.ADMINISTRATOR: "people, chapters, the log",
}
USUAL_PORT = 8000
ON_NO_NETWORK = "This machine is on no network, so no phone can open it: look at {address} here."


@dataclass(frozen=True, slots=True)
class ExampleWelcome:
    """What is printed once the example can be opened; new links at each press of Enter."""

    services: Services
    join_path: str
    phones: str

    def __call__(self, port: int) -> None:
        """Print it, and wait for Enter where somebody sits there."""
        for line in self._lines(port):
            click.echo(line)
        if sys.stdin.isatty():
            threading.Thread(target=self._repeat, args=(port,), daemon=True).start()

    def _repeat(self, port: int) -> None:
        for _line in sys.stdin:
            click.echo("\n".join(self._links(port)))

    def _lines(self, port: int) -> Iterator[str]:
        yield "\nExample data, running. Sign in on this machine; each link works once, for half an hour:"
        yield from self._links(port)
        yield "Press Enter here for new links." if sys.stdin.isatty() else "Start it again for new links."
        address = f"{self.services.settings.base_url}/{self.join_path}"
        if not self.phones:
            yield ON_NO_NETWORK.format(address=address)
            return
        yield f"\nAn evening is open. A phone on the same wifi answers at {address}"
        if sys.stdout.isatty():
            segno.make(address, error="m", micro=False).terminal(out=sys.stdout, border=2, compact=True)

    def _links(self, port: int) -> Iterator[str]:
        with self.services.database.transaction() as db:
            people = {role: row.id for role, row in example_people(db, self.services.settings, now=now_utc()).items()}
        for role, shown in SHOWN.items():
            secret = self.services.links.make(people[role], now=now_utc())
            yield f"  {role.value:<14} http://127.0.0.1:{port}/staff/example/{secret}   {shown}"


def serve_example(home: ExampleHome, *, port: int | None) -> None:
    """Serve an example until Ctrl-C: participants' pages to the network, staff pages to this machine alone."""
    phones, port = lan_address(), port or _free_port()
    settings = replace(home.settings, base_url=f"http://{phones or '127.0.0.1'}:{port}")
    database = open_database(settings)
    try:
        hold_keys(settings, database, now=now_utc())
        with database.transaction() as db:
            evening = evening_open_now(db, now=now_utc(), rng=secrets.SystemRandom())
        services = Services(settings, database, now_utc)
        host = "0.0.0.0" if phones else "127.0.0.1"  # noqa: S104 - phones of the network; staff pages are kept from them
        welcome = ExampleWelcome(services, evening.slug, phones)
        serve(services, host=host, port=port, staff_here_alone=True, welcome=welcome)
    finally:
        database.close()


def _free_port() -> int:
    """The usual port, or one that is free where something else listens there."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", USUAL_PORT))
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                raise
            tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
