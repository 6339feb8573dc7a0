"""Requests as whoever looks after a server may see them: by route, never by address, and without who asked."""

import secrets
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evaluation.storage.events.event_log import QUARTER, EventLog
from evaluation.storage.events.vocabulary import REQUEST
from evaluation.web.app import Application, method_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

NOWHERE = "none"
"""The route of what no page answers."""
MOST_HELD = 20_000
"""Requests that are held back at once: of more, those so far are written down before their quarter is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredRequest:
    """One request: which application, the rule of its route, and how it was answered."""

    application: str
    method: str
    route: str
    status: int
    seconds: float


Observer = Callable[[AnsweredRequest], None]


def observed(application: Application, name: str, observers: Sequence[Observer]) -> Application:
    """An application whose requests are told to observers once they are answered; the same one where there are none."""
    if not observers:
        return application

    def run(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        began, answered = time.perf_counter(), list[tuple[str, str]]()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:  # noqa: ANN401 - WSGI's own
            answered.append((status, _route_of(environ)))  # Flask forgets its route with the request
            return start_response(status, headers, *rest)

        try:
            return application(environ, start)
        finally:
            status, route = answered[-1] if answered else ("500", NOWHERE)
            request = AnsweredRequest(
                application=name,
                method=method_of(environ),
                route=route,
                status=int(status[:3]),
                seconds=time.perf_counter() - began,
            )
            for observe in observers:
                observe(request)

    return run


def _route_of(environ: "WSGIEnvironment") -> str:
    """The rule of the route that answered, as it is declared: `/<words>`, and not the words."""
    rule = getattr(environ.get("werkzeug.request"), "url_rule", None)
    return rule.rule if rule else NOWHERE


class AccessLines:
    """Writes a line for each request: of staff at once, of participants when the quarter of an hour is over.

    Those of a quarter are written together and in an order by chance: neither their times nor what stands around them
    says when somebody in the hall pressed what.
    """

    def __init__(self, log: EventLog, *, clock: Callable[[], float] = time.time) -> None:
        self._log, self._clock, self._lock = log, clock, threading.Lock()
        self._held, self._quarter = list[AnsweredRequest](), 0

    def __call__(self, request: AnsweredRequest) -> None:
        """Write down a request, or hold it back."""
        if request.application != "participants":
            self._write(request, self._clock())
            return
        with self._lock:
            quarter = int(self._clock() // QUARTER)
            due = self._taken() if quarter != self._quarter or len(self._held) >= MOST_HELD else []
            then, self._quarter = self._quarter * QUARTER, quarter
            self._held.append(request)
        self._write_all(due, then)

    def write_past(self) -> None:
        """Write down what is held of a quarter that is over."""
        self._write_held(but=int(self._clock() // QUARTER))

    def write_held(self) -> None:
        """Write down whatever is held, as before the server ends."""
        self._write_held(but=None)

    def _write_held(self, *, but: int | None) -> None:
        with self._lock:
            then, due = self._quarter * QUARTER, [] if self._quarter == but else self._taken()
        self._write_all(due, then)

    def _taken(self) -> list[AnsweredRequest]:
        due, self._held = self._held, []
        secrets.SystemRandom().shuffle(due)
        return due

    def _write_all(self, requests: Sequence[AnsweredRequest], at: float) -> None:
        for request in requests:
            self._write(request, at)

    def _write(self, request: AnsweredRequest, at: float) -> None:
        fields = {"application": request.application, "method": request.method, "route": request.route}
        self._log.note(REQUEST, {**fields, "status": request.status, "ms": round(request.seconds * 1000)}, at=at)
