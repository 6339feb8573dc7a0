"""The house keeps its habits: where things live and what they are called."""

import ast
import pathlib
import re

import pytest

from tests.house.parsed import nodes_of, parsed

ROOT = pathlib.Path(__file__).parents[2]
CODE = [
    path
    for package in ("analysis", "evaluation", "instruments")
    for path in sorted((ROOT / package).rglob("*.py"))
    if path.parts[-3:-1] != ("migrations", "versions")
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LINE = 120
"""Characters in a line of a template, as in a line of code."""
VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|misc|manager|handler|processor)(_|$)")


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_short_and_well_named(path):
    text = path.read_text(encoding="utf-8")
    long = [
        node.name
        for node in nodes_of(parsed(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40
    ]
    assert (text.count("\n") <= 300, long, VAGUE.search(path.stem)) == (True, [], None)


def test_templates_are_short_and_escape_everything():
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 120, path
        assert "|safe" not in text.replace(" ", ""), path
        assert "style=" not in text, path


def _too_long(path, text):
    """What to do about each line of a template that is too long."""
    return [
        f"{path}:{number} has {len(line)} characters, {len(line) - LINE} more than a line may have: break it at a tag, "
        "a comma or an operator, or name a part with {% set %}. White space shows between words and inline tags: "
        "`{{-` and `-}}` take it away there. A long message is written as two strings, one after the other."
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > LINE
    ]


def test_no_line_of_a_template_is_too_long_to_be_read_in_a_diff():
    faults = [
        fault for path in TEMPLATES for fault in _too_long(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
    ]
    assert faults == [], "\n".join(faults)


def test_a_line_that_is_too_long_is_named_with_what_to_do():
    (fault,) = _too_long("home.html", "short\n" + "x" * 121)
    assert fault.startswith("home.html:2 has 121 characters, 1 more than a line may have: break it at a tag")


def test_the_locks_name_no_host():
    for lock in (*ROOT.glob("requirements*.txt"), *(ROOT / ".ci").glob("requirements*.txt")):
        text = lock.read_text(encoding="utf-8")
        assert "http" not in text
        assert "index" not in text


def test_statistics_import_no_other_statistics_program():
    for path in CODE:
        assert not re.search(r"^\s*(import|from) (statsmodels|pingouin|pymare)", path.read_text(), re.MULTILINE), path


def test_every_setting_is_in_its_page_and_every_verb_has_a_module():
    from evaluation.cli import VERBS, VERBS_BY_FOLDER
    from evaluation.storage.settings import KNOWN

    settings = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    folders = {ROOT / "evaluation" / "cli" / folder: verbs for folder, verbs in VERBS_BY_FOLDER.items()}
    assert [name for name in KNOWN if f"| `{name}` |" not in settings] == []
    modules = {folder / f"{verb}.py" for folder, verbs in folders.items() for verb in verbs}
    assert [str(module) for module in sorted(modules) if not module.is_file()] == []
    assert len(modules) == len(VERBS)


def test_only_the_store_asks_the_database():
    audiences = (
        "survey",
        "fieldwork",
        "authoring",
        "evaluators",
        "impact_report",
        "reports",
        "accounts",
        "questionnaire",
        "api",
    )
    asks = re.compile(
        r"^\s*(?:import sqlalchemy|from sqlalchemy(?!\.orm import Session$))|\bdb\.(?:execute|scalars|query)\(",
        re.MULTILINE,
    )
    asking = [
        path
        for path in CODE
        if path.relative_to(ROOT).parts[1] in audiences and asks.search(path.read_text(encoding="utf-8"))
    ]
    assert [str(path.relative_to(ROOT)) for path in asking] == []
