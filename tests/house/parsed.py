"""Python sources as trees, each parsed and walked once for all tests that look at them."""

import ast
import gc
from functools import cache


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
