"""The applications: one for participants, one for staff, with separate routes and cookies; and both mounted in one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app

from evaluation.clock import Clock
from evaluation.database import Database
from evaluation.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Application = Callable[["WSGIEnvironment", "StartResponse"], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What views are given: settings, the database and the time."""

    settings: Settings
    database: Database
    clock: Clock


def bare_app(name: str, parts: Parts, **configuration: Any) -> Flask:  # noqa: ANN401 - Flask's configuration is free
    """A Flask application that finds its templates in a checkout, an editable install and a wheel."""
    app = Flask("evaluation", template_folder="../templates", static_folder=None)
    app.name = name
    app.config.update(configuration)
    app.extensions["weaving"] = parts
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def parts() -> Parts:
    """What the running application was given."""
    given: Parts = current_app.extensions["weaving"]
    return given


def is_for_staff(path: str) -> bool:
    """Whether a path is of the staff's application where both are mounted in one."""
    return path == "/staff" or path.startswith("/staff/")


def combined(participants: Application, staff: Application) -> Application:
    """One WSGI application: staff under `/staff`, participants everywhere else."""

    def route(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if is_for_staff(path):
            inside = {**environ, "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + "/staff", "PATH_INFO": path[6:] or "/"}
            return staff(inside, start_response)
        return participants(environ, start_response)

    return route
