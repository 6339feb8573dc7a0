"""The application for programs: tokens in place of sessions, no cookie, and JSON for whatever goes wrong."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from evaluation.api.admission import admit
from evaluation.api.odata import odata_resources
from evaluation.api.openapi_document import openapi_document
from evaluation.api.operations import JSON, Operation, query_of
from evaluation.api.problems import (
    PROBLEM_JSON,
    ProblemError,
    busy_problem,
    http_problem,
    problem,
    raised_problem,
    refusal_problem,
)
from evaluation.api.rate_limit import RateLimit
from evaluation.api.resources import (
    experiment_resources,
    export_resources,
    figure_resources,
    report_resources,
    study_resources,
)
from evaluation.domain.errors import Refused
from evaluation.storage.database_locked import DatabaseBusyError
from evaluation.storage.database_roles import DatabaseRole
from evaluation.web.access import ScopeNotAskedError, action, public, require_declared
from evaluation.web.app import CANNOT_BE_KEPT, Services, bare_app, note_fault
from evaluation.web.headers import trusted_hosts
from instruments import Altered

LARGEST = 16 * 1024
"""Bytes of a body: nothing that is taken is larger than a few words."""
VERSION = "/v1"
OPERATIONS: tuple[Operation, ...] = tuple(
    chain(
        study_resources.operation,
        experiment_resources.operation,
        report_resources.operation,
        figure_resources.operation,
        export_resources.operation,
        odata_resources.operation,
    )
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def api_app(services: Services) -> Flask:
    """The application for programs, mounted under /api."""
    services = replace(services, database=services.database.as_role(DatabaseRole.STAFF))
    app = bare_app("api", services)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST
    app.config["TRUSTED_HOSTS"] = trusted_hosts(services.settings)
    app.url_map.strict_slashes = app.url_map.merge_slashes = False  # an address is right or not there: none leads on
    app.extensions["weaving_rate_limit"] = RateLimit(services.clock)
    app.extensions["weaving_operations"] = {each.name: each for each in OPERATIONS}
    app.before_request(_admit)
    app.after_request(_with_headers(https=services.settings.base_url.startswith("https:")))
    for each in OPERATIONS:
        app.add_url_rule(VERSION + each.path, each.name, _view(each), methods=[each.method])
    app.add_url_rule(f"{VERSION}/openapi.json", "openapi", public(_openapi))
    _answer_faults(app)
    require_declared(app)
    return app


def _answer_faults(app: Flask) -> None:
    app.register_error_handler(ProblemError, raised_problem)
    app.register_error_handler(Refused, refusal_problem)
    app.register_error_handler(Altered, lambda altered: refusal_problem(Refused(*altered.sentences)))
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(DatabaseBusyError, lambda _busy: busy_problem())
    for fault in CANNOT_BE_KEPT:
        app.register_error_handler(fault, _unreadable)


def _unreadable(fault: Exception) -> Response:
    note_fault(fault)
    return problem(400)


def _admit() -> None:
    """Whoever asks for anything but the description needs a token; what methods there are is told to everybody."""
    operation: Operation | None = current_app.extensions["weaving_operations"].get(request.endpoint)
    if operation is not None and request.method != "OPTIONS":
        admit(operation)


def _view(operation: Operation) -> Callable[..., Response]:
    """An operation as a view: its parameters are read, and what it answers is written as JSON."""

    @action(operation.action, keeps_within_scope=operation.keeps_within_scope)
    def view(**named: object) -> Response:
        if operation.answers is not None and not _is_accepted(operation.media):
            raise ProblemError(406, f"The answer is {operation.media}: accept that.")
        query = query_of(operation)
        answer = operation.view(query, **named) if type(query).model_fields else operation.view(**named)
        if not g.get("scope_asked"):
            raise ScopeNotAskedError(operation.name)
        return answer if isinstance(answer, Response) else _as_json(answer.model_dump_json(), operation.status)

    return view


def _is_accepted(media: str) -> bool:
    """Whether an answer of this kind is wanted, whatever else is said of it: by its name, its family, or anything."""
    named = {kind.partition(";")[0].strip().lower(): quality for kind, quality in request.accept_mimetypes}
    wanted = [named[kind] for kind in (media, f"{media.partition('/')[0]}/*", "*/*") if kind in named]
    return wanted[0] > 0 if wanted else not named


def _as_json(text: str, status: int) -> Response:
    answer = Response(text, status, mimetype=JSON)
    if request.method in {"GET", "HEAD"}:
        answer.add_etag()
        answer.make_conditional(request)
    return answer


def _openapi() -> Response:
    return _as_json(json.dumps(openapi_document(OPERATIONS), ensure_ascii=False), 200)


def _with_headers(*, https: bool) -> Callable[[Response], Response]:
    def add(response: Response) -> Response:
        response.headers.update(HEADERS)
        if https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if response.mimetype == PROBLEM_JSON and request.method == "HEAD":
            response.set_data(b"")
        return response

    return add
