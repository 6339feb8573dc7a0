"""A stranger looks for a thing by one name and finds it once; what a docstring names is there."""

import ast
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.house.parsed import nodes_of, parsed

ROOT = Path(__file__).parents[2]
EVALUATION = ROOT / "evaluation"
PACKAGES = ("analysis", "evaluation", "instruments")
VERBS = EVALUATION / "cli"
"""A file a verb, called as it is typed: release.py is `weaving release`, and also a module of the domain."""
ALEMBIC = EVALUATION / "migrations" / "versions"
CODE = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if ALEMBIC not in path.parents)
NAMED = re.compile(r"`((?:analysis|evaluation|instruments|tests)(?:\.[a-z_0-9]+)+)")


def sources():
    for path in sorted(EVALUATION.rglob("*.py")):
        if VERBS not in path.parents and ALEMBIC not in path.parents and path.name != "__init__.py":
            yield path


def classes(path):
    tree = parsed(path.read_text(encoding="utf-8"))
    return [node.name for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]


def twice(named):
    """Names that more than one file has, with those files."""
    found = defaultdict(list)
    for name, path in named:
        found[name].append(str(path.relative_to(ROOT)))
    return {name: paths for name, paths in found.items() if len(paths) > 1}


def test_no_two_files_have_one_name():
    assert twice((path.stem, path) for path in sources()) == {}


def test_no_two_public_classes_of_any_package_have_one_name():
    found = twice((name, path) for path in CODE for name in classes(path))
    assert found == {}, "Call one of each by what it means, as ItemRole beside Role."


def constants(tree):
    """The public constants of a module, each with its value."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and target.id.isupper() and not target.id.startswith("_") and node.value:
                yield target.id, node.value


def ambiguous(texts):
    """Constants that others take from two modules or more, which give them different values; with these modules."""
    trees = {module: parsed(text) for module, text in texts.items()}
    taken = {
        (node.module, name.name)
        for tree in trees.values()
        for node in nodes_of(tree)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    values = defaultdict(dict)
    for module, tree in trees.items():
        for name, value in constants(tree):
            if (module.removesuffix(".__init__"), name) in taken:
                values[name][module] = ast.dump(value)
    return {name: sorted(found) for name, found in values.items() if len(set(found.values())) > 1}


def test_no_constant_that_others_take_has_another_value_elsewhere():
    paths = [path for path in CODE if not path.is_relative_to(ROOT / "instruments")]
    found = ambiguous({".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text() for path in paths})
    assert found == {}, f"Say in each name what it is of, as RELEASE_FORMATS: {found}"


def test_a_constant_of_two_values_would_be_found():
    careless = {
        "a.one": "FEW = 1\nMANY = 9\nSOME = 3",
        "a.two": "FEW = 2\nMANY = 8\nSOME = 3",
        "a.three": "from a.one import FEW, MANY, SOME",
        "a.four": "from a.two import FEW as LESS, SOME",
    }
    assert ambiguous(careless) == {"FEW": ["a.one", "a.two"]}


def test_two_files_of_one_name_would_be_found():
    assert set(twice([("pages", EVALUATION / "a/pages.py"), ("pages", EVALUATION / "b/pages.py")])) == {"pages"}


def test_no_folder_of_code_templates_or_tests_holds_more_than_twenty_files():
    files = (path for top in (*PACKAGES, "templates", "tests") for path in (ROOT / top).rglob("*.*"))
    counts = Counter(path.parent for path in files if path.suffix in {".py", ".html"})
    full = {folder for folder, count in counts.items() if count > 20}
    assert full == {ALEMBIC}, "Alembic keeps the versions of a schema in one folder."


@cache
def is_there(dotted):
    """Whether a dotted name leads to a module, or to a name that stands in one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        path = ROOT.joinpath(*parts[:length])
        module = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
        if module.exists() or path.is_dir():
            wanted = parts[length : length + 1]
            return not wanted or (module.exists() and re.search(rf"\b{wanted[0]}\b", module.read_text()) is not None)
    return False


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_that_a_text_of_the_code_names_is_there(package):
    gone = {
        f"{path.relative_to(ROOT)}: {dotted}"
        for path in CODE
        if path.is_relative_to(ROOT / package)
        for dotted in NAMED.findall(path.read_text(encoding="utf-8"))
        if not is_there(dotted)
    }
    assert gone == set(), "Name what took its place."


def test_a_module_that_is_gone_would_be_found():
    assert [is_there("evaluation.web.scope"), is_there("evaluation.web.gone"), is_there("analysis.gone")] == [
        True,
        False,
        False,
    ]


BARE = re.compile(r"`([A-Za-z_]\w*)(?:\(\))?`")
FROM_ELSEWHERE = {
    "rtl": "HTML's word for a text that is read from right to left",
    "sha256sum": "the command of Unix that reads the list of digests",
}
"""What a docstring names that is of no package of ours, and whose it is."""


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


def gone_from(texts):
    """The bare names in docstrings of some sources that none of these has."""
    trees = {path: parsed(text) for path, text in texts.items()}
    known = {name for path, tree in trees.items() for name in (*names_of(tree), path.stem)} | {*FROM_ELSEWHERE}
    said = {
        (path.stem, name) for path in trees for text in docstrings(trees[path]) for name in BARE.findall(text.value)
    }
    return sorted((stem, name) for stem, name in said if name not in known)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_bare_name_in_a_docstring_is_one_of_its_package(package):
    paths = [path for path in CODE if path.is_relative_to(ROOT / package)]
    gone = gone_from({path: path.read_text(encoding="utf-8") for path in paths})
    assert gone == [], "Name what took its place; what is of no package of ours belongs in FROM_ELSEWHERE, with whose."


def test_a_bare_name_that_is_gone_would_be_found():
    careless = {Path("a.py"): '"""As `KEPT` and `GONE` say, beside `gone_too()`."""\nKEPT = 1\n'}
    assert gone_from(careless) == [("a", "GONE"), ("a", "gone_too")]
