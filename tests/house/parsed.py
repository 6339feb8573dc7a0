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
    """Every node of a tree."""
    return tuple(ast.walk(tree))
