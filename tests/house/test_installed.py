"""What only a process of its own can show: that an installed wheel works, and that tests start lightly."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[2]


def test_an_installed_wheel_works_from_another_folder(tmp_path):
    """The lock is installed as it stands, and then asked whether anything lacks: resolving it anew takes far longer."""
    uv = pathlib.Path(sys.executable).with_name("uv")
    install = [uv, "pip", "install", "--quiet", "--no-deps", "--python", "empty/bin/python"]
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    _run(uv, "venv", "--quiet", "--python", sys.executable, "empty", cwd=tmp_path)
    _run(*install, "--require-hashes", "-r", ROOT / "requirements.txt", cwd=tmp_path)
    _run(*install, wheel, cwd=tmp_path)
    _run(uv, "pip", "check", "--python", "empty/bin/python", cwd=tmp_path)
    said = _run("empty/bin/weaving", "check", cwd=tmp_path, env={"WEAVING_HOME": "home", "PATH": "/usr/bin:/bin"})
    assert "as it should be" in said


def test_conftest_loads_nothing_heavy():
    code = "import sys, tests.conftest, tests.agreement; print(*sys.modules)"
    loaded = set(_run(sys.executable, "-c", code, cwd=ROOT).split())
    heavy = {"numpy", "pandas", "sqlalchemy", "flask", "playwright", "psycopg", "weasyprint"}
    assert loaded & heavy == set()


def _run(*command, **where):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **where)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
