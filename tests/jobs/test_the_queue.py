"""The queue carries ids and nothing else; what it forgets the sweep finds."""

import sqlite3
import stat
import subprocess
import sys
import uuid
from dataclasses import replace

import pytest

from evaluation.domain.errors import Refused
from evaluation.jobs.job_requests import request_job
from evaluation.jobs.queue import open_queue
from evaluation.jobs.worker import sweep
from tests.jobs.killing import wait_for

WORKER = "import sys; from tests.jobs.handlers import work_for; work_for(*sys.argv[1:])"


KINDS = ("file", "sqlite", "postgresql", "valkey")


@pytest.fixture(params=KINDS)
def with_queue(request, sqlite_settings, tmp_path):
    """Settings that name a real queue of each kind."""
    addresses = {
        "file": lambda: None,
        "sqlite": lambda: f"sqlite:///{tmp_path}/elsewhere.sqlite",
        "postgresql": lambda: request.getfixturevalue("postgresql_settings").database_url,
        "valkey": lambda: request.getfixturevalue("valkey").address,
    }
    return replace(sqlite_settings, queue_url=addresses[request.param]())


@pytest.fixture
def queue(with_queue):
    """An open queue of each kind."""
    opened = open_queue(with_queue)
    yield opened
    opened.close()


@pytest.fixture
def working(sqlite_settings):
    """Run a worker in a process of its own, which ends with the test."""
    begun = []

    def work(queue_url, *, sweep):
        command = [sys.executable, "-c", WORKER, str(sqlite_settings.home), queue_url or "", str(sweep)]
        begun.append(subprocess.Popen(command))

    yield work
    for process in begun:
        process.terminate()
        process.wait()


@pytest.fixture
def made(row):
    """Whether a job is done within a minute or two."""
    return lambda job: wait_for(lambda: row(job.id).state in {"done", "failed"}) and row(job.id).state == "done"


@pytest.fixture
def asked(sqlite_services):
    """Ask for a job through the queue at an address."""

    def ask_for(queue_url, content):
        queue = open_queue(replace(sqlite_services.settings, queue_url=queue_url))
        try:
            return request_job(
                sqlite_services, queue, kind="three_files", arguments={"what": "a"}, content=content, by="Mair"
            )
        finally:
            queue.close()

    return ask_for


def test_a_job_comes_out_as_it_went_in(queue):
    job = uuid.uuid4()
    queue.carry(job)
    assert queue.carried() == {job}


def test_a_message_is_plain_json(sqlite_settings):
    queue = open_queue(sqlite_settings)
    queue.carry(uuid.UUID(int=5))
    (stored,) = queue.huey.storage.enqueued_items()
    queue.close()
    assert bytes(stored).startswith(b'{"id": ')
    assert str(uuid.UUID(int=5)).encode() in bytes(stored)


def test_the_file_is_its_owners_alone(sqlite_settings):
    queue = open_queue(sqlite_settings)
    queue.carry(uuid.UUID(int=5))
    queue.close()
    assert stat.S_IMODE((sqlite_settings.home / "queue.sqlite").stat().st_mode) == 0o600


def test_the_file_keeps_a_rollback_journal(sqlite_settings):
    open_queue(sqlite_settings).close()
    with sqlite3.connect(sqlite_settings.home / "queue.sqlite") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("amqp://x", "begins with 'amqp'"), ("valkey://localhost", "Python package redis is not installed")],
)
def test_a_queue_that_cannot_be_is_a_sentence(sqlite_settings, monkeypatch, address, sentence):
    monkeypatch.setattr("evaluation.jobs.queue.find_spec", lambda _: None)
    with pytest.raises(Refused, match=sentence):
        open_queue(replace(sqlite_settings, queue_url=address))


@pytest.mark.parametrize(
    "with_queue",
    ["file", "postgresql", *(pytest.param(kind, marks=pytest.mark.long) for kind in ("sqlite", "valkey"))],
    indirect=True,
)
def test_a_job_goes_through_the_queue_alone_to_done(with_queue, working, asked, made):
    working(with_queue.queue_url, sweep=3600)
    assert made(asked(with_queue.queue_url, "perhaps found by the sweep with which a worker begins"))
    assert made(asked(with_queue.queue_url, "carried by the queue"))


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:////nowhere/queue.sqlite",
        "postgresql://nobody@/none?host=/nowhere",
        "unix:///nowhere/socket",
        "valkey://127.0.0.1:1",
    ],
)
def test_a_queue_that_is_not_there_keeps_nobody_from_asking(asked, row, address):
    assert row(asked(address, "c").id).state == "queued"


def test_what_was_asked_for_while_the_queue_was_away_is_made_when_it_is_back(valkey, working, asked, made):
    working(valkey.address, sweep=0.5)
    assert made(asked(valkey.address, "before"))
    valkey.terminate()
    job = asked(valkey.address, "meanwhile")
    assert job.state == "queued"
    valkey.start(timeout=60)
    assert made(job)


def test_what_the_queue_forgot_is_carried_again(worker, queue):
    job = request_job(worker.services, queue, kind="three_files", arguments={"what": "a"}, content="c", by="Mair")
    queue.huey.flush()
    sweep(worker, queue)
    assert queue.carried() == {job.id}


def test_what_still_waits_in_the_queue_is_not_carried_twice(worker, queue):
    request_job(worker.services, queue, kind="three_files", arguments={"what": "a"}, content="c", by="Mair")
    sweep(worker, queue)
    assert queue.huey.pending_count() == 1


def test_a_queue_that_is_away_loses_no_request(worker, queue, sqlite_settings):
    queue.huey.storage.enqueue = lambda *_: (_ for _ in ()).throw(OSError("away"))
    job = request_job(worker.services, queue, kind="three_files", arguments={"what": "a"}, content="c", by="Mair")
    again = open_queue(sqlite_settings)
    sweep(worker, again)
    assert again.carried() == {job.id}
    again.close()
