"""`weaving benchmark` as it is typed, from anywhere: it measures every goal and writes what it found."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.cli.operations.checkout_checks import rows

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
    "study_report_cold_seconds",
    "study_report_warm_seconds",
    "study_report_made_before_seconds",
    "reml_30000_seconds",
    "bootstrap_ratio_to_scipy",
    "forbidden_modules_in_participant_worker",
    "seating_500_seconds",
}
"""What is promised to whoever reads the file."""


LIGHT = ("script_bytes_gz", "sql_on_submit", "signed_rank_300_seconds")
"""Goals of several files that are measured in a moment or two."""


def measured(folder, *arguments):
    """`weaving benchmark --quick` as it is typed in a folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [Path(sys.executable).with_name("weaving"), "benchmark", "--quick", "--output", "found.json", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_every_promised_goal_has_a_row():
    assert set(rows("benchmarks")) >= NAMED


def test_some_goals_are_measured_and_written_with_how_from_any_folder(tmp_path):
    found = written(tmp_path, measured(tmp_path, *(part for name in LIGHT for part in ("--row", name))))
    assert list(found) == list(LIGHT)


@pytest.mark.long
def test_every_promised_goal_is_measured_and_written_with_how_from_any_folder(tmp_path):
    assert set(written(tmp_path, measured(tmp_path))) >= NAMED


def test_a_goal_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    done = measured(tmp_path, "--row", "nothing")
    assert (done.returncode, (tmp_path / "found.json").exists()) == (2, False)
    assert done.stderr.startswith("There is no goal called nothing. There are: ")


def written(folder, done):
    """What a run wrote, once it is seen to be what it printed."""
    assert done.returncode == 0, done.stderr
    found = json.loads((folder / "found.json").read_text())
    assert {tuple(row) for row in found.values()} == {("value", "goal", "met", "how")}
    assert [line.split()[1].rstrip(":") for line in done.stdout.splitlines()] == list(found)
    return found
