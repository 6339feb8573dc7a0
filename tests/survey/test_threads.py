"""Whatever staff ask for, and however long it takes, the phones in the hall are answered."""

import http.client
import threading
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from waitress.task import ThreadedTaskDispatcher

from evaluation.web import server as web_server
from evaluation.web.app import combined
from evaluation.web.server import FOR_STAFF, Dispatcher, server_for

STAFF = 8
"""Requests of staff at once: as many as the threads that phones have."""


class Staff:
    """A staff application whose every page waits until it is let go; it says how many are in it."""

    def __init__(self):
        self.inside, self.let_go = threading.Semaphore(0), threading.Event()

    def __call__(self, _environ, start_response):
        self.inside.release()
        self.let_go.wait(60)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]


@contextmanager
def running(staff, participants):
    server = server_for(combined(participants, staff), host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.effective_port}"
    finally:
        staff.let_go.set()
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(5)


def status(host, path, *, patience=60):
    line = http.client.HTTPConnection(host, timeout=patience)
    try:
        line.request("GET", path)
        reply = line.getresponse()
        reply.read()
        return reply.status
    finally:
        line.close()


def pressed(host, path, answers):
    thread = threading.Thread(target=lambda: answers.append(status(host, path)))
    thread.start()
    return thread


@pytest.mark.parametrize("path", ["/staff/", "/staff", "/staff/experiments/x/pack", "//staff/x", "/%73taff/x"])
def test_eight_requests_of_staff_that_wait_keep_no_phone_from_its_page(participants, sqlite_hall, path):
    staff, answers = Staff(), []
    with running(staff, participants) as host:
        threads = [pressed(host, path, answers) for _ in range(STAFF)]
        for _ in range(FOR_STAFF):
            assert staff.inside.acquire(timeout=60)
        seen = [status(host, f"/{sqlite_hall.words}") for _ in range(3)]
        staff.let_go.set()
        for thread in threads:
            thread.join()
    assert (seen, answers) == ([200] * 3, [200] * STAFF)


def test_with_one_set_of_threads_for_all_they_would(participants, sqlite_hall, monkeypatch):
    shared = ThreadedTaskDispatcher()
    shared.set_thread_count(STAFF)
    monkeypatch.setattr(web_server, "Dispatcher", lambda: shared)
    staff, answers = Staff(), []
    with running(staff, participants) as host:
        threads = [pressed(host, "/staff/", answers) for _ in range(STAFF)]
        for _ in range(STAFF):
            assert staff.inside.acquire(timeout=60)
        with pytest.raises(TimeoutError):
            status(host, f"/{sqlite_hall.words}", patience=1)
        staff.let_go.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize(("path", "waiting"), [("/staffing", 0), ("/staff/x", 1), ("", 0)])
def test_a_request_waits_among_those_it_belongs_to(path, waiting):
    dispatcher = Dispatcher(participants=0, staff=0)
    dispatcher.add_task(SimpleNamespace(requests=[SimpleNamespace(path=path)]))
    assert (len(dispatcher.staff.queue), len(dispatcher.queue)) == (waiting, 1 - waiting)
