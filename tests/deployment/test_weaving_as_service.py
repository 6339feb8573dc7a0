"""The command by which an administrator types a verb as the service runs it: its user, its home, its settings."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.deployment.test_units import FOLDER, PROGRAM, SERVICES, Unit

SCRIPT = FOLDER / "weaving-as-service"
SERVICE = Unit(FOLDER / "weaving.service")
SYSTEMCTL = """#!{python}
import sys
known = {known!r}
assert sys.argv[1:3] == ["show", "weaving.service"] and sys.argv[4:] == ["--value"], sys.argv
print(known.get(sys.argv[3].removeprefix("--property="), ""))
"""
SYSTEMD_RUN = """#!{python}
import json, sys
print(json.dumps(sys.argv[1:]))
sys.exit(7)
"""


@pytest.fixture
def typed(tmp_path):
    """What the script has systemd run where a unit is known so, its exit code, and what it said."""

    def run(*words, **known):
        for name, stands_in in (("systemctl", SYSTEMCTL), ("systemd-run", SYSTEMD_RUN)):
            (tmp_path / name).write_text(stands_in.format(python=sys.executable, known=known))
            (tmp_path / name).chmod(0o755)
        path = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
        return subprocess.run([SCRIPT, *words], env=path, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def as_shipped():
    """What systemd knows of the unit that is shipped."""
    return {"User": SERVICE["Service"]["User"], "Environment": " ".join(SERVICE.each("Environment"))}


def test_a_verb_runs_by_the_user_of_the_unit_with_its_home_and_its_settings(typed, as_shipped):
    asked = json.loads(typed("study", "add", "Across Difference", **as_shipped).stdout)
    program = asked.index(PROGRAM)
    assert asked[program:] == [PROGRAM, "study", "add", "Across Difference"]
    assert "--uid=weaving" in asked[:program]
    assert {f"--setenv={each}" for each in SERVICE.each("Environment")} <= set(asked[:program])


def test_settings_that_hold_a_password_come_from_where_the_units_have_them(typed, as_shipped):
    asked = json.loads(typed("check", **as_shipped).stdout)
    for path in SERVICES:
        (kept,) = Unit(path).each("EnvironmentFile")
        assert f"--property=EnvironmentFile={kept}" in asked, path.name


def test_it_ends_as_the_verb_ends(typed, as_shipped):
    assert typed("check", **as_shipped).returncode == 7


def test_where_no_unit_is_installed_it_says_so(typed):
    done = typed("check")
    assert (done.returncode, done.stdout, "docs/operations/service.md" in done.stderr) == (2, "", True)


def test_systemd_knows_its_options(typed, as_shipped):
    if (real := shutil.which("systemd-run")) is None:
        pytest.skip("This machine has no systemd-run.")
    asked = json.loads(typed("check", **as_shipped).stdout)
    known = subprocess.run([real, "--help"], capture_output=True, text=True, check=True).stdout
    assert {each.partition("=")[0] for each in asked if each.startswith("--")} <= set(known.replace("=", " ").split())
