"""No public function or class of the application stands there that nothing of the program names."""

import ast
import re
from collections import Counter

import pytest

from tests.house.parsed import CODE, EVALUATION, ROOT, names_of, parsed

pytestmark = pytest.mark.unit


def trees_of(texts):
    return [parsed(text) for text in texts]


def public(tree):
    """Functions and classes at the top of a module. What is decorated is named by its decorator: a page, a verb."""
    for node in tree.body:
        kept = isinstance(node, ast.FunctionDef) and not node.decorator_list
        if (kept or isinstance(node, ast.ClassDef)) and not node.name.startswith("_"):
            yield node.name


def unnamed(trees, *, others=()):
    """The public names of some sources that stand in these once, and in no other source or text."""
    known = Counter(name for tree in (*trees, *others) if isinstance(tree, ast.AST) for name in names_of(tree))
    known.update(word for text in others if isinstance(text, str) for word in re.findall(r"\w+", text))
    defined = Counter(name for tree in trees for name in public(tree))
    return sorted(name for name, times in defined.items() if known[name] <= times)


def test_everything_public_of_the_application_is_named_elsewhere():
    ours = trees_of(path.read_text(encoding="utf-8") for path in CODE if path.is_relative_to(EVALUATION))
    migrations = (EVALUATION / "migrations" / "versions").glob("*.py")
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")]
    found = unnamed(ours, others=[*trees_of(path.read_text(encoding="utf-8") for path in migrations), *pages])
    assert found == ["create_application"], (  # other servers and the contract tests name it
        "Nothing of the program names these. Take each away with the tests that test only it, or move what only tests "
        "need to tests/."
    )


def test_a_function_without_a_caller_would_be_found():
    source = (
        '"""As `lost()` says."""\n@page\ndef shown(): return used()\ndef used(): ...\ndef lost(): ...\nclass Lone: ...'
    )
    assert unnamed(trees_of([source])) == ["Lone", "lost"]
    assert unnamed(trees_of([source]), others=["{{ lost() }}", parsed("x = Lone()")]) == []
