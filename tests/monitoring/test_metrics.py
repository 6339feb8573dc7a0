"""Figures for Prometheus: of routes, states and totals, for this machine alone."""

import re
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from werkzeug.test import Client

from evaluation.application import application_for
from evaluation.models import Role
from evaluation.operations.monitoring.metrics import metrics_registry, serving_metrics
from evaluation.storage.events.event_log import EventLog
from evaluation.storage.log_end import note_verified
from evaluation.store.log.jobs import ask_for_job
from evaluation.web.app import Services
from tests.hall import Hall, Phone
from tests.mounted import Mounted

LABELS = {"application", "method", "route", "status", "event", "state", "le"}


@pytest.fixture
def watched(settings, database, clock):
    services = Services(settings, database, clock)
    log = EventLog(write=lambda *_line: None)
    registry, figures = metrics_registry(services, log)
    return services, log, registry, figures


def value(registry, name, **labels):
    return registry.get_sample_value(name, labels)


def test_requests_are_counted_by_route_and_never_by_address(watched):
    services, _log, registry, figures = watched
    hall = Hall(services.database, services.clock)
    client = Client(application_for(services, observers=[figures]))
    for path in (f"/{hall.words}", "/nowhere-else", "/staff/people", "/a/b/c/d/e/f/g"):
        client.get(path)
    labels = {"application": "participants", "method": "GET", "route": "/<words>"}
    assert value(registry, "weaving_requests_total", **labels, status="2xx") == 1
    assert value(registry, "weaving_requests_total", **labels, status="4xx") == 1
    staff = {"application": "staff", "method": "GET", "route": "/people", "status": "3xx"}
    assert value(registry, "weaving_requests_total", **staff) == 1
    assert value(registry, "weaving_request_seconds_count", application="participants", route="/<words>") == 2
    said = "".join(f"{sample}" for metric in registry.collect() for sample in metric.samples)
    assert (hall.words in said, "nowhere" in said) == (False, False)


def test_what_waits_and_what_is_kept_is_told_in_totals(watched):
    services, log, registry, _figures = watched
    hall = Hall(services.database, services.clock)
    phone = Phone(application_app(services))
    assert phone is not None
    now = services.clock()
    with services.database.transaction() as db:
        ask_for_job(db, "report", arguments={}, content="x", by="", now=now - timedelta(seconds=90))
    answer(services, hall)
    note_verified(services.settings, now - timedelta(hours=2))
    log.note("forged cookie", {"application": "staff"})
    assert value(registry, "weaving_jobs", state="queued") == 1
    assert value(registry, "weaving_queue_age_seconds") == 90
    assert value(registry, "weaving_responses") == 1
    assert value(registry, "weaving_audit_verified_age_seconds") == 7200
    assert value(registry, "weaving_events_total", event="forged cookie") == 1


def application_app(services):
    from evaluation.participants_app import participants_app

    return participants_app(services)


def answer(services, hall):
    """One form that was sent."""
    from evaluation.store.responses.responses import record_response

    response = hall.begin()
    with services.database.transaction() as db:
        record_response(db, hall.submission(response), now=services.clock())


def test_no_figure_has_another_label_than_these(watched):
    _services, log, registry, figures = watched
    log.note("role granted", {})
    Client(application_for(watched[0], observers=[figures])).get("/")
    assert {name for metric in registry.collect() for sample in metric.samples for name in sample.labels} <= LABELS


def test_a_locked_database_leaves_the_figures_that_need_none(sqlite_settings, sqlite_database, clock):
    log = EventLog(write=lambda *_line: None)
    registry, _figures = metrics_registry(Services(sqlite_settings, sqlite_database, clock), log)
    log.note("database busy", {})
    sqlite_database.close()
    assert value(registry, "weaving_events_total", event="database busy") == 1


def read(address, **headers):
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, ""


def test_they_stand_on_a_port_of_this_machine(watched):
    registry = watched[2]
    with serving_metrics(registry, port=0) as port:
        status, said = read(f"http://127.0.0.1:{port}/metrics")
        assert (status, bool(re.search(r"^weaving_responses 0.0$", said, re.MULTILINE))) == (200, True)
        assert read(f"http://127.0.0.1:{port}/")[0] == 404
        assert read(f"http://127.0.0.1:{port}/metrics", Host=f"elsewhere.example:{port}")[0] == 404


def test_the_pages_themselves_give_none(sqlite_settings, sqlite_database, clock):
    mounted = Mounted(sqlite_settings, sqlite_database, clock)
    administrator = mounted.person("ada@example.org", Role.ADMINISTRATOR)
    assert [administrator.get(path).status_code for path in ("/metrics", "/staff/metrics")] == [404, 404]
