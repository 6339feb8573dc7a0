"""Python sources as trees, each parsed once for all tests that look at them."""

import ast
from functools import cache


@cache
def parsed(text):
    """The tree of a source, which nobody changes."""
    return ast.parse(text)
