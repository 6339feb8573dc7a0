"""What every participant page is guarded by: headers, a cap on bodies, and no posting from elsewhere."""

import gzip
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, request

from evaluation.storage.events.event_log import note_event
from evaluation.web.app import services
from evaluation.web.hosts.foreign_posts import is_foreign

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LARGEST_BODY = 64 * 1024
WORTH_COMPRESSING = 600
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; "
    "media-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types weaving"
)
HEADERS = list(
    {
        "Content-Security-Policy": CONTENT_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }.items()
)
UNCACHED = [*HEADERS, ("Cache-Control", "no-store")]

Wsgi = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]


def guard_participants_app(app: Flask) -> None:
    """Guard an application's every request and response."""
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY
    app.config["MAX_FORM_PARTS"] = 500
    app.before_request(_refuse_foreign_posts)
    app.after_request(_compress)
    app.wsgi_app = _with_headers(app.wsgi_app)  # type: ignore[method-assign,assignment]


def _refuse_foreign_posts() -> None:
    if request.method == "POST" and is_foreign(request, services().settings.base_url):
        note_event("cross-origin refused", application="participants")
        abort(403)


def _with_headers(inner: Wsgi) -> Wsgi:
    """The application with the headers of every response added as it leaves, which costs next to nothing there."""

    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:  # noqa: ANN401 - WSGI's own
            added = HEADERS if any(name == "Cache-Control" for name, _ in headers) else UNCACHED
            return start_response(status, headers + added, *rest)

        return inner(environ, start)

    return application


def _compress(response: Response) -> Response:
    """Pages of one person's are compressed as they leave: hall wifi is slower than this."""
    if response.direct_passthrough or response.location or "Content-Encoding" in response.headers:
        return response  # a file, hardly a page, or compressed already
    if "gzip" in request.headers.get("Accept-Encoding", "") and response.mimetype == "text/html":
        body = response.get_data()
        if len(body) >= WORTH_COMPRESSING:
            response.set_data(gzip.compress(body, 5, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Vary"] = "Accept-Encoding"
    return response
