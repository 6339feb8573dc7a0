"""`weaving serve`: the pages of participants and staff, with the clock and a worker beside those of staff."""

import errno
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import click

from evaluation.application import application_for
from evaluation.cli.command_context import opened
from evaluation.cli.fieldwork.join_address_warnings import left_behind, plain_http, served_elsewhere
from evaluation.cli.operations.live_address import LivePages
from evaluation.cli.operations.setup import say_where_to_set_up
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.jobs.erasure_sweep import erase_withdrawn
from evaluation.operations.monitoring.answered_requests import AccessLines, Observer
from evaluation.operations.monitoring.written_events import writing_events
from evaluation.storage.database import Database
from evaluation.storage.database_roles import DatabaseRole
from evaluation.storage.events.event_log import EVENT_LOG
from evaluation.storage.keys import open_to_others
from evaluation.storage.served_home import following_port, noted_as_served, where_served
from evaluation.store.studies.studies import all_studies
from evaluation.web.app import Services
from evaluation.web.hosts.this_machine_alone import staff_on_this_machine
from evaluation.web.server import server_for

UNGUARDED = "Participants' pages may do in PostgreSQL whatever their login may: `weaving check` says what to do."
SERVED_ALREADY = (
    "This home ({home}) is served at {there} already. Both show one study: what is kept at one is seen at the other. "
    "One is enough for staff: stop one of the two with Ctrl-C, or name another home with WEAVING_HOME for another "
    "study."
)
SERVED_THERE = "This home ({home}) is served at {there} already: open that, or stop it first with Ctrl-C where it runs."
SWITCH = 0.0005
"""Seconds after which a thread that computes lets others: a phone waits that long for each of them, not ten times."""


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--only", type=click.Choice(["participants", "staff"]), help="Serve one of the two applications alone.")
@click.option("--worker/--no-worker", default=True, help="Whether a worker runs beside the staff pages.")
@click.option(
    "--access-log", is_flag=True, help="Write a line for each request: its route, without who asked for what."
)
@click.option(
    "--metrics-port", type=int, help="Serve figures for Prometheus to this machine alone, on a port; 0: a free one."
)
def command(
    host: str, port: int, only: str | None, *, worker: bool, access_log: bool, metrics_port: int | None
) -> None:
    """Serve the pages until Ctrl-C, and make the reports that staff pages ask for."""
    with opened() as (given, database):
        settings = following_port(given, port)
        if plain := plain_http(settings.base_url):
            click.echo(plain, err=True)
        if loose := open_to_others(settings):
            click.echo(f"Others may read {', '.join(loose)}: run `chmod 600` on them in {settings.keys}.", err=True)
        if only != "staff" and (open_to_all := said_of_roles(database)):
            click.echo(open_to_all, err=True)
        services = Services(settings, database, now_utc)
        with ExitStack() as watching:
            observers = watching.enter_context(_watching(services, access_log=access_log, metrics_port=metrics_port))
            welcome = None if only == "participants" else lambda listening: say_where_to_set_up(services, listening)
            serve(services, host=host, port=port, only=only, worker=worker, observers=observers, welcome=welcome)


def serve(
    services: Services,
    *,
    host: str,
    port: int,
    only: str | None = None,
    worker: bool = True,
    observers: Sequence[Observer] = (),
    staff_here_alone: bool = False,
    welcome: Callable[[int], None] | None = None,
) -> None:
    """Serve until interrupted; `welcome` is called with the port once there is something to open."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a hall that answers at once is a queue, and no fault
    sys.setswitchinterval(SWITCH)
    application = LivePages(
        services,
        pages=lambda given: application_for(given, only=only, observers=observers),
        background=lambda given: _background(given, only=only, worker=worker),
    )
    try:
        guarded = staff_on_this_machine(application) if staff_here_alone else application
        server = server_for(guarded, host=host, port=port)
    except OSError as fault:
        raise _cannot_listen(fault, services.settings.home, host=host, port=port) from None
    listening = int(getattr(server, "effective_port", port))
    at = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{listening}"  # noqa: S104 - compared
    click.echo(said_of_pages(at, only=only))
    with _warning_of_another_server(services, at, only=only):
        if welcome:
            welcome(listening)
        if said := _said_of_address(services, host=host, port=listening, only=only):
            click.echo(said, err=True)
        erase_withdrawn(services)
        with application.working():
            try:
                server.run()
            finally:
                server.close()
        erase_withdrawn(services)


def _said_of_address(services: Services, *, host: str, port: int, only: str | None) -> str | None:
    """What to say where the address that is printed does not lead to what is served."""
    public = services.settings.base_url
    with services.database.reading() as db:
        is_set_up = bool(all_studies(db))
    elsewhere = served_elsewhere(public, host=host, port=port, is_set_up=is_set_up)
    return left_behind(public, port=None if only else port) or elsewhere


@contextmanager
def _warning_of_another_server(services: Services, at: str, *, only: str | None) -> Iterator[None]:
    """Say where these staff pages are served already; several servers of participants' pages alone are as meant."""
    if only == "participants":
        yield
        return
    with noted_as_served(services.settings.home, at) as there:
        if there:
            click.echo(SERVED_ALREADY.format(there=there, home=services.settings.home), err=True)
        yield


@contextmanager
def _background(services: Services, *, only: str | None, worker: bool) -> Iterator[None]:
    """What works beside the pages: the clock, what is due once a day, and a worker."""
    with ExitStack() as background:
        if only != "participants":
            as_staff = replace(services, database=services.database.as_role(DatabaseRole.STAFF))
            background.enter_context(_keeping_time(as_staff))
            background.enter_context(_ending_what_is_due(as_staff))
        if worker and only != "participants":
            background.enter_context(_working(services))
        yield


@contextmanager
def _watching(services: Services, *, access_log: bool, metrics_port: int | None) -> Iterator[list[Observer]]:
    """What whoever looks after the server is told while it runs; who takes each request to tell of it."""
    observers: list[Observer] = []
    with ExitStack() as watching:
        if metrics_port is not None:
            from evaluation.operations.monitoring.metrics import metrics_registry, serving_metrics  # noqa: PLC0415

            registry, figures = metrics_registry(services, EVENT_LOG)
            try:
                at = watching.enter_context(serving_metrics(registry, port=metrics_port))
            except OSError as fault:
                raise _cannot_listen(fault, services.settings.home, host="127.0.0.1", port=metrics_port) from None
            click.echo(f"Figures: http://127.0.0.1:{at}/metrics, for this machine alone.", err=True)
            observers.append(figures)
        lines = AccessLines(EVENT_LOG) if access_log else None
        observers += [lines] if lines else []
        with writing_events(lines):
            yield observers


def said_of_pages(at: str, *, only: str | None) -> str:
    """Where whoever is served finds their pages."""
    served = {"participants": f"Participants: {at}/", "staff": f"Staff: {at}/staff/"}
    return " · ".join([*(said for pages, said in served.items() if only in {None, pages}), "Ctrl-C stops."])


def said_of_roles(database: Database) -> str:
    """That participants' pages may do in PostgreSQL whatever their login may; empty where they act as their role."""
    is_postgresql = database.reader.dialect.name == "postgresql"
    return UNGUARDED if is_postgresql and database.as_role(DatabaseRole.PARTICIPANTS).role is None else ""


def _cannot_listen(fault: OSError, home: Path, *, host: str, port: int) -> Refused:
    """Why nothing can be served at an address, and what to do."""
    there = where_served(home) if fault.errno == errno.EADDRINUSE else ""
    if there.endswith(f":{port}"):
        return Refused(SERVED_THERE.format(there=there, home=home))
    if fault.errno == errno.EADDRINUSE:
        return Refused(
            f"Something else is served at {host}:{port} already. Stop it, or choose another port: "
            f"`weaving serve --port {port + 1}`, `make run PORT={port + 1}`."
        )
    why = fault.strerror or str(fault)
    return Refused(f"Nothing can be served at {host}:{port}: {why}. Choose another --host or --port.")


@contextmanager
def _keeping_time(services: Services) -> Iterator[None]:
    """While staff pages are served, After opens by itself at its time, and webhooks are told of what happens."""
    from evaluation.api.webhooks.telling import tell_until  # noqa: PLC0415 - a participants' server does not load them
    from evaluation.fieldwork.timekeeping import keep_time_until  # noqa: PLC0415

    stopped = threading.Event()
    looking = (keep_time_until, tell_until)
    threads = [threading.Thread(target=each, args=(stopped, services), daemon=True) for each in looking]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopped.set()
        for thread in threads:
            thread.join(timeout=10)


@contextmanager
def _ending_what_is_due(services: Services) -> Iterator[None]:
    """While staff pages are served, what needs nobody's decision is ended once a day."""
    from evaluation.operations.retention.daily_retention import end_daily_until  # noqa: PLC0415 - as above

    stopped = threading.Event()
    thread = threading.Thread(target=end_daily_until, args=(stopped, services), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join(timeout=10)


@contextmanager
def _working(services: Services) -> Iterator[None]:
    """While staff pages are served, what they ask for is made by a process beside them."""
    from evaluation.cli.operations.worker import HANDLERS  # noqa: PLC0415 - a participants' server does not load it
    from evaluation.jobs.background_worker import background_worker  # noqa: PLC0415

    with background_worker(services.settings, HANDLERS):
        yield
