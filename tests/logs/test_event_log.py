"""The event log: what is declared is written, everything else is not."""

import io
import json
import logging
import random
import uuid

import pytest

from evaluation.operations.monitoring.answered_requests import AccessLines, AnsweredRequest
from evaluation.storage.events import vocabulary
from evaluation.storage.events.event_log import EventLines, EventLog, account_mark
from evaluation.storage.events.vocabulary import EVENTS, EventKind, UndeclaredEventError
from evaluation.storage.fault_log import SparingFormatter, log_fault
from tests.log_watch import personal

SIX = 1_778_781_600.0
"""14 May 2026, 18:00 UTC."""


class Moments:
    """Seconds since 1970, which move when told to."""

    now = SIX + 100.0

    def __call__(self):
        return self.now


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def moments():
    return Moments()


def log_to(stream, moments, *kinds):
    log = EventLog(write=EventLines(lambda: stream), clock=moments)
    log.kinds = frozenset(kinds or EventKind)
    return log


@pytest.fixture
def lenient(monkeypatch):
    """As a running server: what does not fit is left out."""
    monkeypatch.setattr(vocabulary, "is_strict", False)


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_a_line_of_json(moments):
    stream = io.StringIO()
    log_to(stream, moments).note("role granted", {"account": "0a1b2c3d", "by": "99999999"})
    at = {"at": "2026-05-14T18:01:40Z", "level": "warning", "event": "role granted"}
    assert lines(stream) == [at | {"account": "0a1b2c3d", "by": "99999999"}]


def test_on_a_terminal_it_is_key_and_value(moments):
    stream = Terminal()
    log_to(stream, moments).note("account locked", {"account": "0a1b2c3d", "seconds": 60})
    assert stream.getvalue() == (
        'at=2026-05-14T18:01:40Z level=warning event="account locked" account=0a1b2c3d seconds=60\n'
    )


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("somebody answered", {}),
        ("role granted", {"email": "a@example.org"}),
        ("role granted", {"account": "a@example.org"}),
        ("account locked", {"seconds": "60"}),
        ("account locked", {"seconds": True}),
        ("forged cookie", {"application": "elsewhere"}),
        ("fault", {"what": "lower case and no sentence"}),
        ("fault", {"what": "A request failed", "fault": "ValueError: the words of somebody"}),
        ("fault", {}),
        ("request", {"application": "staff", "method": "KANARI", "route": "/", "status": 200, "ms": 1}),
        ("request", {"application": "staff", "method": "GET", "route": "people", "status": 200, "ms": 1}),
    ],
)
def test_what_is_not_declared_raises_in_tests(moments, name, fields):
    stream = io.StringIO()
    with pytest.raises(UndeclaredEventError):
        log_to(stream, moments).note(name, fields)
    assert stream.getvalue() == ""


def test_a_running_server_leaves_out_what_is_not_declared(moments, lenient):
    stream = io.StringIO()
    log = log_to(stream, moments)
    log.note("somebody answered", {"words": "secret"})
    log.note("role granted", {"account": "0a1b2c3d", "email": "secret@example.org", "by": "secret"})
    log.note("request", {"application": "staff", "method": "GET", "path": "/secret"})
    assert [line["event"] for line in lines(stream)] == ["role granted"]
    assert "secret" not in stream.getvalue()


def test_only_the_kinds_that_are_asked_for_are_written_and_all_are_counted(moments):
    stream = io.StringIO()
    log = log_to(stream, moments, EventKind.FAULT)
    log.note("role granted", {})
    log.note("fault", {"what": "A job failed"})
    assert [line["event"] for line in lines(stream)] == ["fault"]
    assert log.counts() == {"role granted": 1, "fault": 1}


def test_what_strangers_can_cause_at_will_is_one_line_a_minute(moments):
    stream = io.StringIO()
    log = log_to(stream, moments)
    for _ in range(100):
        log.note("forged cookie", {"application": "staff"})
    moments.now += 61
    log.note("forged cookie", {"application": "staff"})
    log.note("forged cookie", {"application": "staff"})
    log.write_held()
    log.write_held()
    assert [line["times"] for line in lines(stream)] == [1, 100, 1]
    assert log.counts() == {"forged cookie": 102}


def test_the_times_of_participants_are_rounded_to_the_quarter_of_an_hour(moments):
    stream = io.StringIO()
    log = log_to(stream, moments)
    log.note("cross-origin refused", {"application": "participants"})
    assert lines(stream)[0]["at"] == "2026-05-14T18:00Z"


def answered(route, *, application="participants"):
    return AnsweredRequest(application=application, method="GET", route=route, status=200, seconds=0.0042)


def test_requests_of_participants_are_written_together_when_their_quarter_is_over(moments):
    stream = io.StringIO()
    access = AccessLines(log_to(stream, moments), clock=moments)
    for number in range(40):
        moments.now = SIX + number
        access(answered(f"/route{number}"))
    access.write_past()
    access(answered("/people", application="staff"))
    assert [line["route"] for line in lines(stream)] == ["/people"]
    moments.now = SIX + 901
    access.write_past()
    _staff, *written = lines(stream)
    assert {line["at"] for line in written} == {"2026-05-14T18:00Z"}
    assert sorted(line["route"] for line in written) == sorted(f"/route{number}" for number in range(40))
    assert [line["route"] for line in written] != [f"/route{number}" for number in range(40)]
    assert {line["ms"] for line in written} == {4}


def test_requests_of_the_next_quarter_bring_out_those_of_the_last(moments):
    stream = io.StringIO()
    access = AccessLines(log_to(stream, moments), clock=moments)
    access(answered("/first"))
    moments.now += 900
    access(answered("/second"))
    assert [(line["route"], line["at"]) for line in lines(stream)] == [("/first", "2026-05-14T18:00Z")]
    access.write_held()
    assert lines(stream)[1]["at"] == "2026-05-14T18:15Z"


def test_a_fault_says_its_kind_and_place_and_none_of_its_words(capsys):
    try:
        int("the words of somebody at a@example.org")
    except ValueError as fault:
        log_fault(logging.getLogger("evaluation.here"), "A job failed", fault)
    said = json.loads(capsys.readouterr().err)
    assert (said["event"], said["fault"], said["logger"]) == ("fault", "ValueError", "evaluation.here")
    assert said["places"].startswith("test_event_log.py:")
    assert "somebody at" not in str(said)


def test_a_place_in_what_a_library_made_up_is_told_too(capsys):
    try:
        exec(compile("1 // 0", "<made up for a(b) by a library>", "exec"))
    except ZeroDivisionError as fault:
        log_fault(logging.getLogger("evaluation.here"), "A job failed", fault)
    assert json.loads(capsys.readouterr().err)["places"] == "<made_up_for_a_b__by_a_library>:1 <module>"


@pytest.mark.parametrize(("name", "said"), [("evaluation.x", "Said of %s"), ("a_library", "Said of %s")])
def test_what_is_put_into_a_record_is_never_written(name, said, lenient):
    record = logging.LogRecord(name, logging.WARNING, "/somewhere/there.py", 3, said, ("a@example.org",), None)
    line = SparingFormatter().format(record)
    assert "example.org" not in line
    assert json.loads(line)["level"] == "warning"


def test_an_account_has_the_same_mark_each_time_and_another_than_others():
    rng = random.Random(3)
    one, other = (uuid.UUID(int=rng.getrandbits(128)) for _ in range(2))
    assert account_mark(one) == account_mark(one) != account_mark(other)
    assert account_mark(one) not in one.hex


def test_every_route_of_all_applications_fits_the_vocabulary(sqlite_settings, sqlite_database, clock):
    from evaluation.api.api_app import api_app
    from evaluation.participants_app import participants_app
    from evaluation.staff_app import staff_app
    from evaluation.web.app import Services

    services, every = Services(sqlite_settings, sqlite_database, clock), (participants_app, staff_app, api_app)
    applications = [make(services) for make in every]
    assert {app.name for app in applications} == vocabulary.APPLICATIONS
    rules = {rule.rule for app in applications for rule in app.url_map.iter_rules()}
    assert [rule for rule in sorted(rules) if not EVENTS["request"].fields["route"].fullmatch(rule)] == []


@pytest.mark.parametrize(
    "said",
    [
        "somebody@example.net",
        "GET /river-lamp/pre",
        "code KEO ZBB 4F5",
        "5ca1ab1e-cafe-4bad-8bad-c0ffee15600d",
        "from 192.168.1.7",
        "Highfields Centre",
    ],
)
def test_the_watch_over_all_tests_finds(said):
    assert personal(said)
    assert not personal('{"event": "fault", "what": "A request failed", "places": "join.py:12 begin", "ms": 12}')
