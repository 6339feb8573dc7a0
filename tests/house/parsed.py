"""Python sources as trees, each parsed and walked once for all tests that look at them."""

import ast
import gc
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
EVALUATION = ROOT / "evaluation"
PACKAGES = ("analysis", "evaluation", "instruments")
ALEMBIC = EVALUATION / "migrations" / "versions"
CODE = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if ALEMBIC not in path.parents)


@cache
def parsed(text):
    """The tree of a source, which nobody changes.

    A parser makes much and drops none of it: looking for what was dropped would take twice as long as parsing.
    """
    looked_for = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(text)
    finally:
        if looked_for:
            gc.enable()


@cache
def nodes_of(tree):
    """Every node of a tree that has parts: names, texts, calls, statements; no operator and no context of a name."""
    nodes = [tree]
    for node in nodes:
        for name in node._fields:
            part = getattr(node, name, None)
            if isinstance(part, list):
                nodes += [each for each in part if isinstance(each, ast.AST)]
            elif isinstance(part, ast.AST) and part._fields:
                nodes.append(part)
    return tuple(nodes)


def docstrings(tree):
    """Every text that stands as a statement: of a module, class or function, or under a constant or field."""
    bodies = (node.body for node in nodes_of(tree) if isinstance(getattr(node, "body", None), list))
    for statement in (each for body in bodies for each in body if isinstance(each, ast.Expr)):
        if isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str):
            yield statement.value


WORD = re.compile(r"\w+")
WRITTEN_IN = {
    ast.Name: "id",
    ast.Attribute: "attr",
    ast.arg: "arg",
    ast.keyword: "arg",
    ast.FunctionDef: "name",
    ast.AsyncFunctionDef: "name",
    ast.ClassDef: "name",
    ast.alias: "name",
    ast.ExceptHandler: "name",
    ast.MatchAs: "name",
    ast.MatchStar: "name",
    ast.ImportFrom: "module",
    ast.Constant: "value",
}
"""The field of each kind of node that holds a name or a text."""


@cache
def names_of(tree):
    """What code defines, uses or writes: names, attributes, arguments, modules, and words of its texts."""
    described, names = {id(text) for text in docstrings(tree)}, []
    for node in (each for each in nodes_of(tree) if type(each) in WRITTEN_IN and id(each) not in described):
        text = getattr(node, WRITTEN_IN[type(node)])
        if isinstance(text, str):
            names += [text] if text.isidentifier() else WORD.findall(text)
    return tuple(names)
