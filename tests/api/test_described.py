"""The description of the API is sound, is made from what is there, and agrees with the page for people."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from evaluation.api.api_app import OPERATIONS
from evaluation.api.openapi_document import openapi_document, openapi_path

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def document():
    return json.loads(json.dumps(openapi_document(OPERATIONS)))


def test_every_operation_is_described_with_its_scope(document):
    for operation in OPERATIONS:
        described = document["paths"][openapi_path(operation)][operation.method.lower()]
        assert operation.scope.value in described["description"]
        assert str(operation.status) in described["responses"]
    assert sum(len(each) for each in document["paths"].values()) == len(OPERATIONS)


def test_every_schema_is_sound_and_every_reference_leads_somewhere(document):
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    named = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(document)))
    assert named <= set(schemas)


def test_every_field_of_an_answer_is_always_there(document):
    for name, schema in document["components"]["schemas"].items():
        assert set(schema.get("required", ())) == set(schema["properties"]), name


def test_the_page_for_people_lists_the_same_operations():
    written = set(re.findall(r"^\| `(\w+ /\S+)` \| `([\w:]+)` \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE))
    assert written == {
        (f"{each.method} /api{openapi_path(each)}", each.scope.value, each.summary) for each in OPERATIONS
    }
