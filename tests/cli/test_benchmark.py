"""`weaving benchmark` as it is typed, from anywhere: it measures every goal and writes what it found."""

import json
import os
import subprocess
import sys
from pathlib import Path

NAMED = {
    "cpu_ratio_to_floor",
    "sql_on_get",
    "sql_on_submit",
    "start_bytes_gz",
    "questionnaire_bytes_gz",
    "script_bytes_gz",
    "requests_cold",
    "report_warm_ratio_to_chromium",
    "analysis_share_of_report",
    "reml_30000_seconds",
    "bootstrap_ratio_to_scipy",
    "forbidden_modules_in_participant_worker",
}
"""What is promised to whoever reads the file."""


def test_every_promised_goal_is_measured_and_written_with_how_from_any_folder(tmp_path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [Path(sys.executable).with_name("weaving"), "benchmark", "--quick", "--output", "found.json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "found.json").read_text())
    assert set(found) >= NAMED
    assert {tuple(row) for row in found.values()} == {("value", "goal", "met", "how")}
    assert [line.split()[1].rstrip(":") for line in done.stdout.splitlines()] == list(found)
