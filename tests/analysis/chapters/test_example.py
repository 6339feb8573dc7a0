"""The example script runs as it is, by itself."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_example_tells_of_six_chapters_and_their_average():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "example_analysis.py"],
        capture_output=True, text=True, check=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.count(" pairs ") == 6
    assert "Across 6 chapters" in done.stdout
