"""A release works without a checkout: its wheel on each Python, its source archive, and the list of packages."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile

import pytest

from evaluation.cli.program_version import printed_version
from tests.installed.conftest import ROOT, UV, bare_environment, build, python_of, run

pytestmark = pytest.mark.integration
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
MINE = f"{sys.version_info.major}.{sys.version_info.minor}"
VERSIONS = ("3.11", "3.12", "3.13")


def used(weaving, folder):
    """What the program says of itself and does in a folder that has nothing of the checkout."""
    environment = bare_environment(folder, WEAVING_HOME="home")
    for name in ("answers.csv", "scales.toml"):
        shutil.copy(ROOT / "docs" / "example" / name, folder)
    analyse = ("analyse", "answers.csv", "--scales", "scales.toml", "--output", "report")
    version = run(weaving, "--version", cwd=folder, env=environment)
    checked = run(weaving, "check", cwd=folder, env=environment)
    run(weaving, *analyse, cwd=folder, env=environment)
    return version, checked, json.loads((folder / "report" / "report.json").read_text())


@pytest.mark.parametrize(
    "version", [MINE, *(pytest.param(each, marks=pytest.mark.long) for each in VERSIONS if each != MINE)]
)
def test_the_wheel_works_from_another_folder(installed, tmp_path, version):
    said, checked, report = used(installed(python_of(version)), tmp_path)
    assert said.strip() == printed_version()
    assert f"version {PROJECT['version']}, build " in said
    assert "as it should be" in checked
    assert report["flow"]["pairs"] > 30
    assert (tmp_path / "report" / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.long
def test_the_demonstration_runs_from_the_wheel(installed, tmp_path):
    weaving = installed(sys.executable)
    run(
        weaving, "demo", "--output", "demo", "--people", "6", "--no-serve", cwd=tmp_path, env=bare_environment(tmp_path)
    )
    assert len(list((tmp_path / "demo" / "reports").glob("*/report.pdf"))) == 7


@pytest.mark.long
def test_it_runs_without_being_installed_at_all(wheel, tmp_path):
    """As `uvx` and `pipx run` do it: an environment of its own, made and thrown away, of what the index gives today."""
    asked = [UV, "tool", "run", "--from", wheel, "weaving"]
    environment = {**os.environ, "WEAVING_HOME": "home"}
    first = subprocess.run(
        [*asked, "--version"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    if "Failed to fetch" in first.stderr:
        pytest.skip("The index of packages gives no answer.")
    assert PROJECT["version"] in first.stdout, first.stderr
    assert "as it should be" in run(*asked, "check", cwd=tmp_path, env=environment)


def test_the_source_archive_gives_the_same_wheel(dist, wheel, tmp_path):
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    (source,) = (each for each in tmp_path.iterdir() if each.is_dir())
    build(source, tmp_path, "wheel")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(tmp_path / wheel.name) as other:
        assert {each.filename: each.CRC for each in one.infolist()} == {
            each.filename: each.CRC for each in other.infolist()
        }


def test_the_wheel_holds_the_program_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as packed:
        tops = {name.partition("/")[0] for name in packed.namelist()}
        metadata = packed.read(f"weaving_evaluation-{PROJECT['version']}.dist-info/METADATA").decode()
    assert tops == {
        "analysis",
        "evaluation",
        "instruments",
        "templates",
        f"weaving_evaluation-{PROJECT['version']}.dist-info",
    }
    assert "License-Expression: AGPL-3.0-only" in metadata


def test_the_page_on_releases_names_the_wheel(wheel):
    assert set(re.findall(r"dist/(weaving_\S+\.whl)", (ROOT / "docs" / "engineer.md").read_text())) == {wheel.name}


def test_the_changelog_knows_the_version():
    text = (ROOT / "CHANGELOG.md").read_text()
    released = re.findall(r"^## \[([^\]]+)\]", text, re.MULTILINE)
    assert released[0] in ("Unreleased", PROJECT["version"])


@pytest.fixture(scope="module")
def sbom():
    found = importlib.util.spec_from_file_location("sbom", ROOT / ".ci" / "sbom.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_list_of_packages_is_that_of_the_lock_with_hashes_and_licences(sbom):
    made = json.loads(sbom.document())
    locked = re.findall(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert sorted((each["name"], each["version"]) for each in made["components"]) == sorted(locked)
    assert all(each["hashes"] and each["licenses"] for each in made["components"])
    assert made["metadata"]["component"]["version"] == PROJECT["version"]


def test_the_list_of_packages_is_the_same_each_time_and_names_no_host(sbom):
    made = sbom.document()
    assert made == sbom.document()
    assert {found for found in re.findall(r"https?://[^\s\"]+", made) if "cyclonedx.org" not in found} == set()
