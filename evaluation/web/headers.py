"""What every staff page is guarded by: headers, a policy for content, pinned hosts, a cap on bodies."""

import io
from typing import IO
from urllib.parse import urlsplit

from flask import Flask, Request, Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden

from evaluation.storage.events.event_log import note_event
from evaluation.storage.settings import Settings
from evaluation.web.hosts.foreign_posts import is_foreign

LARGEST_BODY = 2 * 1024 * 1024
"""Paper forms, interviews and questionnaires come in as files; 2 MB hold thousands of rows."""
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'; "
    "require-trusted-types-for 'script'; trusted-types weaving"
)
FRAMED_BY_OURS = CONTENT_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""The same for what stands in a frame of a page of ours: the phone beside the editor, and signing in over a page."""
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), publickey-credentials-get=(self)",
}


class ForeignPostError(Forbidden):
    """A page of another site sent this: refused, whichever session it came with."""


class RequestInMemory(Request):
    """A request whose files stay in memory, however large: what somebody uploads is not left on a disk in passing."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - the library's signature, as the others
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return io.BytesIO()


def guard_staff_app(app: Flask, settings: Settings) -> None:
    """Guard an application's every request and response."""
    app.request_class = RequestInMemory
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY
    app.config["MAX_FORM_PARTS"] = 2000
    app.config["TRUSTED_HOSTS"] = trusted_hosts(settings)
    app.before_request(lambda: _refuse_foreign_posts(settings.base_url))
    https = settings.base_url.startswith("https:")
    app.after_request(_with_headers(https=https))


def _refuse_foreign_posts(base_url: str) -> None:
    if request.method == "POST" and is_foreign(request, base_url):
        note_event("cross-origin refused", application="staff")
        raise ForeignPostError(
            _("This was sent from another page, so nothing was changed. Open the page that it is for and press there.")
        )


def trusted_hosts(settings: Settings) -> list[str]:
    """The names that pages may be asked for under: the public one, and this machine's own."""
    public = urlsplit(settings.base_url).hostname or "localhost"
    return sorted({public, "localhost", "127.0.0.1", "[::1]"})


def _with_headers(*, https: bool):  # type: ignore[no-untyped-def]  # noqa: ANN202 - Flask's hook
    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        is_download = response.headers.get("Content-Disposition", "").startswith("attachment")
        if is_download or "Cache-Control" not in response.headers:  # a shared computer keeps neither page nor file
            response.headers["Cache-Control"] = "no-store"
        return response

    return add
