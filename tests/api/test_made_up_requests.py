"""Requests that a program makes up from the description of the API: none of them is answered with a fault of ours."""

import contextlib
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from werkzeug.wsgi import ClosingIterator

from evaluation.api.api_app import OPERATIONS, api_app
from evaluation.api.rate_limit import RateLimit
from evaluation.models import Role
from evaluation.web.app import combined
from tests.api.conftest import made_job, nothing, released

AS_DESCRIBED = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
QUICKLY, LONG = 560, 10_500
"""How many requests in all."""


def read_whole(application):
    """An application whose answers are read and closed, as a server does; the library leaves files open."""

    def read(environ, start_response):
        with contextlib.closing(ClosingIterator(application(environ, start_response))) as answer:
            return [b"".join(answer)]

    return read


@pytest.fixture
def described(on_sqlite, frozen):
    """The API as it describes itself, with something of everything in it; and the token of somebody who sees all."""
    desk = on_sqlite.desk
    known = {
        "experiment": desk.here.id,
        "study": desk.study.id,
        "release": released(on_sqlite, desk.here, frozen, number=1),
        "job": made_job(on_sqlite, "report", desk.here.id),
        "name": "report.csv",
    }
    account = desk.person(Role.EVALUATOR, Role.ADMINISTRATOR)
    app = api_app(on_sqlite.services)
    app.extensions["weaving_rate_limit"] = RateLimit(on_sqlite.services.clock, at_once=10**9)
    whole = read_whole(combined(nothing, nothing, api=app))
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", whole)

    @schema.hook
    def map_path_parameters(_context, path_parameters):
        """Half of the ids are of something that is there."""
        chosen = {name: str(known[name]) for name in path_parameters or {} if hash(path_parameters[name]) % 2}
        return {**path_parameters, **chosen} if path_parameters else path_parameters

    return schema, on_sqlite.token(account)[1]


def made_up(described, *, count):
    """Send so many requests, half of them such as the description does not allow; the statuses of the answers."""
    schema, secret = described
    found, statuses = [each.ok() for each in schema.get_all_operations()], Counter()
    each_way = -(-count // (2 * len(found)))
    for operation in found:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            can_be_wrong = mode is GenerationMode.POSITIVE or operation.query or operation.body
            way = mode if can_be_wrong else GenerationMode.POSITIVE

            @settings(
                max_examples=each_way, database=None, deadline=None, derandomize=True, phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=operation.as_strategy(generation_mode=way))
            def ask(case):
                answer = case.call(headers={**(case.headers or {}), "Authorization": f"Bearer {secret}"})
                statuses[answer.status_code] += 1
                case.validate_response(answer, checks=AS_DESCRIBED)

            ask()
    return statuses


def test_five_hundred_requests_that_are_made_up_meet_no_fault(described):
    statuses = made_up(described, count=QUICKLY)
    assert statuses.total() >= 500
    assert {200, 400, 404} <= set(statuses)
    assert max(statuses) < 500


@pytest.mark.long
def test_ten_thousand_requests_that_are_made_up_meet_no_fault(described):
    statuses = made_up(described, count=LONG)
    assert statuses.total() >= 10_000
    assert max(statuses) < 500


def test_a_fault_would_be_found(described, monkeypatch):
    from evaluation.api.resources import study_resources

    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(study_resources, "studies_in_scope", broken)
    with pytest.raises(BaseException, match="Server error"):
        made_up(described, count=2 * len(OPERATIONS))
