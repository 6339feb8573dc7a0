"""The units of systemd that are shipped: systemd takes them, and what they start is what the program knows."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.storage.settings import KNOWN
from tests.documentation.documented_commands import Shown, command_in, faults_of

FOLDER = Path(__file__).parents[2] / "docs" / "deployment"
UNITS = sorted([*FOLDER.glob("*.service"), *FOLDER.glob("*.timer")])
SERVICES = [path for path in UNITS if path.suffix == ".service" and path.stem != "weaving-alive"]
"""Those that run the program; the other one asks whether it answers, as root."""
PROGRAM = "/opt/weaving/bin/weaving"


class Unit(configparser.RawConfigParser):
    """A unit file, in which a key may stand more than once."""

    def __init__(self, path):
        super().__init__(strict=False, delimiters=("=",), comment_prefixes=("#",), interpolation=None)
        self.optionxform = str
        self.lines = path.read_text().splitlines()
        self.read(path)

    def each(self, key):
        return [line.partition("=")[2] for line in self.lines if line.startswith(f"{key}=")]


def test_systemd_takes_the_units(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("This machine has no systemd-analyze.")
    program = Path(sys.executable).with_name("weaving")
    for path in UNITS:
        text = path.read_text().replace(PROGRAM, str(program))
        (tmp_path / path.name).write_text(text.replace("/usr/local/sbin/weaving-alive", str(FOLDER / "weaving-alive")))
    done = subprocess.run(
        ["systemd-analyze", "verify", *tmp_path.iterdir()], capture_output=True, text=True, check=False
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if str(tmp_path) in line]) == (0, [])


def test_systemd_names_what_it_would_not_take(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("This machine has no systemd-analyze.")
    (tmp_path / "odd.service").write_text("[Service]\nExecStart=/usr/bin/true\nProtectHomes=true\n")
    done = subprocess.run(
        ["systemd-analyze", "verify", tmp_path / "odd.service"], capture_output=True, text=True, check=False
    )
    assert "ProtectHomes" in done.stderr


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_what_a_unit_starts_the_program_takes(path):
    (line,) = Unit(path).each("ExecStart")
    words = command_in(f"ExecStart={line}")
    assert words
    assert faults_of(Shown(path.name, words, whole=True)) == []


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_what_a_unit_sets_is_a_setting(path):
    names = {each.partition("=")[0] for each in Unit(path).each("Environment")}
    assert "WEAVING_HOME" in names
    assert names <= set(KNOWN)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_unit_may_write_to_its_home_and_runs_as_nobody_in_particular(path):
    unit = Unit(path)
    (home,) = (each.partition("=")[2] for each in unit.each("Environment") if each.startswith("WEAVING_HOME="))
    assert home in unit["Service"]["ReadWritePaths"].split()
    assert (unit["Service"]["ProtectSystem"], unit["Service"]["User"]) == ("strict", "weaving")


def test_each_timer_starts_a_service():
    assert {path.stem for path in UNITS if path.suffix == ".timer"} <= {
        path.stem for path in UNITS if path.suffix == ".service"
    }
