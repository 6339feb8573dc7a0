"""The site of the documents is built whole: every page is in it, and every link in it leads somewhere."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.house.test_docs import ROOT

pytestmark = pytest.mark.integration
SOURCES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE",
    "mkdocs.yml",
    "docs",
    "analysis/README.md",
)


def built(root, folder):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder]
    found = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=root, env=found, capture_output=True, text=True, check=False)


@pytest.fixture
def changed(tmp_path):
    """The documents alone, in another place, where a test can break one."""
    for name in (*SOURCES, ".ci/site.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_site_is_built_and_every_link_leads_somewhere(tmp_path):
    done = built(ROOT, tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    index = (tmp_path / "site" / "index.html").read_text()
    assert 'href="evening.html"' in index
    assert "fonts.g" not in index, "the site asks another host for fonts"


@pytest.mark.parametrize("line", ["[gone](gone.md)", pytest.param("[gone](evaluator.md#gone)", marks=pytest.mark.long)])
def test_a_link_that_leads_nowhere_stops_it(changed, line):
    with (changed / "docs" / "evening.md").open("a") as page:
        page.write(f"\n{line}\n")
    done = built(changed, changed / "site")
    assert (done.returncode != 0, "gone" in done.stdout + done.stderr) == (True, True)
