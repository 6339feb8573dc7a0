"""The queue carries ids and nothing else; what it forgets the sweep finds."""

import sqlite3
import uuid
from dataclasses import replace

import pytest

from evaluation.errors import Refused
from evaluation.jobs.asking import ask
from evaluation.jobs.queue import open_queue
from evaluation.jobs.worker import sweep


@pytest.fixture(params=["file", "sqlite", "postgresql"])
def queue(request, sqlite_settings, tmp_path):
    """An open queue of each kind that needs no server beside PostgreSQL."""
    addresses = {
        "file": lambda: None,
        "sqlite": lambda: f"sqlite:///{tmp_path}/elsewhere.sqlite",
        "postgresql": lambda: request.getfixturevalue("postgresql_settings").database_url,
    }
    opened = open_queue(replace(sqlite_settings, queue_url=addresses[request.param]()))
    yield opened
    opened.close()


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


def test_the_file_keeps_a_rollback_journal(sqlite_settings):
    open_queue(sqlite_settings).close()
    with sqlite3.connect(sqlite_settings.home / "queue.sqlite") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [("amqp://x", "begins with 'amqp'"), ("redis://localhost", "Python package is not installed")],
)
def test_a_queue_that_cannot_be_is_a_sentence(sqlite_settings, address, sentence):
    with pytest.raises(Refused, match=sentence):
        open_queue(replace(sqlite_settings, queue_url=address))


def test_what_the_queue_forgot_is_carried_again(shop, queue):
    job = ask(shop.parts, queue, kind="three_files", arguments={"what": "a"}, content="c", by="Mair")
    queue.huey.flush()
    sweep(shop, queue)
    assert queue.carried() == {job.id}


def test_what_still_waits_in_the_queue_is_not_carried_twice(shop, queue):
    ask(shop.parts, queue, kind="three_files", arguments={"what": "a"}, content="c", by="Mair")
    sweep(shop, queue)
    assert queue.huey.pending_count() == 1


def test_a_queue_that_is_away_loses_no_request(shop, queue, sqlite_settings):
    queue.huey.storage.enqueue = lambda *_: (_ for _ in ()).throw(OSError("away"))
    job = ask(shop.parts, queue, kind="three_files", arguments={"what": "a"}, content="c", by="Mair")
    again = open_queue(sqlite_settings)
    sweep(shop, again)
    assert again.carried() == {job.id}
    again.close()
