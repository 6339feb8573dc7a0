"""Figures of a running server in Prometheus' form, on a port of their own that only this machine reaches.

No figure has an id, an address or the name of an evening beside it: routes as they are declared, kinds of events, and
totals over everything.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, make_wsgi_app
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from evaluation.operations.monitoring.answered_requests import AnsweredRequest
from evaluation.storage.database_locked import DatabaseBusyError
from evaluation.storage.events.event_log import EventLog
from evaluation.storage.log_end import verified_at
from evaluation.store.log.jobs import queue_state
from evaluation.store.responses.progress import stored_responses
from evaluation.web.app import Application, Services

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LOOPBACK = "127.0.0.1"
NAMES = {LOOPBACK, "localhost"}
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
PATIENCE = 0.7
"""Seconds that a reading of the figures waits for a locked database; then it has those figures alone that need none."""


class RequestFigures:
    """How many requests were answered and how fast, by route."""

    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ("application", "method", "route", "status")
        self._answered = Counter("weaving_requests", "Requests answered.", labels, registry=registry)
        by_route = ("application", "route")
        meaning = "Seconds until a request was answered."
        self._seconds = Histogram("weaving_request_seconds", meaning, by_route, buckets=BOUNDS, registry=registry)

    def __call__(self, request: AnsweredRequest) -> None:
        """Count a request."""
        status = f"{request.status // 100}xx"
        self._answered.labels(request.application, request.method, request.route, status).inc()
        self._seconds.labels(request.application, request.route).observe(request.seconds)


class StateFigures(Collector):
    """What the event log has counted and what the database holds, found out when somebody reads the figures."""

    def __init__(self, services: Services, log: EventLog) -> None:
        self._services, self._log = services, log
        self._database = services.database.with_patience(PATIENCE)

    def collect(self) -> Iterator[Metric]:
        """Each figure with its values."""
        events = CounterMetricFamily("weaving_events", "Events of the log since the start.", labels=["event"])
        for name, times in sorted(self._log.counts().items()):
            events.add_metric([name], times)
        yield events
        if (verified := verified_at(self._services.settings)) is not None:
            age = (self._services.clock() - verified).total_seconds()
            yield GaugeMetricFamily(
                "weaving_audit_verified_age_seconds", "Since the audit log was found whole.", value=age
            )
        try:
            yield from self._of_database()
        except DatabaseBusyError:
            return

    def _of_database(self) -> Iterable[Metric]:
        with self._database.reading() as db:
            jobs, age = queue_state(db, now=self._services.clock())
            responses = stored_responses(db)
        states = GaugeMetricFamily("weaving_jobs", "Jobs by their state.", labels=["state"])
        for state, count in jobs.items():
            states.add_metric([state], count)
        waiting = "How long the job has waited that waits longest."
        kept = "Responses kept, over all evenings."
        return [
            states,
            GaugeMetricFamily("weaving_queue_age_seconds", waiting, value=age.total_seconds()),
            GaugeMetricFamily("weaving_responses", kept, value=responses),
        ]


def metrics_registry(services: Services, log: EventLog) -> tuple[CollectorRegistry, RequestFigures]:
    """All figures of a server, and what is told of its requests."""
    disable_created_metrics()  # type: ignore[no-untyped-call]  # the library has no type for it
    registry = CollectorRegistry()
    figures = RequestFigures(registry)
    registry.register(StateFigures(services, log))
    return registry, figures


@contextmanager
def serving_metrics(registry: CollectorRegistry, *, port: int) -> Iterator[int]:
    """`/metrics` on this machine's own address while this lasts; the port that it is."""
    application = _for_this_machine(make_wsgi_app(registry))
    server = make_server(LOOPBACK, port, application, server_class=_Threads, handler_class=_Silent)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        running.join()


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    block_on_close = False


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - the library's
        """Nothing: whoever reads figures needs no line."""


def _for_this_machine(metrics: Any) -> Application:  # noqa: ANN401 - the library's own kind of application
    """Only for whoever asks this machine by its own name: a page elsewhere cannot have a browser here read it."""

    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked = str(environ.get("HTTP_HOST", "")).rpartition(":")[0] or str(environ.get("HTTP_HOST", ""))
        is_asked = environ.get("PATH_INFO") == "/metrics" and environ.get("REQUEST_METHOD") == "GET"
        if asked in NAMES and is_asked:
            answer: Iterable[bytes] = metrics(environ, start_response)
            return answer
        start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"Figures stand at /metrics.\n"]

    return application
