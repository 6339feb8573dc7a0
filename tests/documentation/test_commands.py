"""Every command and setting of the README and the docs is one that the program takes, and blocks to be typed run."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.cli.command_context import opened
from evaluation.domain.clock import now_utc
from evaluation.storage.settings import KNOWN
from evaluation.store.accounts.accounts import add_account
from tests.documentation.documented_commands import (
    RUN_IN_ORDER,
    Shown,
    blocks,
    command_in,
    faults_of,
    lines_of,
    set_off,
    shown_in,
)
from tests.house.test_docs import DOCS, ROOT, named, text_of

TYPED = [path for path in DOCS if blocks(text_of(path), RUN_IN_ORDER)]
BACKUPS = "/backups/weaving"
"""Where the pages for administrators have their backups; tests have them in a folder of their own."""
LEAVER = "leaver@example.org"
NOT_OURS = {"WEAVING_CORPORA"}
"""What begins like a setting and is one of the tests."""


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_command_is_one_that_the_program_takes(doc):
    assert [fault for shown in shown_in(doc) for fault in faults_of(shown)] == []


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_every_setting_is_one_that_the_program_knows(doc):
    assert set(re.findall(r"\bWEAVING_[A-Z_]+\b", text_of(doc))) - {*KNOWN, *NOT_OURS} == set()


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("gone", True),
        ("wave gone", True),
        ("wave open hall pre --gone", True),
        ("wave open hall", True),
        ("wave open hall pre post", True),
        ("serve --only nobody", False),
        ("person", True),
    ],
)
def test_a_command_that_the_program_would_not_take_is_named(line, whole):
    assert faults_of(Shown("a page", tuple(line.split()), whole=whole))


@pytest.mark.parametrize(
    "line",
    [
        ".venv/bin/weaving check",
        "WEAVING_HOME=elsewhere weaving check   # a comment",
        "ExecStart=/opt/weaving/bin/weaving check",
        "30 3 * * * weaving check",
        "30 3 * * * /usr/local/sbin/weaving-as-service check",
        "weaving check > file",
    ],
)
def test_a_command_is_found_however_it_is_typed(line):
    assert command_in(line) == ("check",)


def typed(doc):
    return [line for block in blocks(text_of(doc), RUN_IN_ORDER) for line in lines_of(block)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder in which the commands of a document find what they name, and no home is in use yet."""
    for name in ("docs", ".venv"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "weaving-as-service").write_text('#!/bin/sh\nexec weaving "$@"\n')
    (tmp_path / "weaving-as-service").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for name in KNOWN:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def leaver(folder):
    """The home of that folder, with the account of the one whom a page has leave."""
    with opened() as (_settings, database), database.transaction() as db:
        add_account(db, LEAVER, now=now_utc())
    return folder


def test_the_commands_of_the_readme_run_one_after_the_other(folder):
    for line in typed(ROOT / "README.md"):
        if words := command_in(line):
            done = CliRunner().invoke(weaving, list(words))
            assert done.exit_code == 0, f"{line}\n{done.output}\n{done.exception}"


@pytest.mark.long
@pytest.mark.parametrize("doc", TYPED, ids=named)
def test_the_commands_of_a_page_run_as_they_are_typed(doc, folder, request):
    if LEAVER in text_of(doc):
        request.getfixturevalue("leaver")
    script = "\n".join(line for line in typed(doc) if not re.match(r"make |weaving serve", line.strip()))
    script = script.replace(BACKUPS, str(folder))
    found = {**os.environ, "PATH": f"{folder}:{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-e", "-c", script], cwd=folder, env=found, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("doc", DOCS, ids=named)
def test_what_needs_the_home_for_itself_is_typed_between_a_stop_and_a_start(doc):
    runs, wrong = True, []
    for line in set_off(text_of(doc)):
        if found := re.match(r"systemctl (stop|start) weaving\b", line):
            runs = found[1] == "start"
        elif runs and re.match(r"weaving-as-service (restore|key rotate)\b", line):
            wrong.append(line)
    assert wrong == []


@pytest.mark.parametrize("doc", [doc for doc in DOCS if doc.parent.name == "operations"], ids=named)
def test_what_is_typed_for_the_only_study_is_shown_for_one_of_several_too(doc):
    shown = [words for line in set_off(text_of(doc)) if (words := command_in(line))]
    alone = [words for words in shown if words[:2] == ("release", "verify") and "--study" not in words]
    assert [words for words in alone if (*words, "--study", "SLUG") not in shown] == []


def test_the_readme_and_four_of_the_first_pages_are_typed():
    pages = {
        "README.md",
        *(f"docs/{name}.md" for name in ("evening", "evaluator", "writing_an_instrument", "administrator")),
    }
    assert pages <= set(map(named, TYPED))
