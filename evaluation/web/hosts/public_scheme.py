"""A request's scheme is the public address's, also behind a server that holds the certificate and speaks plain http on.

Whole addresses that are made of a request would otherwise begin with http: a page's own policy keeps a browser from
following them, and a page that was sent from here would be taken for another's.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from evaluation.storage.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def with_public_scheme(application: "WSGIApplication", settings: Settings) -> "WSGIApplication":
    """The application, told https for what is asked for under the name of a public address that has it.

    Its port is added where a front server passes on the name alone. What the headers of a front server say of the
    scheme is not read: anybody could send them.
    """
    public = urlsplit(settings.base_url)

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked = environ.get("HTTP_HOST", "")
        if _name_in(asked) == public.hostname:
            host = asked if _has_port(asked) else public.netloc
            environ = {**environ, "wsgi.url_scheme": "https", "HTTP_HOST": host}
        return application(environ, start_response)

    return answer if public.scheme == "https" else application


def _name_in(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _has_port(host: str) -> bool:
    return host.rpartition(":")[2].isdigit()
