"""`/health` and `/ready`: whether the server is alive, and whether it can take answers, for programs that watch it.

They are answered in front of both applications, whatever name the server is asked by, without sign-in and without a
cookie; they say nothing of anybody and, of what fails, which part it is and no more.
"""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from evaluation.domain.join_words import RESERVED
from evaluation.operations.monitoring.readiness import OK, Readiness
from evaluation.web.app import Application, method_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HEALTH, READY = "health", "ready"
assert {HEALTH, READY} <= RESERVED, "no evening may have such an address"
HEADERS = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
]


def with_probes(application: Application, readiness: Readiness) -> Application:
    """An application that answers both, also below `/staff`, where staff pages are served alone."""
    answers: dict[str, Callable[[], tuple[bool, dict[str, str]]]] = {
        HEALTH: lambda: (True, {}),
        READY: lambda: _ready(readiness),
    }

    def route(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked = environ.get("PATH_INFO", "").removeprefix("/staff").removeprefix("/")
        if (answer := answers.get(asked)) is None:
            return application(environ, start_response)
        method = method_of(environ)
        if method not in {"GET", "HEAD"}:
            start_response("405 Method Not Allowed", [*HEADERS, ("Allow", "GET, HEAD"), ("Content-Length", "0")])
            return [b""]
        holds, states = answer()
        body = json.dumps({"status": "ok" if holds else "unavailable", **states}).encode()
        length = ("Content-Length", str(len(body)))
        start_response("200 OK" if holds else "503 Service Unavailable", [*HEADERS, length])
        return [body if method == "GET" else b""]

    return route


def _ready(readiness: Readiness) -> tuple[bool, dict[str, str]]:
    states = readiness.states()
    return all(found == OK for found in states.values()), states
