"""What a document names in backticks is there: a function, class, constant or field, in the file that it is said to be.

Paths, targets and verbs are looked at by `test_docs`.
"""

import ast
import builtins
import re
from functools import cache

import pytest

from tests.house.parsed import nodes_of, parsed
from tests.house.test_docs import CODE, DOCS, ROOT, is_path, named, text_of
from tests.house.test_names_once import names_of

pytestmark = pytest.mark.unit
NAME = re.compile(r"`@?([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\([^`\n]*\))?`")
PLACED = re.compile(r"`([A-Za-z_]\w*)`(?: and `([A-Za-z_]\w*)`)? (?:in|of)\s+`([\w/]+\.py)`")
FROM_ELSEWHERE = {
    "python3": "the command",
    "sha256sum": "the command",
    "t1_post": "a column of somebody's file",
    "t1_pre": "a column of somebody's file",
    "trans": "a block of Jinja",
}
"""What a document names that is not ours, and whose it is."""


@cache
def defined_in(tree):
    """Every name that code gives to something: functions, classes, arguments, and what is assigned."""
    found = set()
    for node in nodes_of(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


@cache
def known():
    """Every name of the packages, of Python itself, and of the files and marks of tests."""
    found = {*dir(builtins), *FROM_ELSEWHERE}
    for path in CODE:
        found |= {path.stem, *path.relative_to(ROOT).parts, *names_of(parsed(text_of(path)))}
    found |= {name for path in sources_of_tests() for name in (path.stem, path.parent.name)}
    return found | set(re.findall(r"^  \"(\w+):", text_of(ROOT / "pyproject.toml"), re.MULTILINE))


@cache
def sources_of_tests():
    """The sources of the tests, by their paths."""
    return {path: text_of(path) for path in (ROOT / "tests").rglob("*.py")}


@cache
def is_known(name):
    """Whether something has this name; of the tests, only those are parsed in which the name stands."""
    return name in known() or any(
        name in defined_in(parsed(text)) for text in sources_of_tests().values() if name in text
    )


def gone_from(text):
    """The names of a text that nothing has."""
    words = {word for word in NAME.findall(text) if not is_path(word)}
    return sorted(word for word in words if not all(map(is_known, word.split("."))))


def misplaced_in(text):
    """The names of a text that the file beside them does not define, each with that file."""
    for *names, file in PLACED.findall(text):
        there = defined_in(parsed(text_of(ROOT / file)))
        yield from (f"`{name}` in {file}" for name in names if name and name not in there)


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_name_of_code_in_a_document_is_there(doc):
    gone = ", ".join(f"`{word}`" for word in gone_from(text_of(doc)))
    assert not gone, f"{named(doc)} names {gone}, which is not there: name what took its place."


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_name_stands_in_the_file_that_a_document_gives_for_it(doc):
    gone = ", ".join(misplaced_in(text_of(doc)))
    assert not gone, f"{named(doc)} names {gone}, which is not there: name where it is now."


def test_a_name_that_is_gone_or_elsewhere_would_be_found():
    assert gone_from("`plan_of`, `plan_gone`, `Gone.of()`, `evaluation/web/` and `access.plan_gone`") == [
        "Gone.of",
        "access.plan_gone",
        "plan_gone",
    ]
    assert list(misplaced_in("`Refused` in\n`evaluation/domain/clock.py`, `POLICY` in `evaluation/web/access.py`")) == [
        "`Refused` in evaluation/domain/clock.py"
    ]


def test_nothing_is_excused_that_no_document_names():
    words = {word for doc in DOCS for word in NAME.findall(text_of(doc))}
    assert sorted(FROM_ELSEWHERE.keys() - words) == []
