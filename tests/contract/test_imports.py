"""The suite looks at the product from outside: it imports none of it but the way in."""

import ast
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOORS = {"evaluation.application", "evaluation.cli"}
PRODUCT = {"evaluation", "instruments", "templates", "analysis", "docs"}


def imported(source):
    """Every module that a piece of source imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
            "import_module",
            "__import__",
            "importorskip",
        ):
            yield from (each.value for each in node.args[:1] if isinstance(each, ast.Constant))


def is_allowed(module, *, within):
    top = module.partition(".")[0]
    if module.startswith("tests.contract") or top in sys.stdlib_module_names:
        return True
    if top in PRODUCT:
        return within == "drivers/home.py" and module in DOORS
    return bool(top) and top != "tests"


@pytest.mark.parametrize("path", sorted(HERE.rglob("*.py")), ids=lambda path: path.relative_to(HERE).as_posix())
def test_only_what_is_outside_is_imported(path):
    within = path.relative_to(HERE).as_posix()
    assert [each for each in imported(path.read_text()) if not is_allowed(each, within=within)] == []


@pytest.mark.parametrize(
    "source",
    ["from evaluation.models import Study", "import evaluation", "from . import drivers", "from tests.homes import x"],
)
def test_what_is_inside_is_found(source):
    assert not all(is_allowed(each, within="test_org.py") for each in imported(source))
