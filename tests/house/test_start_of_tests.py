"""What only a process of its own can show: that tests start lightly."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[2]


def test_conftest_loads_nothing_heavy():
    code = "import sys, tests.conftest, tests.agreement; print(*sys.modules)"
    loaded = set(_run(sys.executable, "-c", code, cwd=ROOT).split())
    heavy = {"numpy", "pandas", "sqlalchemy", "flask", "playwright", "psycopg", "weasyprint"}
    assert loaded & heavy == set()


def _run(*command, **where):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **where)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
