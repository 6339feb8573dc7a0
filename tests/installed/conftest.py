"""What a release is made of, built once, and empty environments far from the checkout to put it into."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")


def run(*command, **where):
    """What a command prints; the test fails with all that it said where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **where)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source, folder, *targets):
    """The files that hatchling builds of a source tree."""
    asked = [word for target in targets for word in ("-t", target)]
    run(sys.executable, "-m", "hatchling", "build", *asked, "-d", folder, cwd=source)


@pytest.fixture(scope="session")
def dist(tmp_path_factory):
    """The folder of a release: its wheel and its source archive."""
    folder = tmp_path_factory.mktemp("dist")
    build(ROOT, folder, "wheel", "sdist")
    return folder


@pytest.fixture(scope="session")
def wheel(dist):
    (found,) = dist.glob("*.whl")
    return found


def bare_environment(folder, **also):
    """What a shell knows that nobody has set anything in."""
    return {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **also}


@pytest.fixture
def installed(wheel, tmp_path):
    """Put the wheel with the locked packages into an empty environment of a Python; the folder, and its `weaving`."""

    def put(python):
        install = [UV, "pip", "install", "--quiet", "--no-deps", "--python", "empty/bin/python"]
        run(UV, "venv", "--quiet", "--python", python, "empty", cwd=tmp_path)
        run(*install, "--require-hashes", "-r", ROOT / "requirements.txt", cwd=tmp_path)
        run(*install, wheel, cwd=tmp_path)
        run(UV, "pip", "check", "--python", "empty/bin/python", cwd=tmp_path)
        return tmp_path / "empty" / "bin" / "weaving"

    yield put
    shutil.rmtree(tmp_path / "empty", ignore_errors=True)


def python_of(version):
    """This machine's Python of a version, that of another name among them; the test is skipped where there is none."""
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        return sys.executable
    kept = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    if found := sorted(kept.glob(f"{version}.*/bin/python3")):
        return found[-1]
    asked = [UV, "python", "find", "--no-python-downloads", "--no-project", version]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"This machine has no Python {version}.")
    return done.stdout.strip()
