"""What a program is told where something cannot be done: RFC 9457, and none of what it sent."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from pydantic import BaseModel, Field
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from evaluation.domain.errors import Refused
from evaluation.storage.database_locked import RETRY_AFTER, is_busy

PROBLEM_JSON = "application/problem+json"
DETAILS = {
    400: "The request cannot be read.",
    404: "There is nothing here, or it lies outside what this token may see.",
    405: "This address does not take that method; the Allow header names those it takes.",
    413: "The body is larger than anything that is taken here.",
    500: "Something did not work here. Nothing was changed.",
    503: "Others keep the database busy. Ask again after the seconds that Retry-After names.",
}


class ProblemDetails(BaseModel):
    """Why something was not done."""

    type: str = Field(description="The kind of problem; what it is follows from the status.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="A sentence that says what to do.")


class ProblemError(Exception):
    """A request that is answered with a problem."""

    def __init__(self, status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status, self.detail, self.headers = status, detail, headers or {}


def problem(status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> Response:
    """A problem as an answer."""
    said = ProblemDetails(
        type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail or DETAILS[status]
    )
    answer = Response(json.dumps(said.model_dump()), status, mimetype=PROBLEM_JSON)
    answer.headers.update(headers or {})
    return answer


def raised_problem(raised: ProblemError) -> Response:
    """The answer to a request that was found wanting."""
    return problem(raised.status, raised.detail, raised.headers)


def refusal_problem(refusal: Refused) -> Response:
    """What the pages would say, too: a sentence for each thing that keeps it from being done."""
    return problem(422, " ".join(refusal.faults))


def http_problem(error: HTTPException) -> Response:
    """Any other error of HTTP, in our words."""
    if is_busy(error):
        return busy_problem()
    status = error.code or 500
    allowed = {"Allow": ", ".join(error.valid_methods or ())} if isinstance(error, MethodNotAllowed) else {}
    return problem(status, DETAILS.get(status, DETAILS[400 if status < 500 else 500]), allowed)


def busy_problem() -> Response:
    """While the database is locked."""
    return problem(503, headers={"Retry-After": str(RETRY_AFTER)})
