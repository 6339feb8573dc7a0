"""`/health` and `/ready` as `weaving serve` answers them: without sign-in, fast, and without a word of anybody."""

import http.client
import json
import threading
import time

import pytest
from sqlalchemy import text
from werkzeug.test import Client

from evaluation.application import application_for
from evaluation.domain.join_words import JOIN_WORDS, RESERVED
from evaluation.operations.monitoring.readiness import Readiness
from evaluation.web.app import Services
from tests.serving import serving

PARTS = {"database", "keys", "queue"}
SOON = 5.0
"""Seconds: a guard against hanging on a busy machine; a locked database keeps others waiting for ten."""


@pytest.fixture
def services(settings, database, clock):
    return Services(settings, database, clock)


def asked(services, path="/ready", *, only=None, **more):
    answer = Client(application_for(services, only=only)).get(path, **more)
    return answer.status_code, answer.json, answer


def test_a_sound_server_is_alive_and_ready(services):
    assert asked(services, "/health")[:2] == (200, {"status": "ok"})
    assert asked(services)[:2] == (200, {"status": "ok"} | dict.fromkeys(PARTS, "ok"))


@pytest.mark.parametrize("only", ["participants", "staff"])
@pytest.mark.parametrize("path", ["/health", "/ready", "/staff/health", "/staff/ready"])
def test_each_application_alone_answers(sqlite_settings, sqlite_database, clock, only, path):
    status, said, _answer = asked(Services(sqlite_settings, sqlite_database, clock), path, only=only)
    assert (status, said["status"]) == (200, "ok")


def test_participants_alone_have_no_queue_to_be_ready(sqlite_settings, sqlite_database, clock):
    said = asked(Services(sqlite_settings, sqlite_database, clock), only="participants")[1]
    assert said == {"status": "ok", "database": "ok", "keys": "ok"}


def test_they_are_answered_whatever_name_the_server_is_asked_by(services):
    for path in ("/ready", "/staff/ready"):
        assert asked(services, path, headers={"Host": "10.0.0.7:8000"})[0] == 200


def test_nothing_is_kept_set_or_told_besides(services):
    _status, _said, answer = asked(services)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert Client(application_for(services)).post("/ready").status_code == 405
    assert Client(application_for(services)).head("/health").get_data() == b""


def test_a_database_that_others_lock_is_told_soon(services):
    application = application_for(services)
    database, name = services.database, services.database.writer.dialect.name
    with database.writer.begin() as others:
        others.execute(text("LOCK TABLE response IN EXCLUSIVE MODE" if name == "postgresql" else "SELECT 1"))
        began = time.monotonic()
        answer = Client(application).get("/ready")
        took = time.monotonic() - began
    assert (answer.status_code, answer.json["database"], took < SOON) == (503, "fails", True)
    assert Client(application).get("/health").status_code == 200


def test_it_is_ready_again_once_the_lock_is_gone(sqlite_settings, sqlite_database, clock):
    readiness_clock = [0.0]
    holds = [False]
    readiness = Readiness({"database": lambda: holds[0]}, clock=lambda: readiness_clock[0])
    assert readiness.states() == {"database": "fails"}
    holds[0] = True
    assert readiness.states() == {"database": "fails"}, "kept for a second"
    readiness_clock[0] = 1.5
    assert readiness.states() == {"database": "ok"}


def test_many_questions_are_one_look(sqlite_settings):
    looks = []
    readiness = Readiness({"database": lambda: looks.append(1) or True}, clock=lambda: 0.0)
    for _ in range(50):
        readiness.states()
    assert len(looks) == 1


def test_a_look_that_hangs_is_no_answer_and_holds_up_nobody():
    release, looks = threading.Event(), []

    def hang():
        looks.append(1)
        return release.wait(30)

    readiness = Readiness({"database": hang, "keys": lambda: True})
    began = time.monotonic()
    found = [readiness.states() for _ in range(20)]
    took = time.monotonic() - began
    release.set()
    assert found == [{"database": "no answer", "keys": "ok"}] * 20
    assert (len(looks), took < 15) == (1, True)


def test_a_look_that_raises_fails():
    assert Readiness({"queue": lambda: 1 // 0}).states() == {"queue": "fails"}


def test_a_key_that_is_another_is_told_and_no_more_than_that(services):
    application = application_for(services)
    (services.settings.keys / "cookies").write_bytes(b"k" * 32)
    answer = Client(application).get("/ready")
    assert (answer.status_code, answer.json) == (
        503,
        {"status": "unavailable", "database": "ok", "keys": "fails", "queue": "ok"},
    )


def test_a_database_at_another_schema_is_not_ready(services):
    application = application_for(services)
    with services.database.transaction() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert Client(application).get("/ready").json["database"] == "fails"


def test_a_queue_that_is_away_is_told(sqlite_settings, sqlite_database, clock):
    (sqlite_settings.home / "queue.sqlite").write_bytes(b"no queue at all" * 100)
    status, said, _answer = asked(Services(sqlite_settings, sqlite_database, clock))
    assert (status, said["queue"], said["database"]) == (503, "fails", "ok")


def test_no_evening_gets_an_address_of_the_servers_own():
    assert {"health", "ready", "metrics"} == RESERVED
    assert RESERVED & {*JOIN_WORDS} == set()


def test_a_real_server_answers_both(sqlite_settings):
    with serving(sqlite_settings.home, "--no-worker") as server:
        connection = http.client.HTTPConnection(server.base.removeprefix("http://"), timeout=60)
        found = {}
        for path in ("/health", "/ready"):
            connection.request("GET", path)
            reply = connection.getresponse()
            found[path] = (reply.status, json.loads(reply.read())["status"])
        connection.close()
    assert found == {"/health": (200, "ok"), "/ready": (200, "ok")}
