"""The applications for participants, staff and their programs, with separate routes; and all mounted in one."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Flask, abort, current_app, request
from sqlalchemy.exc import DataError
from werkzeug.routing import IntegerConverter, Map

from evaluation.domain.clock import Clock
from evaluation.storage.database import Database
from evaluation.storage.events.vocabulary import HTTP_METHODS
from evaluation.storage.fault_log import log_fault
from evaluation.storage.settings import Settings
from evaluation.web.first_hour.phone_trial import PhoneTrial
from evaluation.web.first_hour.sign_in_links import SignInLinks
from evaluation.web.hosts.public_scheme import with_public_scheme

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

Application = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Services:
    """What views are given: settings, the database and the time; and what the first hour keeps in memory."""

    settings: Settings
    database: Database
    clock: Clock
    links: SignInLinks = field(default_factory=SignInLinks)
    trial: PhoneTrial = field(default_factory=PhoneTrial)
    serves_all: bool = True
    """Whether participants' pages are served at the same port as those of staff."""


class SparingFlask(Flask):
    """A Flask application that says of a failed request what kind of fault it was and on which page, and no more."""

    def log_exception(self, exc_info: Any) -> None:  # noqa: ANN401 - Flask's signature
        """Write down the fault, without its own words, without the address and what was sent there."""
        note_fault(exc_info[1])

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """A view as it is: none is a coroutine, for which Flask would look four times a request."""
        return func


class ColumnInteger(IntegerConverter):
    """A number in an address that an integer column can hold; with any other there is no such page."""

    LARGEST = 2**31 - 1

    def __init__(self, map_: Map) -> None:
        super().__init__(map_, max=self.LARGEST)


def note_fault(fault: BaseException) -> None:
    """Write down a fault of the request under way."""
    where = {"endpoint": request.endpoint} if request.endpoint else {}
    log_fault(log, "A request failed", fault, application=current_app.name, method=method_of(request.environ), **where)


def refuse_unreadable() -> None:
    """Refuse what holds a character that is in no text; a database would, with less grace."""
    if "\0" in request.path or b"%00" in request.query_string:
        abort(400)


def method_of(environ: "WSGIEnvironment") -> str:
    """The method of a request where it is one of HTTP's own: whoever asks may write anything there."""
    asked = str(environ.get("REQUEST_METHOD", ""))
    return asked if asked in HTTP_METHODS else "other"


CANNOT_BE_KEPT = (DataError, UnicodeError, OverflowError)
"""How a database says that what was sent is no text, too long or too large: whoever sent it is told so."""


def bare_app(name: str, services: Services, **configuration: Any) -> Flask:  # noqa: ANN401 - Flask's configuration is free
    """A Flask application that finds its templates in a checkout, an editable install and a wheel."""
    app = SparingFlask("evaluation", template_folder="../templates", static_folder=None)
    app.name = name
    app.url_map.converters["int"] = ColumnInteger
    app.config.update(configuration)
    app.before_request(refuse_unreadable)
    app.extensions["weaving"] = services
    app.wsgi_app = with_public_scheme(app.wsgi_app, services.settings)  # type: ignore[method-assign, assignment]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def services() -> Services:
    """What the running application was given."""
    given: Services = current_app.extensions["weaving"]
    return given


def is_for_staff(path: str) -> bool:
    """Whether a path is of the staff's application, or of their programs', where all are mounted in one."""
    return _lies_under("/staff", path) or _lies_under("/api", path)


def combined(participants: Application, staff: Application, *, api: Application | None = None) -> Application:
    """One WSGI application: staff under `/staff`, their programs under `/api`, participants everywhere else."""
    mounts = {"/staff": staff} | ({"/api": api} if api else {})

    def route(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        for mount, application in mounts.items():
            if _lies_under(mount, path):
                script = environ.get("SCRIPT_NAME", "") + mount
                inside = {**environ, "SCRIPT_NAME": script, "PATH_INFO": path.removeprefix(mount) or "/"}
                return application(inside, start_response)
        return participants(environ, start_response)

    return route


def _lies_under(mount: str, path: str) -> bool:
    return path == mount or path.startswith(f"{mount}/")
