"""Locks, settings, verbs and queries are where they are looked for."""

import re

from tests.house.parsed import CODE, ROOT


def test_the_locks_name_no_host():
    for lock in (*ROOT.glob("requirements*.txt"), *(ROOT / ".ci").glob("requirements*.txt")):
        text = lock.read_text(encoding="utf-8")
        assert "http" not in text
        assert "index" not in text


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
