"""A worker that dies at any stage loses no job and leaves nothing half made."""

import pytest

from tests.jobs.killing import STAGES, killed
from tests.jobs.killing_reports import ReportKiller


def test_two_workers_killed_at_the_first_step_and_at_the_last_leave_two_whole_artefacts(tmp_path):
    figure = killed(tmp_path, 2, stages=(STAGES[0], STAGES[-1]))
    assert figure == {"jobs": 2, "ended": True, "whole_artefacts": 2, "folders": 2}


@pytest.mark.long
def test_five_workers_killed_at_five_stages_leave_five_whole_artefacts(tmp_path):
    figure = killed(tmp_path, len(STAGES))
    assert figure == {"jobs": 5, "ended": True, "whole_artefacts": 5, "folders": 5}


@pytest.mark.long
def test_two_hundred_workers_killed_at_every_step_of_a_report_leave_two_hundred_whole_reports(tmp_path):
    figure = killed(tmp_path, 200, of=ReportKiller)
    assert figure == {"jobs": 200, "ended": True, "whole_artefacts": 200, "folders": 200}
