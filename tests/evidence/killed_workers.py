"""Workers killed at every step of a report: each job ends with exactly one whole artefact."""

import tempfile
import time
from pathlib import Path

from tests.jobs.killing import killed, killed_without_sweep
from tests.jobs.killing_reports import STAGES, ReportKiller


def prove(quick):
    """Kill 200 workers (7 when quick) by SIGKILL, each at a step of a real report; the control has no sweep."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        figure = killed(Path(folder), len(STAGES) if quick else 200, of=ReportKiller)
        control = killed_without_sweep(Path(other))
    wanted = {"ended": True, "whole_artefacts": figure["jobs"], "folders": figure["jobs"]}
    return {
        "figure": {**figure, "control": control},
        "holds": all(figure[name] == value for name, value in wanted.items()),
        "control_fails": not control["ended"],
        "seconds": round(time.monotonic() - began, 1),
        "how": "SIGKILL while answers are read, figures computed and each of three formats written, before the "
        "artefact is in place and before the row says so; "
        "control: the same queue without leases being looked over",
    }


ROWS = {"workers_killed": prove}
