"""The application factory: the pages of participants and staff and the API as one WSGI application."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from flask import Flask

from evaluation import migrations
from evaluation.domain.clock import Clock, now_utc
from evaluation.operations.monitoring.answered_requests import Observer, observed
from evaluation.operations.monitoring.probes import with_probes
from evaluation.operations.monitoring.readiness import readiness_of
from evaluation.printing import derived_files
from evaluation.storage.database import open_database
from evaluation.storage.keyring import hold_keys
from evaluation.storage.settings import Settings
from evaluation.web.app import Application, Services, combined


def create_application(environ: Mapping[str, str] = os.environ, *, clock: Clock = now_utc) -> Application:
    """Build the whole application from the `WEAVING_*` settings in `environ`.

    An empty home is set up first. The caller serves it; a worker for jobs runs beside it (`weaving worker`).
    """
    return application_for(_services(environ, clock))


def routes(environ: Mapping[str, str] = os.environ) -> list[tuple[str, str]]:
    """Every address that the whole application answers, as its pattern, with each method it takes."""
    services = _services(environ, now_utc)
    mounted = {"": _participants(services), "/staff": _staff(services), "/api": _api(services)}
    return sorted(
        (mount + rule.rule, method)
        for mount, app in mounted.items()
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


def _services(environ: Mapping[str, str], clock: Clock) -> Services:
    settings = Settings.from_environment(environ)
    database = open_database(settings)
    if migrations.revision_of(database) is None:
        migrations.upgrade(database)
    hold_keys(settings, database, now=clock())
    derived_files.keep_in(settings.home / "cache")
    return Services(settings, database, clock)


def application_for(services: Services, *, only: str | None = None, observers: Sequence[Observer] = ()) -> Application:
    """The pages of participants and of staff, with the API, or one of the two alone: the other is not even imported."""
    services = replace(services, serves_all=only is None)

    def participants() -> Application:
        return observed(_participants(services), "participants", observers)

    readiness = readiness_of(services, with_queue=only != "participants")
    if only == "participants":
        return with_probes(participants(), readiness)
    staff, api = observed(_staff(services), "staff", observers), observed(_api(services), "api", observers)
    return with_probes(combined(_absent if only else participants(), staff, api=api), readiness)


def _participants(services: Services) -> Flask:
    from evaluation.participants_app import participants_app  # noqa: PLC0415 - a staff server does not load it

    return participants_app(services)


def _staff(services: Services) -> Flask:
    from evaluation.staff_app import staff_app  # noqa: PLC0415 - a participants' server does not load sign-in and reports

    return staff_app(services)


def _api(services: Services) -> Flask:
    from evaluation.api.api_app import api_app  # noqa: PLC0415 - a participants' server does not load it

    return api_app(services)


def _absent(_environ: object, start_response: Callable[..., object]) -> list[bytes]:
    start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
    return [b"This server has the staff pages alone, under /staff/."]
