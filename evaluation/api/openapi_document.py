"""The description of the API, OpenAPI 3.1, made from the operations and models that it is of."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from evaluation.api.operations import Operation
from evaluation.api.problems import PROBLEM_JSON, ProblemDetails

Json = dict[str, Any]
SCHEMAS = "#/components/schemas/"
ALWAYS = {
    "400": "A parameter is unknown or wrong.",
    "401": "There is no token, or it does not work.",
    "403": "The token, or its owner's roles, do not allow this.",
    "406": "The answer is none of the kinds that are accepted.",
    "422": "It cannot be done now, and why.",
    "429": "Too many requests: go on after the seconds that Retry-After names.",
    "503": "The database is busy: go on after the seconds that Retry-After names.",
}
BY_METHOD = {
    "GET": {"304": "Nothing has changed since the answer with this ETag."},
    "POST": {"413": "The body is too large.", "415": "The body is no JSON."},
}
ABOUT = (
    "What staff of Weaving see, for their programs: experiments with counts, reports, the figures of releases that are "
    "out, and exports. Each request carries an API token of somebody with an account, and tells no more than that "
    "person's pages would."
)


def openapi_document(operations: Iterable[Operation]) -> Json:
    """The description of these operations."""
    return _document(tuple(operations))


def openapi_path(operation: Operation) -> str:
    """The path of an operation as OpenAPI writes it."""
    return "/v1" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", operation.path)


@cache
def _document(operations: tuple[Operation, ...]) -> Json:
    paths: dict[str, Json] = {}
    for operation in operations:
        paths.setdefault(openapi_path(operation), {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Weaving", "version": version("weaving-evaluation"), "description": ABOUT},
        "servers": [{"url": "/api"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": _schemas(operations),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "An API token, made under My account."},
                "password": {"type": "http", "scheme": "basic", "description": "The token as password, any name."},
            },
        },
    }


def _schemas(operations: Iterable[Operation]) -> Json:
    models = {each for operation in operations for each in (operation.answers, operation.takes) if each} | {
        ProblemDetails
    }
    asked = [(model, "serialization") for model in sorted(models, key=lambda model: model.__name__)]
    _names, schemas = models_json_schema(asked, ref_template=SCHEMAS + "{model}")  # type: ignore[arg-type]
    found: Json = schemas["$defs"]
    return found


def _described(operation: Operation) -> Json:
    described: Json = {
        "operationId": operation.name,
        "summary": operation.summary.rstrip("."),
        "description": f"Takes the scope `{operation.scope.value}`; by the roles of the token's owner.",
        "tags": [operation.scope.value],
        "parameters": [*_in_path(operation), *_in_query(operation)],
        "responses": _responses(operation),
    }
    if operation.by_password:
        described["security"] = [{"token": []}, {"password": []}]
    if operation.takes:
        described["requestBody"] = {"required": False, "content": {"application/json": _ref(operation.takes)}}
    return described


def _in_path(operation: Operation) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": _of_converter(converter)}
        for converter, name in re.findall(r"<(?:(\w+):)?(\w+)>", operation.path)
    ]


def _of_converter(converter: str) -> Json:
    return {"type": "string", "format": "uuid"} if converter == "uuid" else {"type": "string", "minLength": 1}


def _in_query(operation: Operation) -> list[Json]:
    schema = operation.query.model_json_schema()
    found = []
    for name, field in schema.get("properties", {}).items():
        kinds = [each for each in field.pop("anyOf", [field]) if each.get("type") != "null"]
        shown = {key: value for key, value in kinds[0].items() if key not in {"title", "description", "default"}}
        about = {"description": field["description"], "schema": shown}
        found.append({"name": name, "in": "query", "required": False, **about})
    return found


def _responses(operation: Operation) -> Json:
    answered: Json = {"*/*": {}} if operation.answers is None else {operation.media: _ref(operation.answers)}
    found: Json = {str(operation.status): {"description": operation.summary, "content": answered}}
    problems = ALWAYS | ({"404": "It is not there, or out of scope."} if "<" in operation.path else {})
    for status, said in sorted((problems | BY_METHOD[operation.method]).items()):
        found[status] = {"description": said}
        if status != "304":
            found[status]["content"] = {PROBLEM_JSON: _ref(ProblemDetails)}
    return found


def _ref(model: type[BaseModel]) -> Json:
    return {"schema": {"$ref": SCHEMAS + model.__name__}}
